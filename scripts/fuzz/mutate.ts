import type { Random } from "./random.ts";

const C_WORDS = [
  "kmalloc(",
  "sizeof(",
  "struct ",
  "#define X(",
  "#if ",
  "#else\n",
  "#endif\n",
  '#include "x.h"\n',
  "\\\n",
  "/*",
  "*/",
  "//",
  '"',
  "'",
  "{",
  "}",
  "((((((((",
  "))))",
  "0x7fffffffffffffff",
  "18446744073709551615",
  "18446744073709551616",
  "-1",
  "##",
  "#",
  "__VA_ARGS__",
  "__VA_OPT__(",
  "\0",
  "\r",
  "\xff",
  "?:",
  "[0]",
  "[]",
  "<<64",
  "% 0",
  "typeof(",
  "__auto_type ",
  "__attribute__((aligned(",
  "__free(kfree) ",
  "guard(mutex)(",
  "scoped_guard(",
  "_Generic(",
  "({",
  "})",
  "GFP_KERNEL|",
  "defined(",
  "goto out;",
  "out:",
  "switch (x) { case 1 ... 5:",
  "do {",
  "} while (0)",
  "return ",
  "if (!",
  "kfree(",
  "/* kalloc-lens-ignore */",
] as const;

const NUMBERS = [
  "0",
  "1",
  "-1",
  "7",
  "8",
  "4096",
  "4097",
  "8193",
  "2147483647",
  "2147483648",
  "4294967295",
  "4294967296",
  "0xffffffffffffffffULL",
  "1UL << 63",
  "1 << 31",
  "'\\377'",
  "010",
  "0b11",
  "1e9",
] as const;

/** A C source with up to four pieces removed, repeated, moved, replaced or cut off. Bytes, a character each. */
export function mutated(text: string, random: Random): string {
  let result = text;
  for (let left = 1 + random.below(4); left > 0; left--)
    result = random.below(2) === 0 ? bytesChanged(result, random, C_WORDS) : tokensChanged(result, random);
  return result;
}

/** The same of a text whose words are not C's, or of bytes. */
export function bytesMutated(text: string, random: Random, words: readonly [string, ...string[]]): string {
  let result = text;
  for (let left = 1 + random.below(4); left > 0; left--) result = bytesChanged(result, random, words);
  return result;
}

function bytesChanged(text: string, random: Random, words: readonly [string, ...string[]]): string {
  const at = random.below(text.length + 1);
  const to = Math.min(text.length, at + 1 + random.below(random.below(4) === 0 ? 400 : 12));
  const piece = text.slice(at, to);
  switch (random.below(8)) {
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
    case 5:
      return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(8))) + text.slice(at + 1);
    default:
      return text.slice(0, at) + random.pick(words) + text.slice(random.below(2) === 0 ? at : to);
  }
}

/** Whole tokens, statements and lines change places: what comes out is still near to C. */
function tokensChanged(text: string, random: Random): string {
  const by = random.below(4) === 0 ? /[^\n]*\n/g : /[A-Za-z_]\w*|\d\w*|[^\s\w]/g;
  const tokens = [...text.matchAll(by)];
  const one = random.of(tokens);
  const other = random.of(tokens);
  if (!one || !other) return text;
  const replaced = ({ index, 0: token }: RegExpMatchArray, by: string) =>
    text.slice(0, index) + by + text.slice((index ?? 0) + token.length);
  switch (random.below(5)) {
    case 0:
      return replaced(one, "");
    case 1:
      return replaced(one, `${one[0]} ${one[0]}`);
    case 2: {
      const [first, second] = (one.index ?? 0) < (other.index ?? 0) ? [one, other] : [other, one];
      if (first === second) return text;
      const end = (first.index ?? 0) + first[0].length;
      return (
        text.slice(0, first.index) +
        second[0] +
        text.slice(end, second.index) +
        first[0] +
        text.slice((second.index ?? 0) + second[0].length)
      );
    }
    case 3: {
      const number = random.of(tokens.filter(([token]) => /^\d/.test(token)));
      return number ? replaced(number, random.pick(NUMBERS)) : replaced(one, other[0]);
    }
    default:
      return replaced(one, other[0]);
  }
}
