import type { KernelConfig } from "./config.ts";

/** One thing that happens, with what is then free: a panel plays, steps and scrubs through them. */
export interface BuddyStep {
  /** The kernel function that does it. */
  readonly kernel: string;
  readonly says: string;
  readonly state: BuddyState;
  /** The block it is about. */
  readonly pfn?: number;
  readonly order?: number;
}

/** What a block of pages is for; blocks of one kind are kept together. Kernel: enum migratetype. */
export type MigrateType = "unmovable" | "movable" | "reclaimable";

export const MIGRATE_TYPES: readonly MigrateType[] = ["unmovable", "movable", "reclaimable"];

/** What decides how blocks split and merge. */
export interface BuddyGeometry {
  readonly pageSize: number;
  /** Highest order, inclusive. */
  readonly maxPageOrder: number;
  /** Order of a pageblock, the unit that has a migrate type. */
  readonly pageblockOrder: number;
}

/** The free lists of a zone. A value: every operation returns a new one and shares what it did not change. */
export interface BuddyState {
  readonly geometry: BuddyGeometry;
  /** Pages of the zone, from page frame number 0. */
  readonly pages: number;
  /** First pages of the free blocks, by order and migrate type, the head of each list first. */
  readonly freeLists: readonly FreeArea[];
  /** What each pageblock is for. */
  readonly pageblocks: readonly MigrateType[];
  /** Blocks handed out, by their first page. */
  readonly allocated: ReadonlyMap<number, AllocatedBlock>;
}

/** Free blocks of one order. Kernel: struct free_area. */
export type FreeArea = Readonly<Record<MigrateType, readonly number[]>>;

export interface AllocatedBlock {
  readonly order: number;
  /** What was asked for, whatever its pageblock is for. */
  readonly type: MigrateType;
}

/** A block for drawing: 2^order pages from `pfn`. */
export interface BuddyBlock extends AllocatedBlock {
  readonly pfn: number;
  readonly free: boolean;
}

/** How a kernel's zones are cut. Kernel: pageblock_order is HUGETLB_PAGE_ORDER, at most the highest order. */
export function buddyGeometry(config: KernelConfig): BuddyGeometry {
  const { pageSize, maxPageOrder, pageShift, pmdShift, wordSize, dmaAddrSize } = config;
  // PAE and LPAE page tables map 2 MiB.
  const hugePage = wordSize === 4 && dmaAddrSize === 8 ? 21 : pmdShift;
  return { pageSize, maxPageOrder, pageblockOrder: Math.min(maxPageOrder, hugePage - pageShift) };
}

/** A zone of free pages, as boot leaves it: the largest aligned blocks, all movable. Kernel: memblock_free_all(). */
export function buddyStart(pages: number, geometry: BuddyGeometry): BuddyState {
  const zonePages = Number.isSafeInteger(pages) && pages > 0 ? pages : 0;
  const freeLists: { unmovable: number[]; movable: number[]; reclaimable: number[] }[] = [];
  for (let order = 0; order <= geometry.maxPageOrder; order++)
    freeLists.push({ unmovable: [], movable: [], reclaimable: [] });
  for (let pfn = 0; pfn < zonePages; ) {
    let order = geometry.maxPageOrder;
    while (pfn % 2 ** order !== 0 || pfn + 2 ** order > zonePages) order--;
    freeLists[order]?.movable.push(pfn);
    pfn += 2 ** order;
  }
  const pageblocks = Array.from(
    { length: Math.ceil(zonePages / 2 ** geometry.pageblockOrder) },
    () => "movable" as const,
  );
  return { geometry, pages: zonePages, freeLists, pageblocks, allocated: new Map() };
}

/** All blocks, free and handed out, in the order of their pages. */
export function buddyBlocks({ freeLists, allocated }: BuddyState): BuddyBlock[] {
  const blocks: BuddyBlock[] = [];
  for (const [order, area] of freeLists.entries())
    for (const type of MIGRATE_TYPES) for (const pfn of area[type]) blocks.push({ pfn, order, type, free: true });
  for (const [pfn, block] of allocated) blocks.push({ pfn, ...block, free: false });
  return blocks.sort((a, b) => a.pfn - b.pfn);
}

/** Free pages of the zone. Kernel: NR_FREE_PAGES. */
export function freePages({ freeLists }: BuddyState): number {
  return freeLists.reduce((sum, area, order) => sum + blocksIn(area) * 2 ** order, 0);
}

/** Free blocks by order, as a line of /proc/buddyinfo counts them. */
export function buddyInfo({ freeLists }: BuddyState): number[] {
  return freeLists.map(blocksIn);
}

function blocksIn(area: FreeArea): number {
  return MIGRATE_TYPES.reduce((sum, type) => sum + area[type].length, 0);
}

/** What the pageblock of `pfn` is for. Kernel: get_pageblock_migratetype(). */
export function pageblockType({ pageblocks, geometry }: BuddyState, pfn: number): MigrateType {
  return pageblocks[Math.floor(pfn / 2 ** geometry.pageblockOrder)] ?? "movable";
}

/** The head of a free list. */
export function headOf({ freeLists }: BuddyState, order: number, type: MigrateType): number | undefined {
  return freeLists[order]?.[type][0];
}

/** A block taken off its list. */
export interface TakenBlock {
  readonly state: BuddyState;
  readonly pfn: number;
  /** Order of the whole block, to be cut down to the one asked for. */
  readonly order: number;
  /** Whose lists get the rest. */
  readonly type: MigrateType;
}

/** The head of the lowest list that has a block of `order` or above. Kernel: __rmqueue_smallest(). */
export function takeSmallest(state: BuddyState, order: number, type: MigrateType): TakenBlock | undefined {
  for (let at = order; at <= state.geometry.maxPageOrder; at++) {
    const pfn = headOf(state, at, type);
    if (pfn !== undefined) return { state: withoutFree(state, pfn, at, type), pfn, order: at, type };
  }
  return undefined;
}

export function isFree({ freeLists }: BuddyState, pfn: number, order: number, type: MigrateType): boolean {
  return freeLists[order]?.[type].includes(pfn) ?? false;
}

/** Kernel: __add_to_free_list(). */
export function withFree(
  state: BuddyState,
  pfn: number,
  order: number,
  type: MigrateType,
  place: "head" | "tail" = "head",
): BuddyState {
  const list = state.freeLists[order]?.[type] ?? [];
  return withList(state, order, type, place === "head" ? [pfn, ...list] : [...list, pfn]);
}

/** Kernel: __del_page_from_free_list(). */
export function withoutFree(state: BuddyState, pfn: number, order: number, type: MigrateType): BuddyState {
  const list = state.freeLists[order]?.[type] ?? [];
  return withList(
    state,
    order,
    type,
    list.filter((free) => free !== pfn),
  );
}

/** Gives the pageblocks of a block another type. Kernel: change_pageblock_range(), set_pageblock_migratetype(). */
export function withPageblocks(state: BuddyState, pfn: number, order: number, type: MigrateType): BuddyState {
  const size = 2 ** state.geometry.pageblockOrder;
  const from = Math.floor(pfn / size);
  const until = Math.ceil((pfn + 2 ** order) / size);
  return { ...state, pageblocks: state.pageblocks.map((old, at) => (at >= from && at < until ? type : old)) };
}

function withList(state: BuddyState, order: number, type: MigrateType, list: readonly number[]): BuddyState {
  const freeLists = state.freeLists.map((area, at) => (at === order ? { ...area, [type]: list } : area));
  return { ...state, freeLists };
}
