import { expect, test } from "vitest";
import { ALLOC_APIS, apiNamed } from "../../../src/core/api/catalogue.ts";
import { FREE_FUNCTIONS, freeFunctionNamed } from "../../../src/core/api/free-functions.ts";
import { apisFreedBy, freesOf } from "../../../src/core/api/pairing.ts";

test("a free function has one row, and frees something", () => {
  const names = FREE_FUNCTIONS.map((free) => free.name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.filter((name) => apisFreedBy(name).length === 0)).toEqual([]);
});

test.each(ALLOC_APIS)("what frees $name is known", (api) => {
  expect(freesOf(api).filter((name) => !freeFunctionNamed(name))).toEqual([]);
});

test.each([
  ["kmalloc", "kfree", true],
  ["kmalloc", "kvfree", true],
  ["kmalloc", "vfree", false],
  ["kvmalloc", "kfree", false],
  ["kvmalloc", "kvfree", true],
  ["vmalloc", "kvfree", true],
  ["vmalloc", "kfree", false],
  ["vmemdup_user", "kfree", false],
  ["kstrdup_const", "kfree", false],
  ["kstrdup_const", "kfree_const", true],
  ["devm_kzalloc", "kfree", false],
  ["devm_kzalloc", "devm_kfree", true],
  ["__get_free_pages", "__free_pages", false],
  ["alloc_pages", "__free_pages", true],
  ["alloc_pages_exact", "free_pages", false],
  ["dma_pool_zalloc", "dma_pool_free", true],
  ["alloc_etherdev", "free_netdev", true],
  ["alloc_skb", "consume_skb", true],
])("%s freed with %s: %s", (name, free, expected) => {
  const api = apiNamed(name);
  expect(api && freesOf(api).includes(free)).toBe(expected);
});

test("kfree() takes objects of a cache from 6.4 on", () => {
  const api = apiNamed("kmem_cache_alloc");
  expect(api && ["6.1", "6.4", undefined].map((version) => freesOf(api, version).includes("kfree"))).toEqual([
    false,
    true,
    true,
  ]);
});
