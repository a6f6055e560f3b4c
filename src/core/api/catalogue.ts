import type { AllocApi } from "./alloc-api.ts";
import { DEVM_APIS } from "./devm.ts";
import { DMA_APIS } from "./dma.ts";
import { GENALLOC_APIS } from "./genalloc.ts";
import { KMALLOC_APIS } from "./kmalloc.ts";
import { KVMALLOC_APIS } from "./kvmalloc.ts";
import { MEMPOOL_APIS } from "./mempool.ts";
import { NETWORKING_APIS } from "./networking.ts";
import { OTHER_APIS } from "./others.ts";
import { PAGE_APIS } from "./pages.ts";
import { PERCPU_APIS } from "./percpu.ts";
import { SLAB_CACHE_APIS } from "./slab-caches.ts";
import { STRING_APIS } from "./strings.ts";
import { TYPED_APIS } from "./typed.ts";
import { USER_COPY_APIS } from "./user-copies.ts";
import { VMALLOC_APIS } from "./vmalloc.ts";

/** Every allocation API that is known by name, family by family. */
export const ALLOC_APIS: readonly AllocApi[] = [
  ...KMALLOC_APIS,
  ...STRING_APIS,
  ...USER_COPY_APIS,
  ...TYPED_APIS,
  ...KVMALLOC_APIS,
  ...PAGE_APIS,
  ...VMALLOC_APIS,
  ...SLAB_CACHE_APIS,
  ...MEMPOOL_APIS,
  ...DEVM_APIS,
  ...DMA_APIS,
  ...PERCPU_APIS,
  ...GENALLOC_APIS,
  ...NETWORKING_APIS,
  ...OTHER_APIS,
];

/** From 6.10 `X()` is a macro that records the call site and calls `X_noprof()`, with the same arguments. */
const NOPROF = "_noprof";

const BY_NAME: ReadonlyMap<string, AllocApi> = new Map(ALLOC_APIS.map((api) => [api.name, api]));

/** The functions behind such macros that are not called after them. */
const NOPROF_ALIASES: ReadonlyMap<string, string> = new Map([["get_free_pages_noprof", "__get_free_pages"]]);

const SCANNED: readonly string[] = [
  ...NOPROF_ALIASES.keys(),
  ...ALLOC_APIS.filter((api) => api.scanned !== false).flatMap(({ name }) => [name, name + NOPROF]),
];

/** The row of an API, also by its `_noprof` name. */
export function apiNamed(name: string): AllocApi | undefined {
  if (!name.endsWith(NOPROF)) return BY_NAME.get(name);
  return BY_NAME.get(name) ?? BY_NAME.get(NOPROF_ALIASES.get(name) ?? name.slice(0, -NOPROF.length));
}

/** All spellings whose calls are allocation sites, for a scanner to look for. */
export function apiNames(): readonly string[] {
  return SCANNED;
}
