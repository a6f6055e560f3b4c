/** Numbers that follow from a seed alone. */
export interface Random {
  /** From 0 up to, not including, `bound`. */
  below(bound: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** One of a list; undefined where it is empty. */
  of<T>(items: readonly T[]): T | undefined;
}

export function randomFrom(...seeds: readonly number[]): Random {
  let state = 0x9e3779b9;
  for (const seed of seeds) state = mixed((state ^ seed) >>> 0);
  const below = (bound: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    return mixed(state) % bound;
  };
  return {
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    of: (items) => (items.length === 0 ? undefined : items[below(items.length)]),
  };
}

function mixed(state: number): number {
  let bits = Math.imul(state ^ (state >>> 15), state | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return (bits ^ (bits >>> 14)) >>> 0;
}
