import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALLOC_APIS } from "../../../src/core/api/catalogue.ts";
import { requestFromJson } from "../../../src/core/api/simulate-request.ts";

const MASKS: Readonly<Record<string, number>> = {
  GFP_KERNEL: 0xcc0,
  GFP_USER: 0x100cc0,
  GFP_ATOMIC: 0x820,
  GFP_DMA: 0x1,
  __GFP_ZERO: 0x100,
  __GFP_NOWARN: 0x2000,
};

function gfpMask(names: readonly string[]): number | undefined {
  let mask = 0;
  for (const name of names) {
    const bits = Object.hasOwn(MASKS, name) ? MASKS[name] : undefined;
    if (bits === undefined) return undefined;
    mask |= bits;
  }
  return mask;
}

function checkRequest(json: unknown, expected: object, bytesReq?: number | bigint): void {
  const result = requestFromJson(json, gfpMask, 8);
  expect(result.kind === "request" ? result.request : result).toEqual(expected);
  if (bytesReq !== undefined) expect(result).toMatchObject({ bytesReq });
}

function checkError(json: unknown, why: string): void {
  expect(requestFromJson(json, gfpMask, 8)).toEqual({ kind: "error", why });
}

const SIZE_MAX = 2n ** 64n - 1n;

describe("a request is read through its row", () => {
  test.each([
    [
      { api: "kmalloc", size: 100 },
      { by: "kmalloc", bytes: 100, gfp: 0xcc0 },
    ],
    [
      { api: "kmalloc_noprof", size: 100 },
      { by: "kmalloc", bytes: 100, gfp: 0xcc0 },
    ],
    [
      { api: "kzalloc", size: 100, gfp: ["GFP_ATOMIC"] },
      { by: "kmalloc", bytes: 100, gfp: 0x920 },
    ],
    [
      { api: "kmalloc", size: 0, gfp: [] },
      { by: "kmalloc", bytes: 0, gfp: 0 },
    ],
    [
      { api: "kcalloc", count: 1000, size: 8 },
      { by: "kmalloc", bytes: 8000, gfp: 0xdc0 },
    ],
    [
      { api: "kmalloc_objs", count: 3, size: 24 },
      { by: "kmalloc", bytes: 72, gfp: 0xcc0 },
    ],
    [
      { api: "memdup_user", size: 64, gfp: ["GFP_ATOMIC"] },
      { by: "kmalloc", bytes: 64, gfp: 0x102cc0, buckets: "memdup_user" },
    ],
    [
      { api: "kmemdup_nul", size: 7 },
      { by: "kmalloc", bytes: 8, gfp: 0xcc0 },
    ],
    [
      { api: "kstrdup", size: 7 },
      { by: "kmalloc", bytes: 7, gfp: 0xcc0 },
    ],
    [
      { api: "bitmap_zalloc", count: 65 },
      { by: "kmalloc", bytes: 16, gfp: 0xcc0 },
    ],
    [
      { api: "bitmap_zalloc", size: 16 },
      { by: "kmalloc", bytes: 16, gfp: 0xcc0 },
    ],
    [
      { api: "krealloc", oldSize: 100, size: 120 },
      { by: "krealloc", oldBytes: 100, bytes: 120, gfp: 0xcc0 },
    ],
    [
      { api: "devm_kcalloc", count: 2, size: 24 },
      { by: "devm", bytes: 48, gfp: 0xdc0 },
    ],
    [
      { api: "kvzalloc", size: 9000 },
      { by: "kvmalloc", bytes: 9000, gfp: 0xdc0 },
    ],
    [
      { api: "vmemdup_user", size: 9000 },
      { by: "kvmalloc", bytes: 9000, gfp: 0x100cc0, buckets: "memdup_user" },
    ],
    [
      { api: "vmalloc", size: 5000 },
      { by: "vmalloc", bytes: 5000 },
    ],
    [
      { api: "vmalloc_huge", size: 5000 },
      { by: "vmalloc", bytes: 5000, huge: true },
    ],
    [
      { api: "alloc_pages", order: 3 },
      { by: "pages", order: 3, gfp: 0xcc0 },
    ],
    [{ api: "alloc_page" }, { by: "pages", order: 0, gfp: 0xcc0 }],
    [
      { api: "__get_dma_pages", order: 1 },
      { by: "pages", order: 1, gfp: 0xcc1 },
    ],
    [
      { api: "devm_get_free_pages", order: 2 },
      { by: "devm-pages", order: 2, gfp: 0xcc0 },
    ],
    [
      { api: "alloc_pages_bulk", count: 16 },
      { by: "pages-bulk", count: 16, gfp: 0xcc0 },
    ],
    [
      { api: "alloc_pages_exact", size: 33792 },
      { by: "pages-exact", bytes: 33792, gfp: 0xcc0 },
    ],
    [
      { api: "dma_alloc_coherent", size: 5000 },
      { by: "dma-coherent", bytes: 5000, gfp: 0xcc0 },
    ],
    [
      { api: "dma_pool_create", size: 100, align: 64 },
      { by: "dma-pool", bytes: 100, align: 64, boundary: 0 },
    ],
    [
      { api: "__alloc_percpu", size: 5, align: 1 },
      { by: "percpu", bytes: 5, align: 1 },
    ],
    [
      { api: "alloc_skb", size: 1500 },
      { by: "skb", bytes: 1500, gfp: 0xcc0, via: "alloc_skb" },
    ],
    [
      { api: "netdev_alloc_skb", size: 1500 },
      { by: "skb", bytes: 1500, gfp: 0x820, via: "netdev" },
    ],
    [
      { api: "napi_alloc_skb", size: 256 },
      { by: "skb", bytes: 256, gfp: 0x820, via: "napi" },
    ],
    [
      { api: "netdev_alloc_frag", size: 256 },
      { by: "page-frag", bytes: 256 },
    ],
    [
      { api: "mempool_create_kmalloc_pool", count: 4, size: 100 },
      { by: "mempool", minNr: 4, elementBytes: 100 },
    ],
    [
      { api: "mempool_create_page_pool", count: 4, order: 1 },
      { by: "mempool", minNr: 4, elementOrder: 1 },
    ],
  ])("%j", (json, expected) => checkRequest(json, expected));

  test("a cache, with the caches it may be merged with", () =>
    checkRequest(
      {
        api: "kmem_cache_create",
        size: 328,
        align: 8,
        flags: ["SLAB_HWCACHE_ALIGN"],
        ctor: true,
        existing: [{ name: "a", size: 320, align: 8, flags: [] }],
      },
      {
        by: "cache",
        bytes: 328,
        align: 8,
        flags: ["SLAB_HWCACHE_ALIGN"],
        ctor: true,
        existing: [{ name: "a", size: 320, align: 8, flags: [] }],
      },
    ));

  test("what the API adds itself is not asked for by the caller", () => {
    checkRequest({ api: "nlmsg_new", size: 3761 }, { by: "skb", bytes: 3780, gfp: 0xcc0, via: "alloc_skb" }, 3761);
    checkRequest({ api: "genlmsg_new", size: 1 }, { by: "skb", bytes: 24, gfp: 0xcc0, via: "alloc_skb" }, 1);
    checkRequest({ api: "kfifo_alloc", count: 5, size: 6 }, { by: "kmalloc", bytes: 48, gfp: 0xcc0 }, 30);
    checkRequest({ api: "kfifo_alloc", count: 4096, size: 1 }, { by: "kmalloc", bytes: 4096, gfp: 0xcc0 }, 4096);
  });
});

