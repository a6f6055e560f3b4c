import type { Random } from "./random.ts";

const WORDS = [
  "kmalloc(",
  "sizeof(",
  "struct ",
  "#define X(",
  "#if ",
  "#endif\n",
  '#include "x.h"\n',
  "\\\n",
  "/*",
  "*/",
  '"',
  "'",
  "{",
  "}",
  "((((((((",
  "))))",
  "0x7fffffffffffffff",
  "18446744073709551616",
  "-1",
  "##",
  "__VA_ARGS__",
  "\0",
  "\r",
  "\xff",
  "?:",
  "[0]",
  "<<64",
  "typeof(",
  "__attribute__((aligned(",
  "_Generic(",
  "GFP_KERNEL|",
  "defined(",
] as const;

/** A source with up to four pieces removed, repeated, moved, replaced or cut off. Bytes, a character each. */
export function mutated(text: string, random: Random): string {
  let result = text;
  for (let left = 1 + random.below(4); left > 0; left--) result = mutatedOnce(result, random);
  return result;
}

function mutatedOnce(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const to = Math.min(text.length, at + 1 + random.below(random.below(4) === 0 ? 400 : 12));
  const piece = text.slice(at, to);
  switch (random.below(7)) {
    case 0:
      return text.slice(0, at) + text.slice(to);
    case 1:
      return text.slice(0, to) + piece.repeat(1 + random.below(8)) + text.slice(to);
    case 2: {
      const other = random.below(text.length + 1);
      return text.slice(0, other) + piece + text.slice(other);
    }
    case 3:
      return text.slice(0, at) + String.fromCharCode(random.below(256)) + text.slice(at + 1);
    case 4:
      return text.slice(0, at);
    default:
      return text.slice(0, at) + random.pick(WORDS) + text.slice(random.below(2) === 0 ? at : to);
  }
}
