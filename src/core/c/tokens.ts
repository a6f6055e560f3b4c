/** A preprocessing token. `at` is the offset of its first character in the text it was written in. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  /** White space or a comment stands before it. */
  readonly space: boolean;
  /** It is the first token of a line. */
  readonly bol: boolean;
  /** Why it is not known whether this name is a macro, or which. */
  readonly undecided?: string;
  /** Macros that must not expand this token again (they produced it). */
  readonly hide?: HideSet;
}

export type TokenKind = "name" | "number" | "char" | "string" | "punct";

/** Names of macros, as a linked list: most tokens carry none or very few. */
export interface HideSet {
  readonly name: string;
  readonly rest: HideSet | undefined;
  readonly size: number;
}

/** The second characters of punctuators of two, by their first. */
const SECOND: readonly (string | undefined)[] = Array.from({ length: 128 }, (_, c) => {
  const first = String.fromCharCode(c);
  if ("*/%^=!".includes(first)) return "=";
  if ("+&|<>".includes(first)) return `${first}=`;
  return first === "-" ? ">-=" : first === "#" ? "#" : undefined;
});

/** Splits `text[from, to)` into preprocessing tokens; comments and line splices become white space. Never fails. */
export function tokenize(text: string, from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  let space = false;
  let bol = true;
  let i = from;
  while (i < to) {
    const c = text.charCodeAt(i);
    if (c === 10) {
      bol = true;
      space = true;
      i++;
      continue;
    }
    if (c <= 32) {
      space = true;
      i++;
      continue;
    }
    if (c === 92 && isLineEnd(text, i + 1)) {
      i = text.indexOf("\n", i) + 1;
      space = true;
      continue;
    }
    if (c === 47) {
      const after = skipComment(text, i, to);
      if (after > i) {
        i = after;
        space = true;
        continue;
      }
    }
    let kind: TokenKind = "punct";
    let end: number;
    if (isNameStart(c)) {
      kind = "name";
      end = nameEnd(text, i + 1, to);
      const quote = end - i <= 2 && end < to ? text.charCodeAt(end) : 0;
      if ((quote === 34 || quote === 39) && /^(?:L|u8?|U)$/.test(text.slice(i, end))) {
        kind = quote === 34 ? "string" : "char";
        end = skipQuoted(text, end, to);
      }
    } else if (isDigit(c) || (c === 46 && isDigit(text.charCodeAt(i + 1)))) {
      kind = "number";
      end = numberEnd(text, i + 1, to);
    } else if (c === 34 || c === 39) {
      kind = c === 34 ? "string" : "char";
      end = Math.max(skipQuoted(text, i, to), i + 1);
    } else end = Math.min(i + punctuatorLength(text, i, c), to);
    tokens.push({ kind, text: text.slice(i, end), at: i, space, bol });
    i = end;
    space = false;
    bol = false;
  }
  return tokens;
}

/** Offset after the comment that starts at `i`, or `i` where none starts. An unclosed comment ends with the text. */
export function skipComment(text: string, i: number, to: number): number {
  const next = text.charCodeAt(i + 1);
  if (next === 42) {
    const close = text.indexOf("*/", i + 2);
    return close < 0 || close + 2 > to ? to : close + 2;
  }
  return next === 47 ? lineEnd(text, i, to) : i;
}

/** Offset of the newline that ends the logical line of `i` (backslash-newline continues it), or `to`. */
export function lineEnd(text: string, i: number, to: number): number {
  for (let at = i; ; ) {
    const newline = text.indexOf("\n", at);
    if (newline < 0 || newline >= to) return to;
    const before = text.charCodeAt(newline - 1) === 13 ? newline - 2 : newline - 1;
    if (before < i || text.charCodeAt(before) !== 92) return newline;
    at = newline + 1;
  }
}

/** Offset after the string or character constant whose quote is at `i`; it ends with its line where it is not closed. */
export function skipQuoted(text: string, i: number, to: number): number {
  const quote = text.charCodeAt(i);
  for (let at = i + 1; at < to; at++) {
    const c = text.charCodeAt(at);
    if (c === quote) return at + 1;
    if (c === 10) return at;
    if (c === 92) at += isLineEnd(text, at + 1) && text.charCodeAt(at + 1) === 13 ? 2 : 1;
  }
  return to;
}

export function isNameStart(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === 36 || c > 127;
}

/** By character, for speed: whether it may stand in a name. */
const NAME_PARTS = Uint8Array.from({ length: 0x10000 }, (_, c) => (isNameStart(c) || isDigit(c) ? 1 : 0));

export function isNamePart(c: number): boolean {
  return NAME_PARTS[c] === 1;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function isLineEnd(text: string, i: number): boolean {
  return text.charCodeAt(i) === 10 || (text.charCodeAt(i) === 13 && text.charCodeAt(i + 1) === 10);
}

function punctuatorLength(text: string, i: number, c: number): number {
  const second = SECOND[c];
  const next = text.charAt(i + 1);
  if (second === undefined) return c === 46 && next === "." && text.charAt(i + 2) === "." ? 3 : 1;
  if (next === "" || !second.includes(next)) return 1;
  return (c === 60 || c === 62) && next !== "=" && text.charAt(i + 2) === "=" ? 3 : 2;
}

function nameEnd(text: string, i: number, to: number): number {
  let end = i;
  while (end < to && isNamePart(text.charCodeAt(end))) end++;
  return end;
}

function numberEnd(text: string, i: number, to: number): number {
  let end = i;
  for (; end < to; end++) {
    const c = text.charCodeAt(end);
    if (isNamePart(c) || c === 46) continue;
    const before = text.charCodeAt(end - 1) | 32;
    const isHex = (text.charCodeAt(i) | 32) === 120;
    if ((c === 43 || c === 45) && (before === 112 || (before === 101 && !isHex))) continue;
    break;
  }
  return end;
}
