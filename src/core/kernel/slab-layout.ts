import { alignUp } from "./bits.ts";
import type { LayoutConfig } from "./config.ts";
import { getOrder, orderBytes } from "./page-order.ts";
import { type CacheSpec, calculateAlignment, type SlubLayout } from "./slub-layout.ts";

/** Where SLAB keeps the indices of a slab's free objects. */
type FreelistPlace = "in a free object" | "off the slab" | "at the end of the slab";

/** Layout of a cache of the SLAB allocator (mm/slab.c, removed in 6.8), debugging off. Kernel: __kmem_cache_create(). */
export function slabLayout(spec: CacheSpec, config: LayoutConfig): SlubLayout | undefined {
  const align = calculateAlignment(spec.flags, spec.align, spec.size, config);
  const slotSize = slabSlotSize(spec.size, align, config);
  const places: readonly FreelistPlace[] = ["in a free object", "off the slab", "at the end of the slab"];
  for (const place of places) {
    const found = isPossible(place, spec) ? calculateSlabOrder(slotSize, spec, place, config) : undefined;
    if (!found || !isWorthwhile(place, found, spec, config)) continue;
    const { order, objects, leftOver } = found;
    return {
      objectSize: spec.size,
      inuse: alignUp(spec.size, config.wordSize),
      align,
      slotSize,
      order,
      objectsPerSlab: objects,
      freePointerOffset: 0,
      slabWaste: leftOver,
      redLeftPad: 0,
      flags: spec.flags,
    };
  }
  return undefined;
}

/** Slot of an object: with 4 KiB pages at least 16 bytes, so that a byte counts the objects of a page. */
function slabSlotSize(size: number, align: number, config: LayoutConfig): number {
  const slot = alignUp(alignUp(size, config.wordSize), align);
  const least = minObject(config);
  return indexBytes(config) === 1 && slot < least ? alignUp(least, align) : slot;
}

interface Candidate {
  readonly order: number;
  readonly objects: number;
  readonly leftOver: number;
}

/** SLAB_OBJ_MIN_SIZE. */
function minObject({ kmallocMinSize }: LayoutConfig): number {
  return Math.min(kmallocMinSize, 16);
}

/** sizeof(freelist_idx_t). */
function indexBytes(config: LayoutConfig): 1 | 2 {
  return config.pageSize / 256 <= minObject(config) ? 1 : 2;
}

function isPossible(place: FreelistPlace, { ctor, flags }: CacheSpec): boolean {
  if (place === "in a free object") return !ctor && !flags.includes("SLAB_TYPESAFE_BY_RCU");
  return place !== "off the slab" || !flags.includes("SLAB_NOLEAKTRACE");
}

function isWorthwhile(place: FreelistPlace, found: Candidate, spec: CacheSpec, config: LayoutConfig): boolean {
  const freelist = found.objects * indexBytes(config);
  if (place === "in a free object") return freelist <= spec.size;
  return place !== "off the slab" || found.leftOver < freelist;
}

/** Order whose slab wastes at most 1/8, none above slab_max_order (1 with more than 32 MiB of RAM) unless it must. Kernel: calculate_slab_order(). */
function calculateSlabOrder(
  slotSize: number,
  spec: CacheSpec,
  place: FreelistPlace,
  config: LayoutConfig,
): Candidate | undefined {
  const slabMaxOrder = 1;
  let found: Candidate | undefined;
  for (let order = 0; order <= config.maxPageOrder; order++) {
    const slab = orderBytes(order, config);
    const each = place === "at the end of the slab" ? slotSize + indexBytes(config) : slotSize;
    const objects = Math.floor(slab / each);
    if (objects === 0) continue;
    if (objects > 256 ** indexBytes(config) - 1) break;
    if (place === "off the slab" && !offSlabPays(objects * indexBytes(config), slotSize, config)) continue;
    found = { order, objects, leftOver: slab % each };
    if (spec.flags.includes("SLAB_RECLAIM_ACCOUNT") || order >= slabMaxOrder) break;
    if (found.leftOver * 8 <= slab) break;
  }
  return found;
}

/** A freelist of its own must cost less than half an object. */
function offSlabPays(freelistBytes: number, slotSize: number, config: LayoutConfig): boolean {
  const cost =
    freelistBytes > config.kmallocMaxCacheSize
      ? orderBytes(getOrder(freelistBytes, config), config)
      : Math.max(config.kmallocMinSize, 2 ** Math.ceil(Math.log2(freelistBytes)));
  return cost <= slotSize / 2;
}
