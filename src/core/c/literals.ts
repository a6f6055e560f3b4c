import type { Token } from "./tokens.ts";

/** An integer constant: its value and what its suffix asks for. */
export interface IntegerLiteral {
  readonly value: bigint;
  readonly decimal: boolean;
  readonly unsigned: boolean;
  readonly longs: 0 | 1 | 2;
}

/** Value of a number or character token; undefined for floating or malformed constants. */
export function integerOf(token: Token): IntegerLiteral | undefined {
  if (token.kind === "char") {
    const value = characterOf(token.text);
    return value === undefined ? undefined : { value: BigInt(value), decimal: true, unsigned: false, longs: 0 };
  }
  const match = /^(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|(0[0-7]*)|([1-9][0-9]*))([uUlL]*)$/.exec(token.text);
  if (!match) return undefined;
  const [, hex, binary, octal, decimal, suffix = ""] = match;
  const lower = suffix.toLowerCase();
  if (!/^(?:u?l{0,2}|l{1,2}u)$/.test(lower)) return undefined;
  const digits = hex
    ? `0x${hex}`
    : binary
      ? `0b${binary}`
      : octal && octal.length > 1
        ? `0o${octal.slice(1)}`
        : (decimal ?? "0");
  const longs = lower.includes("ll") ? 2 : lower.includes("l") ? 1 : 0;
  return { value: BigInt(digits), decimal: decimal !== undefined, unsigned: lower.includes("u"), longs };
}

const ESCAPES: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  0: 0,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  "\\": 92,
  "'": 39,
  '"': 34,
  "?": 63,
};

/** Value of 'x' (an int; char is taken as signed, as on x86). */
function characterOf(text: string): number | undefined {
  const inside = /^'([\s\S]*)'$/.exec(text)?.[1];
  if (inside === undefined) return undefined;
  const bytes = bytesOf(inside);
  return bytes.length === 1 && bytes[0] !== undefined ? (bytes[0] << 24) >> 24 : undefined;
}

/** Number of bytes that a string token holds, without its NUL. */
export function stringLength(text: string, encoding: "bytes" | "utf16"): number {
  const open = text.indexOf('"');
  const inside = text.slice(open + 1, text.endsWith('"') && text.length > open + 1 ? -1 : undefined);
  if (encoding === "utf16") return bytesOf(unescape16(inside)).length;
  return bytesOf(inside).length;
}

/** In a text of UTF-16 code units each character outside ASCII stands for its UTF-8 bytes. */
function unescape16(text: string): string {
  return text.replace(/[^\0-\x7f]+/gu, (part) => {
    let out = "";
    for (const char of part) {
      const code = char.codePointAt(0) ?? 0;
      out += "x".repeat(code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
    }
    return out;
  });
}

function bytesOf(inside: string): number[] {
  const bytes: number[] = [];
  for (let i = 0; i < inside.length; i++) {
    if (inside[i] !== "\\") {
      bytes.push(inside.charCodeAt(i) & 255);
      continue;
    }
    const rest = inside.slice(i + 1);
    const hex = /^x([0-9a-fA-F]+)/.exec(rest);
    const octal = /^([0-7]{1,3})/.exec(rest);
    if (hex?.[1]) {
      bytes.push(Number.parseInt(hex[1], 16) & 255);
      i += hex[0].length;
    } else if (octal?.[1]) {
      bytes.push(Number.parseInt(octal[1], 8) & 255);
      i += octal[0].length;
    } else {
      const newline = /^\r?\n/.exec(rest);
      if (newline) i += newline[0].length;
      else {
        bytes.push(ESCAPES[rest[0] ?? ""] ?? 0);
        i++;
      }
    }
  }
  return bytes;
}
