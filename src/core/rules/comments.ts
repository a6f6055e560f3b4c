/** A stretch of a C text that is no code; `end` is behind its last character. */
export interface Stretch {
  readonly kind: "comment" | "string";
  readonly start: number;
  readonly end: number;
}

/** The comments and strings of a C text, in their order. */
export function stretchesOf(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  const opener = /\/\*|\/\/|["']/g;
  for (let found = opener.exec(text); found; found = opener.exec(text)) {
    const start = found.index;
    const kind = found[0].length === 2 ? "comment" : "string";
    const end = endOf(found[0], text, start);
    stretches.push({ kind, start, end });
    opener.lastIndex = end;
  }
  return stretches;
}

function endOf(opener: string, text: string, start: number): number {
  switch (opener) {
    case "/*": {
      const close = text.indexOf("*/", start + 2);
      return close < 0 ? text.length : close + 2;
    }
    case "//":
      return endOfLine(text, start);
    default:
      return endOfString(opener, text, start);
  }
}

/** The end of the line, continued by a backslash at its end. */
function endOfLine(text: string, from: number): number {
  for (let at = from; ; ) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    if (!isContinued(text, end)) return end;
    at = end + 1;
  }
}

/** Whether a backslash joins the line that ends at `newline` with the next. */
export function isContinued(text: string, newline: number): boolean {
  const last = text[newline - 1] === "\r" ? newline - 2 : newline - 1;
  return text[last] === "\\";
}

/** A quote that is not closed ends with its line. */
function endOfString(quote: string, text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const c = text[at];
    if (c === "\\") at++;
    else if (c === quote) return at + 1;
    else if (c === "\n") return at;
  }
  return text.length;
}

/** Offset of the first text that is neither space, comment nor preprocessor directive. */
export function firstDeclaration(text: string, comments: readonly Stretch[]): number {
  let next = 0;
  let inDirective = false;
  for (let at = 0; at < text.length; at++) {
    const comment = comments[next];
    if (comment && comment.start === at) {
      next++;
      at = comment.end - 1;
      continue;
    }
    const c = text[at];
    if (c === "\n") inDirective &&= isContinued(text, at);
    else if (c === "#") inDirective = true;
    else if (!inDirective && c !== undefined && /\S/.test(c)) return at;
  }
  return text.length;
}
