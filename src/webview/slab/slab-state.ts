import { isCount, property } from "../../protocol/read-message.ts";
import type { ShownView } from "../../protocol/view-shown.ts";

/** Flags of kmem_cache_create() that move its layout. */
export const CACHE_FLAGS = [
  "SLAB_HWCACHE_ALIGN",
  "SLAB_TYPESAFE_BY_RCU",
  "SLAB_RED_ZONE",
  "SLAB_POISON",
  "SLAB_STORE_USER",
] as const;

export type CacheFlag = (typeof CACHE_FLAGS)[number];

/** Values of slub_debug= that the panel offers. */
export const DEBUGS = ["", "F", "FZ", "P", "U", "FZPU"] as const;
export type Debug = (typeof DEBUGS)[number];

export interface SlabState {
  /** Name of a kmalloc cache; undefined for a cache of one's own. */
  readonly cache: string | undefined;
  readonly size: number;
  readonly align: number;
  readonly flags: readonly CacheFlag[];
  readonly ctor: boolean;
  readonly debug: Debug;
  /** CPUs, where they are other than the profile's. */
  readonly cpus: number | undefined;
}

export const FIRST_SLAB: SlabState = {
  cache: undefined,
  size: 328,
  align: 0,
  flags: [],
  ctor: false,
  debug: "",
  cpus: undefined,
};

export const LARGEST_OBJECT = 2 ** 26;
export const MOST_CPUS = 8192;
export const ALIGNMENTS = [0, 8, 16, 32, 64, 128, 256, 512, 1024, 4096] as const;

/** The state as it was kept, whatever that is now. */
export function restoredSlab(json: unknown): SlabState {
  const cache = property(json, "cache");
  const [size, align, cpus] = [property(json, "size"), property(json, "align"), property(json, "cpus")];
  const flags = property(json, "flags");
  return {
    cache: typeof cache === "string" ? cache : undefined,
    size: isCount(size) && size >= 1 && size <= LARGEST_OBJECT ? size : FIRST_SLAB.size,
    align: ALIGNMENTS.find((one) => one === align) ?? 0,
    flags: Array.isArray(flags) ? CACHE_FLAGS.filter((flag) => flags.includes(flag)) : [],
    ctor: property(json, "ctor") === true,
    debug: DEBUGS.find((debug) => debug === property(json, "debug")) ?? "",
    cpus: isCount(cpus) && cpus >= 1 && cpus <= MOST_CPUS ? cpus : undefined,
  };
}

/** A call that the panel was opened for brings its cache, or the size of the one that it makes. */
export function withSelectedCache(state: SlabState, { file, selected, config }: ShownView): SlabState {
  const site = selected === undefined ? undefined : file?.sites[selected];
  if (!site) return state;
  if (config.kmalloc.normal.some((one) => one?.cache === site.cache)) return { ...state, cache: site.cache };
  const isCache = site.by === "cache" && site.asked && site.asked.max >= 1 && site.asked.max <= LARGEST_OBJECT;
  return isCache && site.asked ? { ...state, cache: undefined, size: site.asked.max } : state;
}
