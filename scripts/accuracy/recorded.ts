import type { Cell } from "./recording.ts";

export type Values = Readonly<Record<string, unknown>>;

/** Boot caches; caches that place the free pointer themselves, which sysfs does not show. */
export const BOOT_CACHES = /^kmem_cache(_node)?$|kmalloc-/;
export const OWN_FREE_POINTER = /^(vm_area_struct|TCP|TCPv6|tw_sock_|request_sock_|filp|bfilp|pid)/;

const SYSFS_FLAGS: Readonly<Record<string, string>> = {
  cache_dma: "SLAB_CACHE_DMA",
  reclaim_account: "SLAB_RECLAIM_ACCOUNT",
  hwcache_align: "SLAB_HWCACHE_ALIGN",
  destroy_by_rcu: "SLAB_TYPESAFE_BY_RCU",
  poison: "SLAB_POISON",
  red_zone: "SLAB_RED_ZONE",
  store_user: "SLAB_STORE_USER",
};

/** Columns of SLUB's and SLAB's tables, by our names. */
export const CACHE_COLUMNS: Readonly<Record<string, string>> = {
  size: "size",
  "slab_size(s->size)": "slotSize",
  align: "align",
  freeptr_offset: "freePointerOffset",
  order: "order",
  gfporder: "order",
  objs_per_slab: "objectsPerSlab",
};

/** A row's cells by the names of its columns; only those in `names`, if given. */
export function named(
  cells: readonly Cell[],
  columns: readonly string[],
  names?: Readonly<Record<string, string>>,
): Record<string, Cell> {
  const entries = columns.flatMap((column, at) => {
    const name = names ? names[column] : column;
    return name === undefined ? [] : [[name, cells[at]] as const];
  });
  return Object.fromEntries(entries);
}

/** Both ends of a run of sizes, and its middle where every size was measured. */
export function sampled(from: Cell, to: Cell): number[] {
  const middle = Math.floor((Number(from) + Number(to)) / 2);
  return Number(to) > 8300 ? ends(from, to) : [...new Set([Number(from), middle, Number(to)])];
}

export function ends(from: Cell, to: Cell): number[] {
  return [...new Set([Number(from), Number(to)])];
}

export function gfpNames(name: string): string[] {
  const own = { KERNEL: "GFP_KERNEL", ATOMIC: "GFP_ATOMIC", NOWAIT: "GFP_NOWAIT", ACCOUNT: "GFP_KERNEL_ACCOUNT" };
  const mask = Object.entries(own).find(([key]) => key === name)?.[1];
  return mask === undefined ? ["GFP_KERNEL", ...name.split("_").map((flag) => `__GFP_${flag}`)] : [mask];
}

/** All were made with SLAB_NOLEAKTRACE, which keeps caches from merging. */
export function variantOf(name: string): { align: number; flags: string[]; ctor: boolean } {
  const align = Number(/^align(\d+)$/.exec(name)?.[1] ?? 0);
  const known = /HWCACHE_ALIGN|RECLAIM_ACCOUNT|TYPESAFE_BY_RCU|CACHE_DMA|POISON|RED_ZONE|STORE_USER/g;
  const flags = align > 0 ? [] : [...name.matchAll(known)].map(([flag]) => `SLAB_${flag}`);
  if (name === "ACCOUNT") flags.push("SLAB_ACCOUNT");
  return { align, flags: [...flags, "SLAB_NOLEAKTRACE"], ctor: name.startsWith("ctor") };
}

/** Where a recording says that memory came from. */
export function placeOf(where: Cell, slot: Cell, pageSize: number, pageCount?: Cell): Values {
  const text = String(where);
  if (text === "NULL") return { kind: "fails" };
  if (text === "ZERO_SIZE_PTR") return { kind: "none", bytesAlloc: 0 };
  if (text === "vmalloc") return { kind: "vmalloc", pages: pageCount, bytesAlloc: pageSize * Number(pageCount) };
  const order = /^pages:order=(\d+)/.exec(text)?.[1];
  if (order !== undefined) return { kind: "pages", order: Number(order), bytesAlloc: pageSize * 2 ** Number(order) };
  if (text.startsWith("slob")) return { kind: "slab" };
  const cache = plainName(text.replace(/:\d+$/, ""));
  return { kind: "slab", cache, ...(slot ? { slotSize: slot, bytesAlloc: slot } : {}) };
}

/** The copy of a random kmalloc cache depends on the call site; copy 0 has the plain name. */
export function plainName(cache: string): string {
  return cache.replace(/-rnd-(\d+|NN)(?=-)/, "");
}

/** Flags of a cache that sysfs shows. */
export function sysfsFlags(cache: Readonly<Record<string, Cell>>): string[] {
  return Object.entries(SYSFS_FLAGS).flatMap(([key, flag]) => (cache[key] ? flag : []));
}
