import { alignDown, alignUp } from "./bits.ts";
import type { LayoutConfig } from "./config.ts";
import { kasanGrow } from "./kasan.ts";
import { getOrder, orderBytes } from "./page-order.ts";
import type { CacheLayout } from "./placement.ts";
import { debugFlags } from "./slub-debug.ts";
import { calculateOrder } from "./slub-order.ts";
import { atLeast, isBetween, type KernelVersion } from "./version.ts";

/** A kmem_cache to lay out. Sizes in bytes; `align` a power of two or 0. */
export interface CacheSpec {
  readonly name: string;
  readonly size: number;
  readonly align: number;
  readonly flags: readonly string[];
  readonly ctor: boolean;
  /** SLAB_KMALLOC: a kmalloc cache, whose debug metadata keeps the requested size (since 6.1). */
  readonly kmalloc?: boolean;
  /** kmem_cache_args.freeptr_offset (since 6.12 with SLAB_TYPESAFE_BY_RCU, since 7.0 also with a constructor). */
  readonly freePointerOffset?: number;
}

/** What calculate_sizes() and calculate_order() make of a cache; undefined if no order holds one object. */
export interface SlubLayout extends Omit<CacheLayout, "mergedInto"> {
  /** Flags after boot options were applied: they decide merging and ksize(). */
  readonly flags: readonly string[];
}

/** Layout of a SLUB cache. Kernel: __kmem_cache_create() → kmem_cache_open(), do_kmem_cache_create() since 6.12. */
export function slubLayout(spec: CacheSpec, config: LayoutConfig): SlubLayout | undefined {
  const align = calculateAlignment(spec.flags, spec.align, spec.size, config);
  let flags = debugFlags(spec.name, spec.flags, config);
  let sizes = calculateSizes(spec, align, flags, config);
  if (config.slubDebugKeepsOrder && getOrder(sizes.slotSize, config) > getOrder(spec.size, config)) {
    flags = flags.filter((flag) => !METADATA_FLAGS.has(flag));
    sizes = calculateSizes(spec, align, flags, config);
  }
  const order = calculateOrder(sizes.slotSize, config);
  if (order === undefined) return undefined;
  const slab = orderBytes(order, config);
  const objectsPerSlab = Math.floor(slab / sizes.slotSize);
  const slabWaste = slab - objectsPerSlab * sizes.slotSize;
  return { objectSize: spec.size, align, ...sizes, order, objectsPerSlab, slabWaste, flags };
}

/** DEBUG_METADATA_FLAGS. */
const METADATA_FLAGS: ReadonlySet<string> = new Set(["SLAB_RED_ZONE", "SLAB_POISON", "SLAB_STORE_USER"]);

/** Alignment of a cache's objects. SLAB_HWCACHE_ALIGN halves the line while two objects fit. Kernel: calculate_alignment(). */
export function calculateAlignment(
  flags: readonly string[],
  align: number,
  size: number,
  config: Pick<LayoutConfig, "cacheLine" | "slabMinAlign" | "wordSize">,
): number {
  let result = align;
  if (flags.includes("SLAB_HWCACHE_ALIGN")) {
    let line = config.cacheLine;
    while (size <= line / 2) line /= 2;
    result = Math.max(result, line);
  }
  return alignUp(Math.max(result, config.slabMinAlign), config.wordSize);
}

interface Sizes {
  readonly inuse: number;
  readonly freePointerOffset: number;
  readonly redLeftPad: number;
  readonly slotSize: number;
}

/** Free pointer, debug metadata and slot of an object. Kernel: calculate_sizes(). */
function calculateSizes(spec: CacheSpec, align: number, flags: readonly string[], config: LayoutConfig): Sizes {
  const word = config.wordSize;
  const redZone = flags.includes("SLAB_RED_ZONE");
  const storeUser = flags.includes("SLAB_STORE_USER");
  const origSize = spec.kmalloc && storeUser ? config.origSize : 0;

  let size = alignUp(spec.size, word);
  // A right red zone must not be empty.
  if (redZone && size === spec.size) size += word;
  const inuse = size;

  let freePointerOffset = insideOffset(spec.size, config);
  const ownOffset = ownFreePointer(spec, flags, config.version);
  if (isFreePointerOutside(spec, flags, origSize > 0, ownOffset !== undefined, config)) {
    freePointerOffset = size;
    size += word;
  } else if (ownOffset !== undefined) {
    freePointerOffset = ownOffset;
  }

  if (storeUser) size += 2 * config.trackSize + origSize;
  if (config.kasanGeneric) {
    const outlivesFree = spec.ctor || flags.includes("SLAB_TYPESAFE_BY_RCU");
    size = kasanGrow(size, { size: spec.size, outlivesFree }, config);
  }
  let redLeftPad = 0;
  if (redZone) {
    redLeftPad = alignUp(word, align);
    size += word + redLeftPad;
  }
  return { inuse, freePointerOffset, redLeftPad, slotSize: alignUp(size, align) };
}

/** kmem_cache_args.freeptr_offset where this kernel honours it. */
function ownFreePointer(spec: CacheSpec, flags: readonly string[], version: KernelVersion): number | undefined {
  const honoured =
    (atLeast(version, "6.12") && flags.includes("SLAB_TYPESAFE_BY_RCU")) || (atLeast(version, "7.0") && spec.ctor);
  return honoured ? spec.freePointerOffset : undefined;
}

/** Whether the free pointer may not overlay the object: something still reads or checks the object after kfree(). */
function isFreePointerOutside(
  spec: CacheSpec,
  flags: readonly string[],
  keepsOrigSize: boolean,
  hasOwnOffset: boolean,
  { version, wordSize }: LayoutConfig,
): boolean {
  if (flags.includes("SLAB_POISON")) return true;
  if (flags.includes("SLAB_TYPESAFE_BY_RCU") && !hasOwnOffset) return true;
  if (spec.ctor && !(hasOwnOffset && atLeast(version, "7.0"))) return true;
  if (keepsOrigSize && isBetween(version, "6.2", "6.9")) return true;
  if (!flags.includes("SLAB_RED_ZONE")) return false;
  if (keepsOrigSize && atLeast(version, "6.9")) return true;
  return spec.size < wordSize && keepsRedZoneOfSmallObjects(version);
}

/** "mm/slub: actually fix freelist pointer vs redzoning": 5.13 and the stable trees of June 2021. */
function keepsRedZoneOfSmallObjects(version: KernelVersion): boolean {
  return atLeast(version, "5.13") || isBetween(version, "5.10.46", "5.11") || isBetween(version, "5.4.128", "5.5");
}

/** Offset of a free pointer inside a free object: its start up to 5.6, since then its middle, out of reach of small overflows. */
function insideOffset(size: number, { version, wordSize }: LayoutConfig): number {
  if (!atLeast(version, "5.7")) return 0;
  if (atLeast(version, "5.13") || isBetween(version, "5.10.46", "5.11")) return alignDown(size / 2, wordSize);
  const area = alignUp(size, wordSize);
  return area > wordSize ? alignUp(area / 2, wordSize) : 0;
}
