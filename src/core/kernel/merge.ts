import { alignUp } from "./bits.ts";
import { slotSizeOf } from "./cache.ts";
import type { KernelConfig, LayoutConfig } from "./config.ts";
import type { CacheRequest, ExistingCache } from "./request.ts";
import { debugFlags } from "./slub-debug.ts";
import { calculateAlignment } from "./slub-layout.ts";
import { atLeast } from "./version.ts";

/** Name of the existing cache that a new one of `size` bytes becomes an alias of. Kernel: find_mergeable(). */
export function findMergeable(request: CacheRequest, size: number, config: KernelConfig): string | undefined {
  if (!config.slabMerge || config.kasanGeneric || !request.existing || isUnmergeable(request, config)) return undefined;
  const { wordSize } = config;
  const words = alignUp(size, wordSize);
  const align = calculateAlignment(request.flags, request.align, words, config);
  const needed = alignUp(words, align);
  const flags = debugFlags(request.name ?? "", request.flags, config);
  if (neverMerges(flags, config)) return undefined;
  // The newest cache is looked at first.
  return [...request.existing].reverse().find((cache) => {
    if (isUnmergeable(cache, config)) return false;
    const cacheFlags = debugFlags(cache.name, cache.flags, config);
    if (neverMerges(cacheFlags, config)) return false;
    if (SAME.some((flag) => flags.includes(flag) !== cacheFlags.includes(flag))) return false;
    const slot = slotSizeOf({ ...cache, ctor: false }, config);
    return slot !== undefined && needed <= slot && slot % align === 0 && slot - needed < wordSize;
  })?.name;
}

/** SLAB_MERGE_SAME. */
const SAME = ["SLAB_RECLAIM_ACCOUNT", "SLAB_CACHE_DMA", "SLAB_CACHE_DMA32", "SLAB_ACCOUNT"] as const;

/** SLAB_NEVER_MERGE. */
const NEVER: readonly string[] = [
  "SLAB_RED_ZONE",
  "SLAB_POISON",
  "SLAB_STORE_USER",
  "SLAB_TRACE",
  "SLAB_TYPESAFE_BY_RCU",
  "SLAB_NOLEAKTRACE",
  "SLAB_FAILSLAB",
];

function neverMerges(flags: readonly string[], { version }: LayoutConfig): boolean {
  return flags.some((flag) => NEVER.includes(flag) || (flag === "SLAB_NO_MERGE" && atLeast(version, "6.5")));
}

/** slab_unmergeable(): constructors and usercopy windows must not be shared. */
function isUnmergeable({ ctor, usersize }: CacheRequest | ExistingCache, config: KernelConfig): boolean {
  return Boolean(ctor) || (config.hardenedUsercopy && Boolean(usersize));
}
