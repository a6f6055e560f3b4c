import { describe, expect, test } from "vitest";
import { headline, shortResult } from "../../../src/core/explain/headline.ts";
import type { KernelConfig } from "../../../src/core/kernel/config.ts";
import { AMD64, analysed, assessed, findingsIn } from "../rules/analysed.ts";

describe("what a call gives", () => {
  test.each([
    ["kmalloc(100, GFP_KERNEL)", "100 → 128 (kmalloc-128), 28 B unused, 28 % of asked", "→ 128"],
    ["kzalloc(1360, GFP_KERNEL)", "1360 → 2048 (kmalloc-2k), 688 B unused, 51 % of asked", "→ 2048"],
    ["kmalloc(4096, GFP_KERNEL)", "4096 → 4096 (kmalloc-4k), all of it used", "→ 4096"],
    ["kmalloc(100, GFP_KERNEL_ACCOUNT)", "100 → 128 (kmalloc-cg-128), 28 B unused, 28 % of asked", "→ 128"],
    ["kmalloc(200100, GFP_KERNEL)", "200100 → 262144 (256 KiB, order 6), 62044 B unused, 31 % of asked", "→ 256 KiB"],
    ["kmalloc(2200100, GFP_KERNEL)", "2200100 → 4194304 (4 MiB, order 10), 1994204 B unused, 91 % of asked", "→ 4 MiB"],
    [
      "kmalloc(4200100, GFP_KERNEL)",
      "can never succeed: 4200100 bytes are above KMALLOC_MAX_SIZE, 4194304 bytes",
      "→ fails",
    ],
    [
      "kmalloc(-1, GFP_KERNEL)",
      "can never succeed: 18446744073709551615 bytes are more than any allocator has",
      "→ fails",
    ],
    ["__get_free_pages(GFP_KERNEL, 6)", "262144 → 262144 (256 KiB, order 6), all of it used", "→ 256 KiB"],
    [
      "alloc_pages(GFP_KERNEL, 11)",
      "can never succeed: order 11 is above the highest of the buddy allocator, 10",
      "→ fails",
    ],
    [
      "alloc_pages_exact(33 * 1024, GFP_KERNEL)",
      "33792 → 36864 (36 KiB, 9 pages of order 4), 3072 B unused, 9 % of asked",
      "→ 36 KiB",
    ],
    ["vmalloc(10000)", "10000 → 12288 (12 KiB, vmalloc, 3 pages), 2288 B unused, 23 % of asked", "→ 12 KiB"],
    ["kcalloc(1000, 8, GFP_KERNEL)", "8000 → 8192 (kmalloc-8k), 192 B unused, 2 % of asked", "→ 8192"],
    [
      "devm_kzalloc(dev, 4096, GFP_KERNEL)",
      "4096 → 8192 (kmalloc-8k), 4096 B unused, 100 % of asked, 40 B of it overhead",
      "→ 8192",
    ],
    [
      "devm_kzalloc(dev, 88, GFP_KERNEL)",
      "88 → 128 (kmalloc-128), 40 B unused, 45 % of asked, all of it overhead",
      "→ 128",
    ],
    [
      'kmem_cache_create("x", 328, 8, SLAB_POISON | SLAB_RED_ZONE | SLAB_HWCACHE_ALIGN, init)',
      "328 → 448 (slot of a cache with 18 a slab of order 1), 120 B unused, 37 % of asked",
      "→ 448",
    ],
    [
      "kvmalloc(5 * 1024 * 1024, GFP_KERNEL)",
      "5242880 → 6291456 (6 MiB, vmalloc, 1536 pages), 1048576 B unused, 20 % of asked",
      "→ 6 MiB",
    ],
    [
      "dma_alloc_coherent(dev, 5000, &handle, GFP_KERNEL)",
      "5000 → 8192 (DMA memory, 2 pages), 3192 B unused, 64 % of asked",
      "→ 8192",
    ],
    [
      'dma_pool_create("d", dev, 20, 16, 0)',
      "20 → 32 (DMA pool, 128 blocks of 32 a chunk), 12 B unused, 60 % of asked",
      "→ 32",
    ],
    ["__alloc_percpu(5, 4)", "5 → 8 (for each of 4 possible CPUs), 3 B unused, 60 % of asked", "→ 8 × 4"],
    [
      "alloc_skb(1500, GFP_KERNEL)",
      "1500 → 2304 (sk_buff and a head from kmalloc-2k), 804 B beyond the data, 54 % of asked",
      "→ 2304",
    ],
    [
      "mempool_create_kmalloc_pool(4, 1360)",
      "5440 → 8320 (4 elements of kmalloc-2k), 2880 B unused, 53 % of asked, 128 B of it overhead",
      "→ 8320",
    ],
    [
      "dma_alloc_coherent(dev, 8 << 20, &handle, GFP_KERNEL)",
      "fails without an IOMMU or reserved memory: 8388608 bytes need a block of order 11, the highest is 10",
      "→ fails",
    ],
    ["kmalloc(0, GFP_KERNEL)", "0 bytes give ZERO_SIZE_PTR: not NULL, and no memory behind it", "→ 0"],
    ["kstrndup(x, 4100, GFP_KERNEL)", "1 to 4101 → 8 (kmalloc-8) to 8192 (kmalloc-8k)", "→ 8 to 8192"],
    ["kmalloc(few, GFP_KERNEL)", "0 to 255 → nothing to 256 (kmalloc-256)", "→ 0 to 256"],
    [
      "vmalloc(few)",
      "0 to 255 → up to 4096 (vmalloc, 1 page); 0 fails: vmalloc(0) warns and returns NULL",
      "→ up to 4096",
    ],
    [
      "alloc_pages_exact((few + 64UL) << 20, GFP_KERNEL)",
      "67108864 to 334495744 → a failure (67108864 bytes need a block of order 14, the highest is 10) to " +
        "a failure (334495744 bytes need a block of order 17, the highest is 10)",
      "→ fails",
    ],
  ])("%s", (call, line, short) => {
    const assessment = assessed(call);
    expect(headline(assessment)).toBe(line);
    expect(shortResult(assessment)).toBe(short);
  });
});

