import {
  type BuddyState,
  type BuddyStep,
  buddyBlocks,
  headOf,
  type MigrateType,
  type TakenBlock,
  takeSmallest,
  withFree,
  withoutFree,
  withPageblocks,
} from "./buddy-state.ts";

/** Whose blocks a type takes when its own lists are empty, best first. Kernel: fallbacks[]. */
const FALLBACKS: Readonly<Record<MigrateType, readonly MigrateType[]>> = {
  unmovable: ["reclaimable", "movable"],
  movable: ["reclaimable", "unmovable"],
  reclaimable: ["unmovable", "movable"],
};

/**
 * A block of another migrate type: with its whole pageblock if that pays, else the smallest there is. Adds its steps to
 * `steps`. Kernel: __rmqueue_claim(), __rmqueue_steal(); up to 6.14 both are parts of __rmqueue_fallback().
 */
export function takeFromOthers(
  state: BuddyState,
  order: number,
  type: MigrateType,
  steps: BuddyStep[],
): TakenBlock | undefined {
  return claim(state, order, type, steps) ?? steal(state, order, type, steps);
}

/** From the largest order down, so that a type spreads over few pageblocks. Kernel: __rmqueue_claim(). */
function claim(state: BuddyState, order: number, type: MigrateType, steps: BuddyStep[]): TakenBlock | undefined {
  const { maxPageOrder, pageblockOrder } = state.geometry;
  for (let at = maxPageOrder; at >= order; at--) {
    const found = otherHead(state, at, type);
    if (!found) continue;
    // Movable pages can leave again: small blocks do not change hands for them. Kernel: should_try_claim_block().
    if (type === "movable" && at < Math.floor(pageblockOrder / 2)) return undefined;
    const { pfn, from } = found;
    const whole = at >= pageblockOrder;
    const claimed = whole ? claimBlock(state, pfn, at, from, type) : claimPageblock(state, pfn, from, type);
    if (!claimed) continue;
    const what = whole ? `the ${from} block of order ${at}` : `the pageblock around page ${pfn}, ${from} until now,`;
    steps.push({
      kernel: "try_to_claim_block()",
      says: `no ${type} block is large enough: ${what} becomes ${type}`,
      state: claimed,
      pfn,
      order: at,
    });
    return takeSmallest(claimed, order, type);
  }
  return undefined;
}

/** A block of at least one pageblock changes its type as a whole. */
function claimBlock(state: BuddyState, pfn: number, order: number, from: MigrateType, type: MigrateType): BuddyState {
  return withPageblocks(withFree(withoutFree(state, pfn, order, from), pfn, order, type), pfn, order, type);
}

/** A pageblock changes its type if at least half of it is free or used like the new type. Kernel: try_to_claim_block(). */
function claimPageblock(state: BuddyState, pfn: number, from: MigrateType, type: MigrateType): BuddyState | undefined {
  const { pageblockOrder } = state.geometry;
  const size = 2 ** pageblockOrder;
  const start = Math.floor(pfn / size) * size;
  // A pageblock that the end of the zone cuts stays what it is. Kernel: prep_move_freepages_block().
  if (start + size > state.pages) return undefined;
  const blocks = buddyBlocks(state).filter((block) => block.pfn >= start && block.pfn < start + size);
  const free = blocks.filter((block) => block.free);
  const freePages = pagesOf(free);
  const movablePages = pagesOf(blocks.filter((block) => !block.free && block.type === "movable"));
  const alikePages = type === "movable" ? movablePages : from === "movable" ? size - freePages - movablePages : 0;
  if (freePages + alikePages < size / 2) return undefined;
  let moved = withPageblocks(state, start, pageblockOrder, type);
  for (const block of free)
    moved = withFree(withoutFree(moved, block.pfn, block.order, from), block.pfn, block.order, type, "tail");
  return moved;
}

function pagesOf(blocks: readonly { readonly order: number }[]): number {
  return blocks.reduce((sum, { order }) => sum + 2 ** order, 0);
}

/** The smallest block that is enough; its pageblock, and so the rest of it, stays what it is. Kernel: __rmqueue_steal(). */
function steal(state: BuddyState, order: number, type: MigrateType, steps: BuddyStep[]): TakenBlock | undefined {
  for (let at = order; at <= state.geometry.maxPageOrder; at++) {
    const found = otherHead(state, at, type);
    if (!found) continue;
    const { pfn, from } = found;
    const taken = withoutFree(state, pfn, at, from);
    const says = `no pageblock pays to claim: ${type} memory takes a block of order ${at} from a ${from} pageblock`;
    steps.push({ kernel: "__rmqueue_steal()", says, state: taken, pfn, order: at });
    return { state: taken, pfn, order: at, type: from };
  }
  return undefined;
}

/** The first block of `order` that another type has. Kernel: find_suitable_fallback(). */
function otherHead(
  state: BuddyState,
  order: number,
  type: MigrateType,
): { pfn: number; from: MigrateType } | undefined {
  for (const from of FALLBACKS[type]) {
    const pfn = headOf(state, order, from);
    if (pfn !== undefined) return { pfn, from };
  }
  return undefined;
}
