import { takeFromOthers } from "./buddy-fallback.ts";
import {
  type AllocatedBlock,
  type BuddyState,
  type BuddyStep,
  isFree,
  type MigrateType,
  pageblockType,
  type TakenBlock,
  takeSmallest,
  withFree,
  withoutFree,
  withPageblocks,
} from "./buddy-state.ts";
import { getOrder, pagesFor } from "./page-order.ts";

/** What an operation leads to; one that fails leaves the state as it was. */
export type BuddyResult =
  | {
      readonly kind: "done";
      /** First page of the block. */
      readonly pfn: number;
      readonly state: BuddyState;
      readonly steps: readonly BuddyStep[];
    }
  | {
      readonly kind: "fails";
      readonly why: string;
      readonly state: BuddyState;
      readonly steps: readonly BuddyStep[];
    };

/** Takes a block of 2^order pages. Kernel: __alloc_pages() → rmqueue(). */
export function allocate(state: BuddyState, order: number, type: MigrateType): BuddyResult {
  const max = state.geometry.maxPageOrder;
  if (!isCount(order)) return refused(state, "__alloc_pages()", `${order} is not an order`);
  if (order > max) return refused(state, "__alloc_pages()", `order ${order} is above the highest, ${max}`);
  const steps: BuddyStep[] = [];
  const block = take(state, order, type, steps);
  if (!block) return refused(state, "__rmqueue()", `no free block has order ${order} or above`);
  return { kind: "done", pfn: block.pfn, state: expand(block, order, type, steps), steps };
}

/** Gives back a block that allocate() returned, with the order it was allocated with. Kernel: __free_pages(). */
export function free(state: BuddyState, pfn: number, order: number): BuddyResult {
  const block = state.allocated.get(pfn);
  if (block?.order !== order)
    return refused(state, "__free_pages()", `no block of order ${order} was handed out at page ${pfn}`);
  const steps: BuddyStep[] = [];
  const allocated = new Map(state.allocated);
  allocated.delete(pfn);
  const freed = freeBlock({ ...state, allocated }, pfn, order, "head unless it may merge soon", steps);
  return { kind: "done", pfn, state: freed, steps };
}

/** Takes a block that holds `bytes`, keeps single pages and gives the rest back. Kernel: alloc_pages_exact(). */
export function allocateExact(state: BuddyState, bytes: number, type: MigrateType): BuddyResult {
  const page = { ...state.geometry, pageShift: Math.log2(state.geometry.pageSize) };
  if (!isCount(bytes) || bytes === 0) return refused(state, "get_order()", `${bytes} bytes have no order`);
  const order = getOrder(bytes, page);
  const taken = allocate(state, order, type);
  if (taken.kind === "fails") return taken;
  const { pfn } = taken;
  const pages = pagesFor(bytes, page);
  const allocated = new Map(taken.state.allocated);
  for (let at = 0; at < pages; at++) allocated.set(pfn + at, { order: 0, type });
  let next: BuddyState = { ...taken.state, allocated };
  const spare = 2 ** order - pages;
  const says = `the block becomes single pages: ${pages} for ${bytes} bytes, ${spare} too many`;
  const steps: BuddyStep[] = [...taken.steps, { kernel: "make_alloc_exact()", says, state: next, pfn, order }];
  for (let at = pages; at < 2 ** order; at++) next = freeBlock(next, pfn + at, 0, "tail", steps);
  return { kind: "done", pfn, state: next, steps };
}

/** Gives back the pages that allocateExact() kept, one by one. Kernel: free_pages_exact(). */
export function freeExact(state: BuddyState, pfn: number, bytes: number): BuddyResult {
  const pages = isCount(bytes) ? Math.ceil(bytes / state.geometry.pageSize) : 0;
  if (pages === 0) return refused(state, "free_pages_exact()", `${bytes} bytes have no pages`);
  let next = state;
  const steps: BuddyStep[] = [];
  for (let at = pfn; at < pfn + pages; at++) {
    const freed = free(next, at, 0);
    if (freed.kind === "fails") return { ...freed, state };
    next = freed.state;
    steps.push(...freed.steps);
  }
  return { kind: "done", pfn, state: next, steps };
}

