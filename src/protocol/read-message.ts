import type { NamedProfile, Position, Range } from "./requests.ts";

// How panels read what they are sent: as distrustfully as what they send is read.

/** Longest text of a message that is shown; longer ones are cut. */
const LONGEST_TEXT = 2000;

/** What a message says of a profile. */
export function readNamedProfile(json: unknown): NamedProfile {
  const name = text(json, "name") ?? "";
  const problem = text(json, "problem");
  return {
    name,
    title: text(json, "title") ?? name,
    assumed: property(json, "assumed") === true,
    ...(problem === undefined ? {} : { problem }),
  };
}

export function readRange(json: unknown): Range | undefined {
  const [start, end] = [readPosition(property(json, "start")), readPosition(property(json, "end"))];
  return start && end ? { start, end } : undefined;
}

export function readPosition(json: unknown): Position | undefined {
  const [line, character] = [property(json, "line"), property(json, "character")];
  return isCount(line) && isCount(character) ? { line, character } : undefined;
}

export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** A text to show. */
export function text(json: unknown, key: string): string | undefined {
  const value = property(json, key);
  if (typeof value !== "string") return undefined;
  const shown = value.length <= LONGEST_TEXT ? value : `${value.slice(0, LONGEST_TEXT)}…`;
  return shown.replace(ORDER_CONTROLS, (control) => `<U+${control.codePointAt(0)?.toString(16).toUpperCase()}>`);
}

/** Characters that change the order in which others are shown. */
const ORDER_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export function property(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null && Object.hasOwn(json, key) ? Reflect.get(json, key) : undefined;
}

/** More entries than this are in no message. */
const MOST_ENTRIES = 1000;

/** What should be a list; an empty one where it is none. */
export function list(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json.slice(0, MOST_ENTRIES) : [];
}
