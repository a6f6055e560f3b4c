import { isPowerOfTwo } from "./bits.ts";
import type { KernelConfig, LayoutConfig } from "./config.ts";
import { findMergeable } from "./merge.ts";
import { fails, unknown } from "./outcome.ts";
import type { Placement, TraceStep } from "./placement.ts";
import type { CacheRequest } from "./request.ts";
import { slabLayout } from "./slab-layout.ts";
import { type CacheSpec, type SlubLayout, slubLayout } from "./slub-layout.ts";

/** One object of a new cache, and the layout of its slabs. Kernel: kmem_cache_create() → __kmem_cache_create(). */
export function kmemCacheCreate(request: CacheRequest, bytes: number, config: KernelConfig): Placement {
  const kernel = "kmem_cache_create()";
  if (bytes === 0) return unknown("a cache of 0-byte objects has no layout");
  if (request.align !== 0 && !isPowerOfTwo(request.align))
    return unknown(`alignment ${request.align} is not a power of two: the layout is not defined`);
  if (bytes > config.kmallocMaxSize)
    return fails(bytes, kernel, `${bytes} bytes are above KMALLOC_MAX_SIZE, ${config.kmallocMaxSize} bytes`);
  if (config.allocator === "slob") return unknown("SLOB has no slabs: objects are cut from shared pages");
  if (config.unmodelled !== undefined) return unknown(config.unmodelled);

  const cache = request.name ?? "cache";
  const spec: CacheSpec = {
    name: cache,
    size: bytes,
    align: request.align,
    flags: request.flags,
    ctor: request.ctor,
    ...(request.freePointerOffset === undefined ? {} : { freePointerOffset: request.freePointerOffset }),
  };
  const layout = layoutOf(spec, config);
  if (!layout)
    return fails(bytes, "calculate_order()", "no order of the buddy allocator holds one object with its metadata");
  const mergedInto = findMergeable(request, bytes, config);
  const { flags: _, ...geometry } = layout;
  return {
    kind: "slab",
    bytesReq: bytes,
    bytesAlloc: layout.slotSize,
    overhead: 0,
    cache: mergedInto ?? cache,
    objectSize: usableSize(layout, config),
    slotSize: layout.slotSize,
    layout: { ...geometry, ...(mergedInto === undefined ? {} : { mergedInto }) },
    trace: layoutTrace(layout, bytes, mergedInto, config),
  };
}

/** Slot of a cache that exists; undefined if it has none. */
export function slotSizeOf(
  cache: { name: string; size: number; align: number; flags: readonly string[]; ctor: boolean },
  config: LayoutConfig,
): number | undefined {
  return layoutOf(cache, config)?.slotSize;
}

function layoutOf(spec: CacheSpec, config: LayoutConfig): SlubLayout | undefined {
  return config.allocator === "slab" ? slabLayout(spec, config) : slubLayout(spec, config);
}

/** Kernel: slab_ksize(). */
function usableSize({ objectSize, inuse, slotSize, flags }: SlubLayout, { kasanGeneric }: LayoutConfig): number {
  if (kasanGeneric || flags.includes("SLAB_RED_ZONE") || flags.includes("SLAB_POISON")) return objectSize;
  return flags.includes("SLAB_TYPESAFE_BY_RCU") || flags.includes("SLAB_STORE_USER") ? inuse : slotSize;
}

function layoutTrace(layout: SlubLayout, bytes: number, merged: string | undefined, config: KernelConfig): TraceStep[] {
  const { align, slotSize, order, objectsPerSlab, slabWaste, freePointerOffset, inuse } = layout;
  const outside = freePointerOffset >= inuse && config.allocator === "slub";
  const trace: TraceStep[] = [
    { kernel: "calculate_alignment()", says: `objects are aligned to ${align} bytes` },
    {
      kernel: "calculate_sizes()",
      says: `${bytes} bytes take a slot of ${slotSize}${outside ? ", the free pointer behind the object" : ""}`,
    },
    {
      kernel: "calculate_order()",
      says: `a slab of order ${order} holds ${objectsPerSlab} objects and leaves ${slabWaste} bytes`,
    },
  ];
  if (merged !== undefined)
    trace.push({ kernel: "find_mergeable()", says: `the new cache becomes an alias of ${merged}` });
  return trace;
}
