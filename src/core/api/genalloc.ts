import type { AllocApi } from "./alloc-api.ts";
import { bytesAt, GFP_KERNEL, NO_GFP } from "./row.ts";

const common = {
  family: "genalloc",
  header: "linux/genalloc.h",
  by: "subsystem",
  sizing: bytesAt(1),
  gfp: NO_GFP,
  zeroes: false,
  contiguity: "physical",
  sleeps: "never",
  returns: "pointer",
  frees: ["gen_pool_free"],
  exported: "yes",
  notes: "Rounded up to the pool's 2^order bytes; usable in any context",
} as const;

const pool = {
  ...common,
  sizing: { kind: "inside" },
  gfp: GFP_KERNEL,
  sleeps: "always",
  returns: "cache",
  frees: ["gen_pool_destroy"],
  notes: "The pool's own record; the memory comes with gen_pool_add()",
} as const;

export const GENALLOC_APIS: readonly AllocApi[] = [
  { ...pool, name: "gen_pool_create", signature: "gen_pool_create(order, node)" },
  {
    ...pool,
    name: "devm_gen_pool_create",
    signature: "devm_gen_pool_create(dev, order, node, name)",
    returns: "err-pointer",
    frees: [],
    managed: true,
  },
  {
    ...pool,
    name: "gen_pool_add",
    signature: "gen_pool_add(pool, addr, size, node)",
    returns: "errno",
    exported: "inline",
    scanned: false,
    notes: "Hands existing memory to the pool, and takes a bitmap for it",
  },
  {
    ...pool,
    name: "gen_pool_add_virt",
    signature: "gen_pool_add_virt(pool, addr, phys, size, node)",
    returns: "errno",
    exported: "inline",
    scanned: false,
    notes: "Hands existing memory to the pool, and takes a bitmap for it",
  },
  {
    ...common,
    name: "gen_pool_alloc",
    signature: "gen_pool_alloc(pool, size)",
    returns: "address",
    exported: "inline",
  },
  {
    ...common,
    name: "gen_pool_alloc_algo",
    signature: "gen_pool_alloc_algo(pool, size, algo, algodata)",
    returns: "address",
    exported: "inline",
  },
  { ...common, name: "gen_pool_dma_alloc", signature: "gen_pool_dma_alloc(pool, size, handle)" },
  {
    ...common,
    name: "gen_pool_dma_alloc_align",
    signature: "gen_pool_dma_alloc_align(pool, size, handle, align)",
    since: "5.3",
  },
  {
    ...common,
    name: "gen_pool_dma_zalloc",
    signature: "gen_pool_dma_zalloc(pool, size, handle)",
    zeroes: true,
    since: "5.3",
  },
  {
    ...common,
    name: "gen_pool_dma_zalloc_align",
    signature: "gen_pool_dma_zalloc_align(pool, size, handle, align)",
    zeroes: true,
    since: "5.3",
  },
];
