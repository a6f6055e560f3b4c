import type { Span } from "../c/tree/nodes.ts";

/** A declaration among the members of a struct, with the comments in front of it and those behind it on its line. */
export interface MemberText extends Span {
  /** Without comments. */
  readonly code: string;
  readonly hasComment: boolean;
}

/** The declarations of a struct's body: they are all of it, so that text is only moved; undefined where it is no plain one. */
export function declarationsIn(text: string, { start, end }: Span): readonly MemberText[] | undefined {
  const masked = withoutComments(text.slice(start, end));
  const open = masked.indexOf("{");
  const close = masked.lastIndexOf("}");
  if (open < 0 || close < open || /^[ \t]*#/m.test(masked.slice(open, close))) return undefined;
  const found: MemberText[] = [];
  let from = endOfLine(masked, open + 1, close);
  let depth = 0;
  for (let at = from; at < close; at++) {
    const sign = masked[at] ?? "";
    if ("({[".includes(sign)) depth++;
    else if (")}]".includes(sign)) depth--;
    else if (sign === ";" && depth === 0) {
      const to = endOfLine(masked, at + 1, close);
      const code = masked.slice(from, at + 1);
      found.push({
        start: start + from,
        end: start + to,
        code: code.trim(),
        hasComment: text.slice(start + from, start + to) !== masked.slice(from, to),
      });
      from = to;
      at = to - 1;
    }
  }
  const isWhole = masked.slice(from, close).trim() === "";
  // Each on lines of its own, or all of them on one line: then they are put one after the other as they are.
  const lines = found.filter((member) => text.slice(member.start, member.end).endsWith("\n")).length;
  return isWhole && (lines === found.length || !masked.slice(open, close).includes("\n")) ? found : undefined;
}

/** Behind the line of a declaration, where only blanks and comments follow on it; else directly behind it. */
function endOfLine(masked: string, from: number, close: number): number {
  const newline = masked.indexOf("\n", from);
  const isEnd = newline >= 0 && newline < close && masked.slice(from, newline).trim() === "";
  return isEnd ? newline + 1 : from;
}

/** The same text with comments and strings blanked. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"/g, (part) => part.replace(/[^\n]/g, " "));
}
