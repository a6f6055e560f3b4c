import { lineAt, startsOf } from "../flow/lines.ts";
import type { Related } from "./finding.ts";

/** The place that a report rests on: the word at an offset. */
export function evidenceAt(
  at: number | undefined,
  message: string,
  text: string,
): { readonly related?: readonly Related[] } {
  if (at === undefined) return {};
  const word = /^\w+/.exec(text.slice(at, at + 100))?.[0] ?? "";
  return { related: [{ start: at, end: at + word.length, message }] };
}

/** 1-based line of an offset. */
export function lineOf(offset: number, text: string): number {
  return lineAt(startsOf(text), offset) + 1;
}