describe("large numbers", () => {
  test.each([
    [{ api: "kmalloc", size: "9007199254740991" }, 9007199254740991],
    [{ api: "kmalloc", size: "9007199254740993" }, 9007199254740993n],
    [{ api: "kmalloc", size: "18446744073709551615" }, SIZE_MAX],
    [{ api: "kmemdup_nul", size: "18446744073709551615" }, SIZE_MAX],
    [{ api: "kcalloc", count: "4294967296", size: "4294967295" }, 18446744069414584320n],
    [{ api: "kcalloc", count: "4294967296", size: "4294967296" }, SIZE_MAX],
    [{ api: "kcalloc", count: "18446744073709551615", size: 0 }, 0],
  ])("%j", (json, bytes) => {
    const result = requestFromJson(json, gfpMask);
    expect(result).toMatchObject({ kind: "request", bytesReq: bytes, request: { bytes } });
  });
});

describe("what cannot be read is an error", () => {
  test.each([
    [null, "A request is an object, not null"],
    [[], "A request is an object, not a list"],
    ["kmalloc", 'A request is an object, not "kmalloc"'],
    [{}, 'A request needs "api"'],
    [{ api: 5 }, '"api" must be the name of an API, not 5'],
    [{ api: "kmaloc", size: 1 }, '"kmaloc" is not a known API, the nearest is kmalloc'],
    [{ api: "kzmalloc_obj" }, '"kzmalloc_obj" is not a known API, the nearest is kmalloc_obj'],
    [{ api: "" }, '"" is not a known API, the nearest is vmap'],
    [{ api: "kmalloc" }, 'kmalloc() needs "size"'],
    [{ api: "kcalloc", size: 8 }, 'kcalloc() needs "count"'],
    [{ api: "kmalloc", size: 8, count: 2 }, 'kmalloc() takes no "count"'],
    [{ api: "kvrealloc", size: 8, oldSize: 2 }, 'kvrealloc() takes no "oldSize"'],
    [{ api: "alloc_pages" }, 'alloc_pages() needs "order"'],
    [{ api: "alloc_page", order: 1 }, 'alloc_page() takes one page, no "order"'],
    [{ api: "kmalloc", size: -1 }, '"size" must be a whole number, 0 or more, not -1'],
    [{ api: "kmalloc", size: 1.5 }, '"size" must be a whole number, 0 or more, not 1.5'],
    [{ api: "kmalloc", size: Number.NaN }, '"size" must be a whole number, 0 or more, not NaN'],
    [{ api: "kmalloc", size: Number.POSITIVE_INFINITY }, '"size" must be a whole number, 0 or more, not Infinity'],
    [{ api: "kmalloc", size: null }, '"size" must be a whole number, 0 or more, not null'],
    [{ api: "kmalloc", size: true }, '"size" must be a whole number, 0 or more, not true'],
    [{ api: "kmalloc", size: [8] }, '"size" must be a whole number, 0 or more, not a list'],
    [{ api: "kmalloc", size: {} }, '"size" must be a whole number, 0 or more, not an object'],
    [{ api: "kmalloc", size: "eight" }, '"size" must be a whole number, 0 or more, not "eight"'],
    [{ api: "kmalloc", size: "-8" }, '"size" must be a whole number, 0 or more, not "-8"'],
    [{ api: "kmalloc", size: "0x8" }, '"size" must be a whole number, 0 or more, not "0x8"'],
    [
      { api: "kmalloc", size: 2 ** 60 },
      '"size" is above 2^53 - 1 and not exact as a JSON number: write it as a decimal string',
    ],
    [{ api: "kmalloc", size: "18446744073709551616" }, '"size" is 18446744073709551616, which no size_t holds'],
    [{ api: "alloc_pages", order: "9007199254740992" }, '"order" is 9007199254740992, which is out of range'],
    [{ api: "kmalloc", size: 8, gfp: "GFP_KERNEL" }, '"gfp" must be a list of flag names, not "GFP_KERNEL"'],
    [{ api: "kmalloc", size: 8, gfp: [1] }, '"gfp" must hold names of flags, not 1'],
    [{ api: "kmalloc", size: 8, gfp: ["GFP_KERNEL", "GFP_NONE"] }, "This kernel has no GFP_NONE"],
    [{ api: "kmem_cache_create", size: 8, ctor: 1 }, '"ctor" must be true or false, not 1'],
    [{ api: "kmem_cache_create", size: 8, flags: null }, '"flags" must be a list of flag names, not null'],
    [{ api: "kmem_cache_create", size: 8, existing: [{ size: 8 }] }, '"existing"[0] needs "name"'],
    [
      { api: "kmem_cache_create", size: 8, existing: [{ name: "a", size: 8, align: "x" }] },
      '"existing"[0]: "align" must be a whole number, 0 or more, not "x"',
    ],
    [{ api: "kfifo_alloc", count: 1, size: 8 }, "kfifo_alloc() refuses fewer than 2 elements"],
    [
      { api: "kmem_cache_alloc", size: 8 },
      "kmem_cache_alloc() hands out an object of a cache or pool: ask for the API that makes the pool",
    ],
    [{ api: "usb_alloc_urb" }, "What usb_alloc_urb() takes is decided by its subsystem and not simulated"],
  ])("%j", (json, why) => checkError(json, why));

  test("a bitmap without the size of a long", () =>
    expect(requestFromJson({ api: "bitmap_zalloc", count: 65 }, gfpMask)).toEqual({
      kind: "error",
      why: 'bitmap_zalloc() needs "size": the size of a long is not known here',
    }));
});

test("no request throws", () => {
  const value = fc.oneof(fc.anything(), fc.nat(), fc.bigInt().map(String));
  const request = fc.record(
    {
      api: fc.oneof(fc.constantFrom(...ALLOC_APIS.map((api) => api.name)), fc.string()),
      size: value,
      count: value,
      order: value,
      oldSize: value,
      align: value,
      boundary: value,
      gfp: value,
      flags: value,
      ctor: value,
      existing: fc.oneof(value, fc.array(fc.record({ name: value, size: value, flags: value }))),
    },
    { requiredKeys: ["api"] },
  );
  fc.assert(
    fc.property(fc.oneof(request, fc.anything()), (json) => {
      expect(["request", "error"]).toContain(requestFromJson(json, gfpMask, 8).kind);
    }),
  );
});
