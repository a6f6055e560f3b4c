import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { KernelConfig } from "../../../src/core/kernel/config.ts";
import { place } from "../../../src/core/kernel/place.ts";
import type { Placement } from "../../../src/core/kernel/placement.ts";
import type { Profile } from "../../../src/core/kernel/presets.ts";
import type { AllocationRequest } from "../../../src/core/kernel/request.ts";
import { gfp, kernel } from "./kernels.ts";

type KmallocRow = readonly [from: number, to: number, where: string, slot: number | null, ksize: number];

/** One boot of a real kernel: what it handed out. `null` where a column does not apply. */
interface Golden {
  readonly kernel: string;
  readonly profile: Profile;
  readonly tables: {
    /** By gfp flag: rows, or the name of the flag with the same rows. */
    readonly kmalloc: Readonly<Record<string, string | readonly KmallocRow[]>>;
    readonly devm_kmalloc?: readonly [number, number, string, number | null][];
    readonly alloc_pages?: readonly [order: number, works: number][];
    readonly alloc_pages_exact?: readonly [bytes: number, order: number, pages: number][];
    readonly vmalloc?: readonly [number, number, string, number | null][];
    readonly kvmalloc?: readonly [number, number, string, number | null, number | null][];
    /** By variant: size, slot, align, free pointer offset, order, objects per slab. */
    readonly kmem_cache_create?: Readonly<
      Record<string, readonly [number, number, number, number | null, number, number][]>
    >;
    readonly sysfs_slab?: readonly [string, number, number, string, number, number, number, number][];
    readonly alloc_skb?: readonly [bytes: number, truesize: number][];
    readonly netdev_alloc_skb?: readonly [bytes: number, truesize: number][];
    readonly krealloc?: readonly [oldBytes: number, bytes: number, same: number, ksize: number][];
    readonly alloc_percpu?: readonly [bytes: number, distance: number][];
    readonly dma_pool?: readonly [bytes: number, align: number, boundary: number, distance: number, blocks: number][];
  };
}

const FOLDER = new URL("../../golden/kernel/", import.meta.url);

for (const file of readdirSync(FOLDER)) {
  const golden: Golden = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"));
  describe(golden.kernel, () => checkKernel(golden, kernel(golden.profile)));
}

function checkKernel({ tables }: Golden, config: KernelConfig): void {
  const mask = gfp(config);
  const check = (request: AllocationRequest, expected: Partial<Placement>) =>
    expect(plain(place(request, config)), JSON.stringify(request)).toMatchObject(expected);

  test.each(Object.keys(tables.kmalloc))("kmalloc with %s", (flag) => {
    const flags = gfp(config, ...namesOf(flag));
    for (const [from, to, where, slot, ksize] of kmallocRows(tables.kmalloc, flag))
      for (const bytes of endsOf(from, to)) {
        const objectSize = where.includes("kmalloc-") ? { objectSize: ksize } : {};
        check({ by: "kmalloc", bytes, gfp: flags }, { ...expectedAt(where, slot, config), ...objectSize });
      }
  });

  test("devm_kmalloc", () => {
    for (const [from, to, where, slot] of tables.devm_kmalloc ?? [])
      for (const bytes of endsOf(from, to)) check({ by: "devm", bytes, gfp: mask }, expectedAt(where, slot, config));
  });

  test("alloc_pages and alloc_pages_exact", () => {
    for (const [order, works] of tables.alloc_pages ?? [])
      check({ by: "pages", order, gfp: mask }, { kind: works ? "pages" : "fails" });
    for (const [bytes, order, pages] of tables.alloc_pages_exact ?? [])
      check(
        { by: "pages-exact", bytes, gfp: mask },
        pages > 0 ? { kind: "pages", order, pages, bytesAlloc: pages * config.pageSize } : { kind: "fails" },
      );
  });

  test("vmalloc and kvmalloc", () => {
    for (const [from, to, where, pages] of tables.vmalloc ?? [])
      for (const bytes of endsOf(from, to)) check({ by: "vmalloc", bytes }, expectedAt(where, null, config, pages));
    for (const [from, to, where, slot, pages] of tables.kvmalloc ?? [])
      for (const bytes of endsOf(from, to))
        check({ by: "kvmalloc", bytes, gfp: mask }, expectedAt(where, slot, config, pages));
  });

  test.each(Object.keys(tables.kmem_cache_create ?? {}))("kmem_cache_create with %s", (variant) => {
    for (const [bytes, slotSize, align, offset, order, objectsPerSlab] of tables.kmem_cache_create?.[variant] ?? []) {
      const layout = { align, order, objectsPerSlab, ...(offset === null ? {} : { freePointerOffset: offset }) };
      check(
        { by: "cache", bytes, ...variantOf(variant) },
        { kind: "slab", slotSize, layout: expect.objectContaining(layout) },
      );
    }
  });

  test("caches of the kernel itself", () => {
    for (const [name, bytes, align, flags, ctor, slotSize, order, objectsPerSlab] of tables.sysfs_slab ?? [])
      check(
        { by: "cache", name, bytes, align, flags: flags.split(" "), ctor: ctor === 1 },
        { kind: "slab", slotSize, layout: expect.objectContaining({ order, objectsPerSlab }) },
      );
  });

  test("socket buffers", () => {
    const atomic = gfp(config, "GFP_ATOMIC");
    for (const [bytes, truesize] of tables.alloc_skb ?? [])
      check({ by: "skb", bytes, gfp: atomic, via: "alloc_skb" }, { kind: "skb", truesize });
    for (const [bytes, truesize] of tables.netdev_alloc_skb ?? [])
      check({ by: "skb", bytes, gfp: atomic, via: "netdev" }, { kind: "skb", truesize });
  });

  test("krealloc, per-CPU memory and DMA pools", () => {
    for (const [oldBytes, bytes, same, objectSize] of tables.krealloc ?? [])
      check({ by: "krealloc", oldBytes, bytes, gfp: mask }, { moved: same === 0, objectSize });
    for (const [bytes, bytesAlloc] of tables.alloc_percpu ?? [])
      check({ by: "percpu", bytes, align: 1 }, { kind: "percpu", bytesAlloc });
    for (const [bytes, align, boundary, blockSize, blocksPerPage] of tables.dma_pool ?? [])
      check({ by: "dma-pool", bytes, align, boundary }, { kind: "dma", blockSize, blocksPerPage });
  });
}

