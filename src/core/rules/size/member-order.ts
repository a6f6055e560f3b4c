/** One thing of a list in another place, behind `behind`; undefined: it comes first. */
export interface Move<Item> {
  readonly order: readonly Item[];
  readonly bytes: number;
  readonly moved: Item;
  readonly behind: Item | undefined;
}

/** The one move that makes the sum smallest. Later items are tried first, the first one stays where it may. */
export function bestMove<Item>(
  items: readonly Item[],
  sizeOf: (order: readonly Item[]) => number,
): Move<Item> | undefined {
  let best: Move<Item> | undefined;
  for (let from = items.length - 1; from >= 0; from--) {
    const moved = items[from];
    if (moved === undefined) continue;
    const others = items.filter((_, i) => i !== from);
    for (let to = others.length; to >= 0; to--) {
      const order = [...others.slice(0, to), moved, ...others.slice(to)];
      const bytes = sizeOf(order);
      if (!best || bytes < best.bytes) best = { order, bytes, moved, behind: others[to - 1] };
    }
  }
  return best;
}

/** Bytes of a member and the alignment it asks for. */
export interface Room {
  readonly bytes: number;
  readonly align: number;
}

/** Bytes of a struct of these members, in this order. */
export function structBytes(members: readonly Room[], align: number): number {
  let end = 0;
  for (const member of members) end = roundUp(end, member.align) + member.bytes;
  return roundUp(end, Math.max(align, ...members.map((member) => member.align)));
}

function roundUp(bytes: number, align: number): number {
  return Math.ceil(bytes / align) * align;
}
