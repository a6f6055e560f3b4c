import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPowerOfTwo } from "../../../src/core/kernel/bits.ts";
import { place } from "../../../src/core/kernel/place.ts";
import type { Placement } from "../../../src/core/kernel/placement.ts";
import { PRESETS } from "../../../src/core/kernel/presets.ts";
import type { AllocationRequest } from "../../../src/core/kernel/request.ts";
import { gfp, kernel, kmallocOf } from "./kernels.ts";

const sizes = fc.oneof(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 2 ** 29 }));
const given = (placement: Placement): number => ("bytesAlloc" in placement ? placement.bytesAlloc : Number.NaN);
/** A 32-bit kernel's vmalloc area may be too small, which the profile does not say. */
const isPlaced = (placement: Placement): boolean => placement.kind !== "fails" && placement.kind !== "unknown";

describe.each(PRESETS.map(({ name }) => name))("%s", (preset) => {
  const config = kernel(preset);
  const mask = gfp(config);
  const { pageSize } = config;

  test("never gives less than asked, nor less for more", () => {
    const requests: ((bytes: number) => AllocationRequest)[] = [
      (bytes) => ({ by: "kmalloc", bytes, gfp: mask }),
      (bytes) => ({ by: "devm", bytes, gfp: mask }),
      (bytes) => ({ by: "kvmalloc", bytes, gfp: mask }),
      (bytes) => ({ by: "vmalloc", bytes }),
      (bytes) => ({ by: "pages-exact", bytes, gfp: mask }),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...requests), sizes, fc.nat(5000), (request, bytes, more) => {
        const [less, greater] = [place(request(bytes), config), place(request(bytes + more), config)];
        if (isPlaced(less)) expect(given(less)).toBeGreaterThanOrEqual(bytes);
        else expect(isPlaced(greater)).toBe(false);
        if (isPlaced(greater)) expect(given(greater)).toBeGreaterThanOrEqual(given(less));
      }),
    );
  });

  test("page allocators give whole pages, kmalloc powers of two of them", () => {
    fc.assert(
      fc.property(sizes, (bytes) => {
        const pages = place({ by: "pages-exact", bytes, gfp: mask }, config);
        if (pages.kind === "pages") expect(pages.bytesAlloc).toBe(Math.ceil(bytes / pageSize) * pageSize);
        const block = kmallocOf(config, bytes);
        if (block.kind === "pages") expect(isPowerOfTwo(block.bytesAlloc / pageSize)).toBe(true);
        const area = place({ by: "vmalloc", bytes }, config);
        if (area.kind === "vmalloc") expect(area.bytesAlloc).toBe(area.pages * pageSize);
      }),
    );
  });

  test("a slab is its objects and its tail, and every slot is aligned", () => {
    const flags = ["SLAB_HWCACHE_ALIGN", "SLAB_TYPESAFE_BY_RCU", "SLAB_RED_ZONE", "SLAB_POISON", "SLAB_STORE_USER"];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.subarray(flags),
        fc.boolean(),
        fc.constantFrom(0, 8, 64, 512),
        (bytes, chosen, ctor, align) => {
          const placement = place({ by: "cache", bytes, align, flags: chosen, ctor }, config);
          for (const one of placement.kind === "oneOf" ? placement.placements : [placement]) {
            if (one.kind !== "slab" || !one.layout) throw new Error(one.kind);
            const { slotSize, objectsPerSlab, slabWaste, order, inuse, freePointerOffset } = one.layout;
            expect(objectsPerSlab * slotSize + slabWaste).toBe(pageSize * 2 ** order);
            expect(objectsPerSlab).toBeGreaterThan(0);
            expect(slotSize % one.layout.align).toBe(0);
            expect(slotSize).toBeGreaterThanOrEqual(inuse);
            expect(freePointerOffset + config.wordSize).toBeLessThanOrEqual(slotSize);
          }
        },
      ),
    );
  });

  test("numbers that are no sizes are answered, not thrown", () => {
    const odd = [
      -1,
      0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      2n ** 63n,
      2n ** 64n - 1n,
      2n ** 64n,
      -5n,
      0,
      0n,
      2 ** 52,
      12n,
    ];
    for (const bytes of odd) {
      for (const request of everyRequest(bytes)) {
        const { kind } = place(request, config);
        if (typeof bytes === "bigint" && (bytes < 0n || bytes > 2n ** 53n)) expect(kind).toBe("fails");
      }
      const count = Number(bytes);
      place({ by: "pages", order: count, gfp: mask }, config);
      place({ by: "devm-pages", order: count, gfp: mask }, config);
      place({ by: "pages-bulk", count, gfp: mask }, config);
      place({ by: "mempool", minNr: count, elementBytes: bytes }, config);
      place({ by: "mempool", minNr: 4, elementOrder: count }, config);
    }
  });

  test("what is given is exact, however much is asked", () => {
    const isExact = (placement: Placement): boolean =>
      placement.kind === "oneOf"
        ? placement.placements.every(isExact)
        : !("bytesAlloc" in placement) || Number.isSafeInteger(placement.bytesAlloc);
    for (const bytes of [2 ** 52 - 1, 2 ** 52, 2 ** 52 + 1, Number.MAX_SAFE_INTEGER])
      for (const request of everyRequest(bytes))
        expect([request, isExact(place(request, config))]).toEqual([request, true]);
    for (const count of [2 ** 31, 2 ** 36, 2 ** 36 + 1, 2 ** 39 + 1, 2 ** 40, 2 ** 52])
      for (const request of [
        { by: "pages-bulk", count, gfp: mask },
        { by: "mempool", minNr: count, elementBytes: 4096 },
      ] as const)
        expect([request, isExact(place(request, config))]).toEqual([request, true]);
  });

  function everyRequest(bytes: number | bigint): AllocationRequest[] {
    return [
      { by: "kmalloc", bytes, gfp: mask },
      { by: "devm", bytes, gfp: mask },
      { by: "kvmalloc", bytes, gfp: mask },
      { by: "vmalloc", bytes },
      { by: "pages-exact", bytes, gfp: mask },
      { by: "krealloc", bytes, oldBytes: 10, gfp: mask },
      { by: "cache", bytes, align: 0, flags: [], ctor: false },
      { by: "dma-coherent", bytes, gfp: mask },
      { by: "dma-pool", bytes, align: 8, boundary: 0 },
      { by: "percpu", bytes, align: 8 },
      { by: "skb", bytes, gfp: mask, via: "alloc_skb" },
      { by: "page-frag", bytes },
      { by: "netdev", bytes, structBytes: 2560 },
    ];
  }
});
