import type { FileFlow } from "../flow/file-flow.ts";
import { lineAt, lineStarts } from "../flow/lines.ts";
import { firstDeclaration, isContinued, type Stretch, stretchesOf } from "./comments.ts";
import type { Finding, Fix } from "./finding.ts";

const WORD = "kalloc-lens-ignore";
/** It stands by itself in every suppression. */
const LAST_WORD = "ignore";

/** `kalloc-lens-ignore RULE: reason`, also for several rules: `RULE, RULE: reason`. */
const SUPPRESSION = /^\/[/*][\s*]*kalloc-lens-ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::|\*\/|$)/;

type Suppresses = (finding: Pick<Finding, "rule" | "start" | "end">) => boolean;

/**
 * Whether a comment of the text suppresses a finding: one on a line that the call begins or ends on, one that stands
 * alone above that line, or one before the first declaration, which holds for the whole file.
 */
export function suppressionsIn(text: string): Suppresses {
  if (!text.includes(WORD)) return () => false;
  const starts = lineStarts(text);
  const comments = stretchesOf(text).filter(({ kind }) => kind === "comment");
  const declaration = firstDeclaration(text, comments);
  const wholeFile = new Set<string>();
  const byLine = new Map<number, Set<string>>();
  /** Line that a comment which stands alone is about, by the line it begins on. */
  const below = new Map<number, number>();
  // From the end, so that a comment above another comment is about the code below both.
  for (const comment of comments.reverse()) {
    const line = lineAt(starts, comment.start);
    const next = lineAt(starts, comment.end) + 1;
    const about = standsAlone(comment, text, starts) ? (below.get(next) ?? next) : undefined;
    if (about !== undefined) below.set(line, about);
    for (const rule of rulesIn(text, comment)) {
      if (comment.start < declaration) wholeFile.add(rule);
      add(byLine, line, rule);
      if (about !== undefined) add(byLine, about, rule);
    }
  }
  return ({ rule, start, end }) =>
    wholeFile.has(rule) || [start, end].some((offset) => byLine.get(lineAt(starts, offset))?.has(rule));
}

/** The same of a file that is edited: where there is none, no more than the edits is searched again. */
export function suppressionsOf(flow: FileFlow): Suppresses {
  const isMentioned = flow.remember(WORD, () => flow.textAround(LAST_WORD).includes(WORD));
  return isMentioned ? suppressionsIn(flow.text) : () => false;
}

/** A fix that puts a suppression above the call's line, or right before the call where a line would not be safe. */
export function suppressionFix({ rule, start }: Pick<Finding, "rule" | "start">, text: string): Fix {
  const comment = `/* ${WORD} ${rule}: accepted */`;
  const title = `Ignore ${rule} for this call`;
  const lineStart = start > 0 ? text.lastIndexOf("\n", start - 1) + 1 : 0;
  const stretches = stretchesOf(text);
  const isInside = stretches.some((stretch) => stretch.start < lineStart && lineStart < stretch.end);
  const isContinuation = lineStart > 0 && isContinued(text, lineStart - 1);
  // Before the first declaration the comment would hold for the whole file.
  const comments = stretches.filter(({ kind }) => kind === "comment");
  if (isInside || isContinuation || lineStart <= firstDeclaration(text, comments))
    return { title, edits: [{ start, end: start, text: `${comment} ` }], certain: false };
  const indentation = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? "";
  const newline = text[lineStart - 2] === "\r" ? "\r\n" : "\n";
  const edits = [{ start: lineStart, end: lineStart, text: `${indentation}${comment}${newline}` }];
  return { title, edits, certain: false };
}

function rulesIn(text: string, { start, end }: Stretch): readonly string[] {
  return (
    SUPPRESSION.exec(text.slice(start, end))?.[1]
      ?.split(",")
      .map((id) => id.trim()) ?? []
  );
}

function standsAlone({ start, end }: Stretch, text: string, starts: readonly number[]): boolean {
  const before = text.slice(starts[lineAt(starts, start)], start);
  const behind = text.slice(end, starts[lineAt(starts, end) + 1]);
  return before.trim() === "" && behind.trim() === "";
}

function add(byLine: Map<number, Set<string>>, line: number, rule: string): void {
  const rules = byLine.get(line);
  if (rules) rules.add(rule);
  else byLine.set(line, new Set([rule]));
}
