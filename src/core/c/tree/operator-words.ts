/** How strongly binary operators bind. */
export const PRECEDENCE: ReadonlyMap<string, number> = new Map(
  ["||", "&&", "|", "^", "&", "== !=", "< > <= >=", "<< >>", "+ -", "* / %"].flatMap((operators, n) =>
    operators.split(" ").map((operator) => [operator, n + 1] as const),
  ),
);
export const ASSIGNS: ReadonlySet<string> = new Set("= += -= *= /= %= &= |= ^= <<= >>=".split(" "));
export const PREFIXES: ReadonlySet<string> = new Set("* & - + ! ~ &&".split(" "));
export const SIZEOF: ReadonlySet<string> = new Set("sizeof _Alignof __alignof__ alignof __alignof".split(" "));
