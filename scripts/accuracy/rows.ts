import type { KernelConfig } from "../../src/core/kernel/config.ts";
import { gfpMask } from "../../src/core/kernel/gfp.ts";
import { kmallocSizeRoundup } from "../../src/core/kernel/kmalloc-promises.ts";
import { place } from "../../src/core/kernel/place.ts";
import type { Placement } from "../../src/core/kernel/placement.ts";
import type { AllocationRequest } from "../../src/core/kernel/request.ts";
import {
  BOOT_CACHES,
  CACHE_COLUMNS,
  ends,
  gfpNames,
  named,
  OWN_FREE_POINTER,
  placeOf,
  plainName,
  sampled,
  sysfsFlags,
  type Values,
  variantOf,
} from "./recorded.ts";
import type { Recording } from "./recording.ts";

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
    const flags = sysfsFlags(cache);
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
  yield* mergingRows(recording, config);
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

/** Whether new caches became aliases of those that were there. sysfs gives mergeable ones names such as `:A-0000064`. */
function* mergingRows(recording: Recording, config: KernelConfig): Generator<Row> {
  const { columns, rows } = recording.table("sysfs_slab");
  const existing = rows.flatMap((cells) => {
    const cache = named(cells, columns);
    const name = String(cache.name);
    if (!name.startsWith(":")) return [];
    const account = /^:[^-]*A/.test(name) ? ["SLAB_ACCOUNT"] : [];
    return {
      name,
      size: Number(cache.object_size),
      align: Number(cache.align),
      flags: [...sysfsFlags(cache), ...account],
    };
  });
  if (existing.length === 0) return;
  for (const [variant, size, , merged] of recording.table("cache_merging").rows) {
    const { flags, ...rest } = variantOf(String(variant));
    const request = {
      by: "cache",
      bytes: Number(size),
      ...rest,
      flags: flags.filter((flag) => flag !== "SLAB_NOLEAKTRACE"),
    } as const;
    const placement = place({ ...request, existing }, config);
    const alias = placement.kind === "slab" && placement.layout?.mergedInto !== undefined;
    yield {
      table: "cache_merging",
      asked: JSON.stringify(request),
      recorded: { merged: Boolean(merged) },
      simulated: { merged: alias },
    };
  }
}

/** The recorded values that the simulator gives differently. */
export function differences({ recorded, simulated }: Row): string[] {
  return Object.keys(recorded).filter((key) => recorded[key] !== simulated[key]);
}

const FRAGMENTED =
  "The block was not to be had: at that point of the boot no block of the highest order was free. The simulator says what a kernel can give, not what is left of its memory";
const ONE_BLOCK =
  "With one block to a page, the distance that was recorded is that of pages of different allocations, not of blocks in one";

/** The numbers of a placement and of its cache. */
function valuesOf(placement: Placement): Values {
  if (placement.kind !== "slab") return { ...placement };
  return { ...placement.layout, ...placement, cache: plainName(placement.cache) };
}
