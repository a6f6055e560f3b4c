import type { KernelConfig } from "../../src/core/kernel/config.ts";
import { gfpMask } from "../../src/core/kernel/gfp.ts";
import { kmallocSizeRoundup } from "../../src/core/kernel/kmalloc-promises.ts";
import { place } from "../../src/core/kernel/place.ts";
import type { Placement } from "../../src/core/kernel/placement.ts";
import type { AllocationRequest } from "../../src/core/kernel/request.ts";
import type { Cell, Recording } from "./recording.ts";

type Values = Readonly<Record<string, unknown>>;

/** One thing that was asked of a kernel: what it gave, and what the simulator gives. */
export interface Row {
  readonly table: string;
  readonly asked: string;
  readonly recorded: Values;
  readonly simulated: Values;
  /** Why the two may differ without the simulator being wrong. */
  readonly limit?: string | undefined;
}

/** Every recorded row that the simulator has an answer to. */
export function* rowsOf(recording: Recording, config: KernelConfig): Generator<Row> {
  const page = recording.pageSize;
  const mask = (...names: string[]) => gfpMask(names, config) ?? Number.NaN;
  const gfp = mask("GFP_KERNEL");
  const row = (
    table: string,
    request: AllocationRequest,
    recorded: Values,
    limit?: (got: Placement) => string | undefined,
  ): Row => {
    const placement = place(request, config);
    return {
      table,
      asked: JSON.stringify(request),
      recorded,
      simulated: valuesOf(placement),
      limit: limit?.(placement),
    };
  };

  for (const name of recording.names("kmalloc", "by_gfp"))
    for (const [from, to, , where, slot, ksize, roundup] of recording.table("kmalloc", "by_gfp", name).rows)
      for (const bytes of sampled(from, to)) {
        const object = String(where).includes("kmalloc-") ? { objectSize: ksize } : {};
        yield row(
          "kmalloc",
          { by: "kmalloc", bytes, gfp: mask(...gfpNames(name)) },
          { ...placeOf(where, slot, page), ...object },
        );
        const expected = roundup === "size" ? bytes : roundup;
        // The whole run has one value, unless it is the size itself.
        if (typeof expected === "number" && (roundup === "size" || bytes === to || config.allocator !== "slob"))
          yield {
            table: "kmalloc_size_roundup",
            asked: `${bytes}`,
            recorded: { bytes: expected },
            simulated: { bytes: kmallocSizeRoundup(bytes, config) },
          };
      }
  for (const [from, to, , where, slot] of recording.table("devm_kmalloc").rows)
    for (const bytes of ends(from, to))
      yield row("devm_kmalloc", { by: "devm", bytes, gfp }, placeOf(where, slot, page));
  for (const [order, works] of recording.table("alloc_pages").rows) {
    const pages = 2 ** Number(order);
    const given = works ? { kind: "pages", pages, bytesAlloc: page * pages } : { kind: "fails" };
    yield row("alloc_pages", { by: "pages", order: Number(order), gfp }, given);
  }
  for (const [bytes, order, kept] of recording.table("alloc_pages_exact").rows) {
    const pages = Number(kept);
    const given = pages > 0 ? { kind: "pages", order, pages, bytesAlloc: page * pages } : { kind: "fails" };
    const limit = (got: Placement) =>
      !(pages > 0) && got.kind === "pages" && got.order === config.maxPageOrder ? FRAGMENTED : undefined;
    yield row("alloc_pages_exact", { by: "pages-exact", bytes: Number(bytes), gfp }, given, limit);
  }
  for (const [from, to, , kind, , pages] of recording.table("vmalloc").rows)
    for (const bytes of ends(from, to))
      yield row("vmalloc", { by: "vmalloc", bytes }, placeOf(kind === "vmalloc" ? kind : "NULL", null, page, pages));
  for (const [from, to, , where, slot, pages] of recording.table("kvmalloc").rows)
    for (const bytes of ends(from, to))
      yield row("kvmalloc", { by: "kvmalloc", bytes, gfp }, placeOf(where, slot, page, pages));
  for (const name of recording.names("kmem_cache_create", "by_variant")) {
    const { columns, rows } = recording.table("kmem_cache_create", "by_variant", name);
    for (const cells of rows) {
      const { size, ...recorded } = named(cells, columns, CACHE_COLUMNS);
      yield row("kmem_cache_create", { by: "cache", bytes: Number(size), ...variantOf(name) }, recorded);
    }
  }
  const caches = recording.table("sysfs_slab");
  for (const cells of caches.rows) {
    const cache = named(cells, caches.columns);
    if (BOOT_CACHES.test(String(cache.name)) || OWN_FREE_POINTER.test(String(cache.name))) continue;
    const flags = Object.entries(SYSFS_FLAGS).flatMap(([key, flag]) => (cache[key] ? flag : []));
    const request = {
      by: "cache",
      bytes: Number(cache.object_size),
      align: Number(cache.align),
      flags,
      ctor: Boolean(cache.ctor),
    } as const;
    yield row("sysfs_slab", request, {
      slotSize: cache.slab_size,
      order: cache.order,
      objectsPerSlab: cache.objs_per_slab,
    });
  }
  const atomic = mask("GFP_ATOMIC");
  for (const [bytes, truesize] of recording.table("alloc_skb").rows)
    yield row("alloc_skb", { by: "skb", bytes: Number(bytes), gfp: atomic, via: "alloc_skb" }, { truesize });
  for (const [bytes, truesize] of recording.table("netdev_alloc_skb").rows)
    yield row("netdev_alloc_skb", { by: "skb", bytes: Number(bytes), gfp: atomic, via: "netdev" }, { truesize });
  for (const [oldBytes, bytes, same, where, objectSize] of recording.table("krealloc").rows)
    if (/kmalloc|pages/.test(String(where)))
      yield row(
        "krealloc",
        { by: "krealloc", oldBytes: Number(oldBytes), bytes: Number(bytes), gfp },
        { moved: !same, objectSize },
      );
  for (const [bytes, bytesAlloc] of recording.table("alloc_percpu_align1").rows)
    yield row("alloc_percpu", { by: "percpu", bytes: Number(bytes), align: 1 }, { bytesAlloc });
  for (const [bytes, align, boundary, blockSize, blocks] of recording.table("dma_pool").rows)
    yield row(
      "dma_pool",
      { by: "dma-pool", bytes: Number(bytes), align: Number(align), boundary: Number(boundary) },
      Number(blocks) > 1 ? { blockSize, blocksPerPage: Number(blocks) } : { blockSize },
      () => (Number(blocks) > 1 ? undefined : ONE_BLOCK),
    );
}