/** Kernel: __rmqueue(). */
function take(state: BuddyState, order: number, type: MigrateType, steps: BuddyStep[]): TakenBlock | undefined {
  const block = takeSmallest(state, order, type) ?? takeFromOthers(state, order, type, steps);
  if (block && steps.at(-1)?.kernel !== "__rmqueue_steal()") {
    const says = `the first ${type} block of order ${order} or above has order ${block.order}, at page ${block.pfn}`;
    steps.push({ kernel: "__rmqueue_smallest()", says, state: block.state, pfn: block.pfn, order: block.order });
  }
  return block;
}

/** Halves the block until it has the order asked for; upper halves become free. Kernel: expand(). */
function expand(block: TakenBlock, order: number, type: MigrateType, steps: BuddyStep[]): BuddyState {
  const { pfn } = block;
  let { state } = block;
  for (let at = block.order - 1; at >= order; at--) {
    const half = pfn + 2 ** at;
    state = withFree(state, half, at, block.type);
    const says = `order ${at + 1} splits: pages ${span(pfn, at)} are kept, ${span(half, at)} become free`;
    steps.push({ kernel: "expand()", says, state, pfn: half, order: at });
  }
  const allocated: ReadonlyMap<number, AllocatedBlock> = new Map(state.allocated).set(pfn, { order, type });
  state = { ...state, allocated };
  steps.push({ kernel: "prep_new_page()", says: `pages ${span(pfn, order)} are handed out`, state, pfn, order });
  return state;
}

/** Merges a block with its buddy as long as that is free, and lists the result. Kernel: __free_one_page(). */
function freeBlock(
  from: BuddyState,
  first: number,
  order: number,
  place: "tail" | "head unless it may merge soon",
  steps: BuddyStep[],
): BuddyState {
  const kernel = "__free_one_page()";
  let state = from;
  let pfn = first;
  let at = order;
  const type = pageblockType(state, pfn);
  while (at < state.geometry.maxPageOrder) {
    const buddy = buddyOf(pfn, at);
    const buddyType = pageblockType(state, buddy);
    if (!isFree(state, buddy, at, buddyType)) break;
    state = withoutFree(state, buddy, at, buddyType);
    // From a pageblock on, the buddy may be of another type: it becomes what the freed block is.
    if (buddyType !== type) state = withPageblocks(state, buddy, at, type);
    const merged = Math.min(pfn, buddy);
    const says = `pages ${span(pfn, at)} and their free buddy ${span(buddy, at)} merge to order ${at + 1}`;
    pfn = merged;
    at++;
    steps.push({ kernel, says, state, pfn, order: at });
  }
  const toTail = place === "tail" || mayMergeSoon(state, pfn, at);
  state = withFree(state, pfn, at, type, toTail ? "tail" : "head");
  const says = `pages ${span(pfn, at)} go to the ${toTail ? "tail" : "head"} of the ${type} list of order ${at}`;
  steps.push({ kernel, says, state, pfn, order: at });
  return state;
}

/** Whether the block and its buddy together would have a free buddy: such a block is used last. Kernel: buddy_merge_likely(). */
function mayMergeSoon(state: BuddyState, pfn: number, order: number): boolean {
  if (order >= state.geometry.maxPageOrder - 1) return false;
  const buddy = buddyOf(Math.min(pfn, buddyOf(pfn, order)), order + 1);
  return isFree(state, buddy, order + 1, pageblockType(state, buddy));
}

/** pfn XOR 2^order. Kernel: __find_buddy_pfn(). */
function buddyOf(pfn: number, order: number): number {
  return Math.floor(pfn / 2 ** order) % 2 === 0 ? pfn + 2 ** order : pfn - 2 ** order;
}

function span(pfn: number, order: number): string {
  return order === 0 ? `${pfn}` : `${pfn}–${pfn + 2 ** order - 1}`;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function refused(state: BuddyState, kernel: string, why: string): BuddyResult {
  return { kind: "fails", why, state, steps: [{ kernel, says: why, state }] };
}
