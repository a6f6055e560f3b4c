import { describe, expect, test } from "vitest";
import { apiNamed } from "../../../src/core/api/catalogue.ts";
import { existsIn, formOf } from "../../../src/core/api/form.ts";

function checkSignature(
  name: string,
  argumentCount: number | undefined,
  version: string | undefined,
  expected: string,
) {
  const api = apiNamed(name);
  expect(api && formOf(api, argumentCount, version).signature).toBe(expected);
}

describe("the number of arguments tells signatures apart", () => {
  test.each([
    ["kvrealloc", 3, "kvrealloc(p, size, gfp)"],
    ["kvrealloc", 4, "kvrealloc(p, oldsize, size, gfp)"],
    ["__vmalloc", 2, "__vmalloc(size, gfp)"],
    ["__vmalloc", 3, "__vmalloc(size, gfp, prot)"],
    ["kmem_cache_create", 5, "kmem_cache_create(name, size, align, flags, ctor)"],
    ["kmem_cache_create", 4, "kmem_cache_create(name, size, args, flags)"],
    ["iio_device_alloc", 2, "iio_device_alloc(parent, privsize)"],
    ["iio_device_alloc", 1, "iio_device_alloc(privsize)"],
    ["bio_alloc", 2, "bio_alloc(gfp, vecs)"],
    ["alloc_pages_bulk_noprof", 6, "alloc_pages_bulk(gfp, node, nodemask, count, list, pages)"],
  ])("%s() of %i arguments", (name, count, expected) => {
    checkSignature(name, count, undefined, expected);
    checkSignature(name, count, "6.12.117", expected);
  });
});

describe("the kernel decides where the number of arguments does not", () => {
  test.each([
    ["kvrealloc", undefined, "6.1.192", "kvrealloc(p, oldsize, size, gfp)"],
    ["kvrealloc", undefined, "6.12.117", "kvrealloc(p, size, gfp)"],
    ["kvrealloc", undefined, undefined, "kvrealloc(p, size, gfp)"],
    ["bio_kmalloc", 2, "5.10", "bio_kmalloc(gfp, vecs)"],
    ["bio_kmalloc", 2, "6.12", "bio_kmalloc(vecs, gfp)"],
  ])("%s()", (name, count, version, expected) => checkSignature(name, count, version, expected));

  test("a DRM header is known from 5.15 to 7.0 only", () => {
    const api = apiNamed("drmm_kzalloc");
    expect(api && ["5.10", "6.12", "7.1"].map((version) => formOf(api, 3, version).by)).toEqual([
      "subsystem",
      "devm",
      "subsystem",
    ]);
  });
});

test.each([
  [{}, "4.19", true],
  [{ since: "5.11" }, "5.10", false],
  [{ since: "5.11" }, "5.11", true],
  [{ since: "5.9" }, "5.10", true],
  [{ until: "5.17" }, "5.17.3", true],
  [{ until: "5.17" }, "5.18", false],
  [{ since: "6.9", until: "6.18" }, "7.0", false],
])("%j in %s: %s", (range, version, expected) => expect(existsIn(range, version)).toBe(expected));
