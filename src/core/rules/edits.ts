import type { Expression, Span, Statement } from "../c/tree/nodes.ts";
import { hasComment, hasDirective } from "./code.ts";
import type { Fix, TextEdit } from "./finding.ts";
import type { Site } from "./sites.ts";

/** Calls `callee` instead, some arguments replaced by other text; undefined where a comment would be lost. */
export function calling(
  site: Site,
  callee: string,
  replaced: readonly ReplacedArgument[] = [],
): TextEdit[] | undefined {
  const { call, text } = site;
  const edits: TextEdit[] = call.name === callee ? [] : [{ ...spanOf(call.callee), text: callee }];
  for (const { argument, by } of replaced) {
    const span = withParentheses(argument, site);
    if (isFragile(text, span)) return undefined;
    edits.push({ ...span, text: by });
  }
  return edits;
}

export interface ReplacedArgument {
  readonly argument: Expression;
  readonly by: string;
}

/** Takes a statement out with its lines, where nothing else stands on them. */
export function withoutStatement(statement: Statement, text: string): TextEdit | undefined {
  if (isFragile(text, statement)) return undefined;
  const lineStart = text.lastIndexOf("\n", statement.start - 1) + 1;
  const newline = text.indexOf("\n", statement.end);
  const lineEnd = newline < 0 ? text.length : newline + 1;
  const before = text.slice(lineStart, statement.start);
  const behind = text.slice(statement.end, lineEnd);
  if (before.trim() !== "" || behind.trim() !== "") return undefined;
  // Of two blank lines around the statement one stays.
  const isAfterBlank = /\n[ \t\r]*\n$/.test(text.slice(0, lineStart));
  const blank = isAfterBlank ? (/^[ \t]*\r?\n/.exec(text.slice(lineEnd))?.[0].length ?? 0) : 0;
  return { start: lineStart, end: lineEnd + blank, text: "" };
}

/** A fix of the edits, where all of them can be made. */
export function fixOf(
  title: string,
  certain: boolean,
  ...edits: readonly (TextEdit | readonly TextEdit[] | undefined)[]
): { readonly fix?: Fix } {
  const all: TextEdit[] = [];
  for (const edit of edits) {
    if (edit === undefined) return {};
    if ("start" in edit) all.push(edit);
    else all.push(...edit);
  }
  return { fix: { title, edits: all, certain } };
}

/** Whether replacing the text would lose a comment or a directive. */
export function isFragile(text: string, span: Span): boolean {
  return hasComment(text, span) || hasDirective(text, span);
}

/** An argument with parentheses around it. */
function withParentheses(argument: Span, { call, text }: Site): Span {
  const open = text.indexOf("(", call.callee.end);
  let { start, end } = argument;
  for (;;) {
    const before = start - 1 - (/\s*$/.exec(text.slice(open, start))?.[0].length ?? 0);
    const behind = end + (/^\s*/.exec(text.slice(end, call.end))?.[0].length ?? 0);
    if (text[before] !== "(" || before <= open || text[behind] !== ")" || behind >= call.end - 1) return { start, end };
    start = before;
    end = behind + 1;
  }
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
