import type { AllocApi } from "./alloc-api.ts";
import { gfpAt, NO_GFP } from "./row.ts";

const create = {
  family: "slab caches",
  header: "linux/slab.h",
  by: "cache",
  gfp: NO_GFP,
  zeroes: false,
  contiguity: "physical",
  sleeps: "always",
  returns: "cache",
  frees: ["kmem_cache_destroy"],
  exported: "yes",
} as const;

const object = {
  ...create,
  by: "object",
  sizing: { kind: "object", pool: 0 },
  gfp: gfpAt(1),
  sleeps: "gfp",
  returns: "pointer",
  frees: ["kmem_cache_free", "kmem_cache_free_bulk"],
  freesSince: { version: "6.4", functions: ["kfree", "kvfree", "kfree_rcu", "kvfree_rcu"] },
} as const;

export const SLAB_CACHE_APIS: readonly AllocApi[] = [
  {
    ...create,
    name: "kmem_cache_create",
    signature: "kmem_cache_create(name, size, align, flags, ctor)",
    sizing: { kind: "cache", size: 1, align: 2, flags: 3, ctor: 4 },
    notes: "Destroy it after all its objects are freed",
    variants: [
      {
        arguments: 4,
        since: "6.12",
        signature: "kmem_cache_create(name, size, args, flags)",
        sizing: { kind: "cache-args", size: 1, args: 2, flags: 3 },
      },
    ],
  },
  {
    ...create,
    name: "kmem_cache_create_usercopy",
    signature: "kmem_cache_create_usercopy(name, size, align, flags, useroffset, usersize, ctor)",
    sizing: { kind: "cache", size: 1, align: 2, flags: 3, ctor: 6, useroffset: 4, usersize: 5 },
  },
  {
    ...create,
    name: "KMEM_CACHE",
    signature: "KMEM_CACHE(type, flags)",
    sizing: { kind: "cache-type", type: 0, flags: 1 },
    exported: "inline",
    notes: "A cache for struct type, named and aligned as it is",
  },
  {
    ...create,
    name: "KMEM_CACHE_USERCOPY",
    signature: "KMEM_CACHE_USERCOPY(type, flags, field)",
    sizing: { kind: "cache-type", type: 0, flags: 1, field: 2 },
    exported: "inline",
  },
  { ...object, name: "kmem_cache_alloc", signature: "kmem_cache_alloc(cache, gfp)" },
  {
    ...object,
    name: "kmem_cache_zalloc",
    signature: "kmem_cache_zalloc(cache, gfp)",
    zeroes: true,
    adds: ["__GFP_ZERO"],
    exported: "inline",
    notes: "Not for a cache with a constructor",
  },
  { ...object, name: "kmem_cache_alloc_node", signature: "kmem_cache_alloc_node(cache, gfp, node)" },
  {
    ...object,
    name: "kmem_cache_alloc_lru",
    signature: "kmem_cache_alloc_lru(cache, lru, gfp)",
    gfp: gfpAt(2),
    since: "5.18",
  },
  {
    ...object,
    name: "kmem_cache_alloc_bulk",
    signature: "kmem_cache_alloc_bulk(cache, gfp, count, objects)",
    sizing: { kind: "object", pool: 0, count: 2 },
    returns: "count",
    notes: "All of them or none; interrupts must be on",
  },
  {
    ...object,
    name: "kmem_cache_prefill_sheaf",
    signature: "kmem_cache_prefill_sheaf(cache, gfp, count)",
    sizing: { kind: "object", pool: 0, count: 2 },
    frees: ["kmem_cache_return_sheaf"],
    exported: "no",
    since: "6.18",
    notes: "Objects in reserve, for kmem_cache_alloc_from_sheaf()",
  },
  {
    ...object,
    name: "kmem_cache_alloc_from_sheaf",
    signature: "kmem_cache_alloc_from_sheaf(cache, gfp, sheaf)",
    sleeps: "never",
    exported: "no",
    since: "6.18",
  },
];
