import { expect, test } from "vitest";
import { place } from "../../../src/core/kernel/place.ts";
import type { AllocationRequest } from "../../../src/core/kernel/request.ts";
import { gfp, inWords, kernel } from "./kernels.ts";

const amd64 = kernel("debian-6.12-amd64");
const mask = gfp(amd64);

test.each<[string, AllocationRequest, string]>([
  ["kmalloc(100)", { by: "kmalloc", bytes: 100, gfp: mask }, "kmalloc-128: 100 asked, 128 given"],
  ["kzalloc of 1360 bytes", { by: "kmalloc", bytes: 1360, gfp: mask }, "kmalloc-2k: 1360 asked, 2048 given"],
  ["kmalloc(200100)", { by: "kmalloc", bytes: 200100, gfp: mask }, "order 6: 200100 asked, 262144 given"],
  ["kmalloc(2200100)", { by: "kmalloc", bytes: 2200100, gfp: mask }, "order 10: 2200100 asked, 4194304 given"],
  ["kmalloc(1 MiB + 1)", { by: "kmalloc", bytes: 2 ** 20 + 1, gfp: mask }, "order 9: 1048577 asked, 2097152 given"],
  [
    "kmalloc(4200100)",
    { by: "kmalloc", bytes: 4200100, gfp: mask },
    "fails: 4200100 bytes are above KMALLOC_MAX_SIZE, 4194304 bytes",
  ],
  ["__get_free_pages for 132 KiB", { by: "pages", order: 6, gfp: mask }, "order 6: 262144 asked, 262144 given"],
  [
    "alloc_pages_exact(33 KiB)",
    { by: "pages-exact", bytes: 33 * 1024, gfp: mask },
    "order 4: 33792 asked, 36864 given",
  ],
  ["vmalloc(10000)", { by: "vmalloc", bytes: 10000 }, "vmalloc: 10000 asked, 12288 given"],
  ["kcalloc(1000, 8)", { by: "kmalloc", bytes: 8000, gfp: mask }, "kmalloc-8k: 8000 asked, 8192 given"],
  ["devm_kzalloc(4096)", { by: "devm", bytes: 4096, gfp: mask }, "kmalloc-8k: 4096 asked, 8192 given"],
  ["devm_kzalloc(88)", { by: "devm", bytes: 88, gfp: mask }, "kmalloc-128: 88 asked, 128 given"],
  ["devm_kzalloc(89)", { by: "devm", bytes: 89, gfp: mask }, "kmalloc-192: 89 asked, 192 given"],
  ["kvmalloc(5 MiB)", { by: "kvmalloc", bytes: 5 * 2 ** 20, gfp: mask }, "vmalloc: 5242880 asked, 6291456 given"],
  ["vmalloc_huge(3 MiB)", { by: "vmalloc", bytes: 3 * 2 ** 20, huge: true }, "vmalloc: 3145728 asked, 4194304 given"],
  ["dma_alloc_coherent(5000)", { by: "dma-coherent", bytes: 5000, gfp: mask }, "dma: 5000 asked, 8192 given"],
  ["dma_alloc_coherent(20480)", { by: "dma-coherent", bytes: 20480, gfp: mask }, "dma: 20480 asked, 32768 given"],
  [
    "memdup_user(100)",
    { by: "kmalloc", bytes: 100, gfp: mask, buckets: "memdup_user" },
    "memdup_user-128: 100 asked, 128 given",
  ],
])("%s", (_, request, expected) => expect(inWords(place(request, amd64))).toBe(expected));

test("the waste of kmalloc(100 + k × 20480) is worst just above a power of two", () => {
  const waste = (bytes: number) => {
    const placement = place({ by: "kmalloc", bytes, gfp: mask }, amd64);
    return placement.kind === "pages" ? (placement.bytesAlloc - bytes) / bytes : 0;
  };
  const sizes = Array.from({ length: 204 }, (_, k) => 100 + k * 20480);
  const worst = sizes.reduce((a, b) => (waste(b) > waste(a) ? b : a));
  expect(worst).toBe(100 + 103 * 20480);
  expect(waste(worst)).toBeCloseTo(0.988, 3);
});

test("a debugged cache: the free pointer and two red zones lie around the object", () => {
  const flags = ["SLAB_POISON", "SLAB_RED_ZONE", "SLAB_HWCACHE_ALIGN"];
  const placement = place({ by: "cache", bytes: 328, align: 8, flags, ctor: true }, amd64);
  expect(placement).toMatchObject({ kind: "slab", objectSize: 328, slotSize: 448 });
});

test.each([
  [
    100,
    [],
    false,
    { objectSize: 100, inuse: 104, freePointerOffset: 48, slotSize: 104, order: 0, objectsPerSlab: 39, slabWaste: 40 },
  ],
  [100, ["SLAB_HWCACHE_ALIGN"], false, { align: 64, slotSize: 128, objectsPerSlab: 32 }],
  [30, ["SLAB_HWCACHE_ALIGN"], false, { align: 32, slotSize: 32 }],
  [32, ["SLAB_HWCACHE_ALIGN"], true, { freePointerOffset: 32, slotSize: 64 }],
] as const)("a cache of %i bytes with %j, ctor %j", (bytes, flags, ctor, layout) =>
  expect(place({ by: "cache", bytes, align: 0, flags, ctor }, amd64)).toMatchObject({ layout }),
);

test.each([
  ["debian-6.12-amd64", 2, 12000, 3, 2],
  ["debian-6.1-amd64", 2, 12000, 2, 1],
] as const)("%s: the order of 12000-byte objects changed in 6.7", (preset, _, bytes, order, objectsPerSlab) =>
  expect(place({ by: "cache", bytes, align: 0, flags: [], ctor: false }, kernel(preset))).toMatchObject({
    layout: { order, objectsPerSlab },
  }),
);

test.each([
  [20, 16, 0, { blockSize: 32, blocksPerPage: 128 }],
  [3000, 0, 0, { blockSize: 3000, blocksPerPage: 1, bytesAlloc: 4096 }],
])("a DMA pool of %i bytes, align %i, boundary %i", (bytes, align, boundary, expected) =>
  expect(place({ by: "dma-pool", bytes, align, boundary }, amd64)).toMatchObject(expected),
);

test("per-CPU memory exists once for every possible CPU", () => {
  const config = kernel({ kernel: "6.12", arch: "x86_64", cpus: 4, possibleCpus: 8 });
  expect(place({ by: "percpu", bytes: 5, align: 1 }, config)).toMatchObject({ bytesAlloc: 8, possibleCpus: 8 });
});

test("alloc_pages_exact gives the tail back", () =>
  expect(place({ by: "pages-exact", bytes: 20000, gfp: mask }, amd64)).toMatchObject({
    order: 3,
    pages: 5,
    freedPages: 3,
  }));

test("a mempool sums its elements and its own tables", () =>
  expect(place({ by: "mempool", minNr: 4, elementBytes: 100 }, amd64)).toMatchObject({
    bytesReq: 400,
    bytesAlloc: 4 * 128 + 96 + 32,
    overhead: 128,
  }));