function kmallocRows(tables: Golden["tables"]["kmalloc"], flag: string): readonly KmallocRow[] {
  const rows = tables[flag] ?? [];
  return typeof rows === "string" ? kmallocRows(tables, rows) : rows;
}

/** The copy of a random kmalloc cache depends on the call site; copy 0 has the plain name. */
function plain(placement: Placement): Placement {
  return placement.kind === "slab" ? { ...placement, cache: plainName(placement.cache) } : placement;
}

function plainName(cache: string): string {
  return cache.replace(/-rnd-(\d+|NN)(?=-)/, "");
}

function endsOf(from: number, to: number): number[] {
  return from === to ? [from] : [from, to];
}

function expectedAt(
  where: string,
  slot: number | null,
  { pageSize }: KernelConfig,
  pages?: number | null,
): Partial<Placement> {
  if (where === "NULL") return { kind: "fails" };
  if (where === "ZERO_SIZE_PTR") return { kind: "none", bytesAlloc: 0 };
  if (where === "vmalloc") return { kind: "vmalloc", pages: pages ?? 0, bytesAlloc: pageSize * (pages ?? 0) };
  const order = /^pages:order=(\d+)/.exec(where)?.[1];
  if (order !== undefined) return { kind: "pages", order: Number(order), bytesAlloc: pageSize * 2 ** Number(order) };
  if (where === "slob") return { kind: "slab" };
  return { kind: "slab", cache: plainName(where), ...(slot === null ? {} : { slotSize: slot, bytesAlloc: slot }) };
}

/** `DMA_ACCOUNT` was OR-ed to GFP_KERNEL; four names stand for masks of their own. */
function namesOf(flag: string): string[] {
  const own = { KERNEL: "GFP_KERNEL", ATOMIC: "GFP_ATOMIC", NOWAIT: "GFP_NOWAIT", ACCOUNT: "GFP_KERNEL_ACCOUNT" };
  const mask = Object.entries(own).find(([name]) => name === flag)?.[1];
  return mask === undefined ? ["GFP_KERNEL", ...flag.split("_").map((name) => `__GFP_${name}`)] : [mask];
}

/** SLAB_NOLEAKTRACE kept the caches from merging. */
function variantOf(name: string): { align: number; flags: string[]; ctor: boolean } {
  const align = /^align(\d+)$/.exec(name)?.[1];
  if (align !== undefined) return { align: Number(align), flags: ["SLAB_NOLEAKTRACE"], ctor: false };
  const known = /HWCACHE_ALIGN|RECLAIM_ACCOUNT|TYPESAFE_BY_RCU|CACHE_DMA|POISON|RED_ZONE|STORE_USER/g;
  const flags = [...name.matchAll(known)].map(([flag]) => `SLAB_${flag}`);
  if (name === "ACCOUNT") flags.push("SLAB_ACCOUNT");
  return { align: 0, flags: [...flags, "SLAB_NOLEAKTRACE"], ctor: name.startsWith("ctor") };
}