/** The recorded values that the simulator gives differently. */
export function differences({ recorded, simulated }: Row): string[] {
  return Object.keys(recorded).filter((key) => recorded[key] !== simulated[key]);
}

const FRAGMENTED =
  "The block was not to be had: at that point of the boot no block of the highest order was free. The simulator says what a kernel can give, not what is left of its memory";
const ONE_BLOCK =
  "With one block to a page, the distance that was recorded is that of pages of different allocations, not of blocks in one";

/** Boot caches; caches that place the free pointer themselves, which sysfs does not show. */
const BOOT_CACHES = /^kmem_cache(_node)?$|kmalloc-/;
const OWN_FREE_POINTER = /^(vm_area_struct|TCP|TCPv6|tw_sock_|request_sock_|filp|bfilp|pid)/;

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
const CACHE_COLUMNS: Readonly<Record<string, string>> = {
  size: "size",
  "slab_size(s->size)": "slotSize",
  align: "align",
  freeptr_offset: "freePointerOffset",
  order: "order",
  gfporder: "order",
  objs_per_slab: "objectsPerSlab",
};

/** A row's cells by the names of its columns; only those in `names`, if given. */
function named(
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
function sampled(from: Cell, to: Cell): number[] {
  const middle = Math.floor((Number(from) + Number(to)) / 2);
  return Number(to) > 8300 ? ends(from, to) : [...new Set([Number(from), middle, Number(to)])];
}

function ends(from: Cell, to: Cell): number[] {
  return [...new Set([Number(from), Number(to)])];
}

function gfpNames(name: string): string[] {
  const own = { KERNEL: "GFP_KERNEL", ATOMIC: "GFP_ATOMIC", NOWAIT: "GFP_NOWAIT", ACCOUNT: "GFP_KERNEL_ACCOUNT" };
  const mask = Object.entries(own).find(([key]) => key === name)?.[1];
  return mask === undefined ? ["GFP_KERNEL", ...name.split("_").map((flag) => `__GFP_${flag}`)] : [mask];
}

/** All were made with SLAB_NOLEAKTRACE, which keeps caches from merging. */
function variantOf(name: string): { align: number; flags: string[]; ctor: boolean } {
  const align = Number(/^align(\d+)$/.exec(name)?.[1] ?? 0);
  const known = /HWCACHE_ALIGN|RECLAIM_ACCOUNT|TYPESAFE_BY_RCU|CACHE_DMA|POISON|RED_ZONE|STORE_USER/g;
  const flags = align > 0 ? [] : [...name.matchAll(known)].map(([flag]) => `SLAB_${flag}`);
  if (name === "ACCOUNT") flags.push("SLAB_ACCOUNT");
  return { align, flags: [...flags, "SLAB_NOLEAKTRACE"], ctor: name.startsWith("ctor") };
}

/** Where a recording says that memory came from. */
function placeOf(where: Cell, slot: Cell, pageSize: number, pageCount?: Cell): Values {
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

/** The numbers of a placement and of its cache. */
function valuesOf(placement: Placement): Values {
  if (placement.kind !== "slab") return { ...placement };
  return { ...placement.layout, ...placement, cache: plainName(placement.cache) };
}

/** The copy of a random kmalloc cache depends on the call site; copy 0 has the plain name. */
function plainName(cache: string): string {
  return cache.replace(/-rnd-(\d+|NN)(?=-)/, "");
}