describe("what is not known", () => {
  test.each([
    ["kmalloc(n, GFP_KERNEL)", "size varies: n bytes"],
    ["kmalloc(16 + 8 * n, GFP_KERNEL)", "size varies: 16 + 8*n bytes"],
    ["kmalloc(sizeof(struct foo), GFP_KERNEL)", "size unknown: struct foo is not declared in the file or its headers"],
    ["kmem_cache_alloc(c, GFP_KERNEL)", "size unknown: the size of the objects is set where the cache or pool is made"],
  ])("%s", (call, line) => {
    const assessment = assessed(call);
    expect(headline(assessment)).toBe(line);
    expect(shortResult(assessment)).toBeUndefined();
  });

  test("what is between a request of nothing and one of too much", () => {
    const assessment = assessed("alloc_pages_exact(few << 20, GFP_KERNEL)");
    expect(headline(assessment)).toBe(
      "0 to 267386880 → nothing certain: 0 bytes have no order: alloc_pages_exact(0) always fails, " +
        "and 267386880 bytes need a block of order 16, the highest is 10",
    );
    expect(shortResult(assessment)).toBeUndefined();
  });

  test("a long name is cut", () => {
    const line = headline(assessed(`kmalloc(sizeof(struct ${"x".repeat(10_000)}), GFP_KERNEL)`));
    expect(line).toMatch(/^size unknown: struct x+…$/);
    expect(line.length).toBeLessThan(200);
  });
});

describe("another kernel", () => {
  test.each([
    ["debian-6.1-arm64", "kmalloc(100, GFP_KERNEL)", "100 → 128 (kmalloc-128), 28 B unused, 28 % of asked"],
    ["debian-6.1-arm64", "kmalloc(20, GFP_KERNEL)", "20 → 128 (kmalloc-128), 108 B unused, 540 % of asked"],
    [
      "debian-6.12-arm64-16k",
      "kmalloc(12288, GFP_KERNEL)",
      "12288 → 16384 (kmalloc-16k), 4096 B unused, 33 % of asked",
    ],
    [
      "debian-6.1-i386",
      "devm_kzalloc(dev, 4096, GFP_KERNEL)",
      "4096 → 8192 (kmalloc-8k), 4096 B unused, 100 % of asked, 24 B of it overhead",
    ],
  ])("%s: %s", (profile, call, line) => expect(headline(assessed(call, profile))).toBe(line));

  test.each([
    [328, "328 → 384 (slot of a cache with 21 a slab of order 1), 56 B unused, 17 % of asked"],
    [
      400,
      "400 → 448 (slot of a cache with 18 a slab of order 1) or 512 (slot of a cache with 16 a slab of order 1): " +
        "the cache line of the arm64 machine is not in the profile (`cacheLine`): 64 or 128 bytes",
    ],
  ])("what the profile leaves open is named where it matters: %i", (bytes, line) =>
    expect(
      headline(
        assessed(`kmem_cache_create("x", ${bytes}, 0, SLAB_HWCACHE_ALIGN, NULL)`, { kernel: "6.1", arch: "arm64" }),
      ),
    ).toBe(line),
  );
});

test("a class of the simulator's table decides what is said", () => {
  const tighter = (config: KernelConfig): KernelConfig => {
    const normal = config.kmalloc.normal.map(
      (known) =>
        known &&
        (known.objectSize === 2048 ? { ...known, cache: "kmalloc-1400", objectSize: 1400, slotSize: 1400 } : known),
    );
    return { ...config, kmalloc: { ...config.kmalloc, normal } };
  };
  const file = analysed("void f(void)\n{\n\tkzalloc(1360, GFP_KERNEL);\n}\n", AMD64, tighter);
  expect(file.assessments.map(headline)).toEqual(["1360 → 1400 (kmalloc-1400), 40 B unused, 3 % of asked"]);
  expect(findingsIn(file)).toEqual([]);
});

test("kmalloc_nolock() has no large blocks", () => {
  const of = { kernel: "7.0", arch: "x86_64" } as const;
  expect(headline(assessed("kmalloc_nolock(8192, 0, -1)", of))).toMatch(/^8192 → 8192 \(kmalloc-8k\)/);
  expect(headline(assessed("kmalloc_nolock(8193, 0, -1)", of))).toBe("can never succeed: 8193 bytes are above 8192");
});
