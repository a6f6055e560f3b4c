import type { KernelConfig } from "./config.ts";
import { bucketClass, kmallocIndex } from "./kmalloc-classes.ts";
import { kmallocType } from "./kmalloc-type.ts";
import { fails, none, unknown, wholeBlock } from "./outcome.ts";
import { getOrder, orderBytes } from "./page-order.ts";
import type {
  FailsPlacement,
  NonePlacement,
  PagesPlacement,
  SlabPlacement,
  TraceStep,
  UnknownPlacement,
} from "./placement.ts";
import { slobKmalloc } from "./slob.ts";
import { atLeast } from "./version.ts";

export type KmallocPlacement = SlabPlacement | PagesPlacement | NonePlacement | FailsPlacement | UnknownPlacement;

/**
 * Where kmalloc() puts `bytes` (a non-negative integer): a slab class up to KMALLOC_MAX_CACHE_SIZE, a block of pages
 * up to KMALLOC_MAX_SIZE, nothing above. `buckets` names the dedicated bucket set of the API, if it has one.
 * Kernel: __kmalloc(), __do_kmalloc_node() since 6.1.
 */
export function kmalloc(bytes: number, gfp: number, config: KernelConfig, buckets?: string): KmallocPlacement {
  if (bytes === 0) return none("kmalloc()", "0 bytes give ZERO_SIZE_PTR: not NULL, and no memory behind it");
  if (config.allocator === "slob") return slobKmalloc(bytes, config);
  if (bytes > config.kmallocMaxCacheSize) return largeKmalloc(bytes, config);
  return fromClass(bytes, gfp, config, buckets);
}

/** ksize(): bytes of the block that kmalloc(bytes) returns; undefined if there is none. */
export function ksize(bytes: number, config: KernelConfig): number | undefined {
  const placement = kmalloc(bytes, 0, config);
  switch (placement.kind) {
    case "slab":
      return placement.objectSize;
    case "pages":
      return placement.bytesAlloc;
    case "none":
      return 0;
    case "fails":
    case "unknown":
      return undefined;
  }
}

function fromClass(bytes: number, gfp: number, config: KernelConfig, buckets: string | undefined): KmallocPlacement {
  const index = kmallocIndex(bytes, config);
  const type = kmallocType(gfp, config);
  const bucketed = buckets !== undefined && config.slabBuckets;
  const found = bucketed ? bucketClass(buckets, index, config) : config.kmalloc[type][index];
  if (found === undefined) return unknown(`no kmalloc cache holds ${bytes} bytes`);
  if (config.unmodelled !== undefined) return unknown(config.unmodelled);

  const { cache, objectSize, slotSize } = found;
  const trace: TraceStep[] = [
    {
      kernel: "kmalloc_index()",
      says:
        bytes === objectSize
          ? `${bytes} bytes fill the ${objectSize}-byte class`
          : `${bytes} bytes round up to the ${objectSize}-byte class`,
    },
    { kernel: "kmalloc_type()", says: bucketed ? BUCKETS_SAY : TYPE_SAYS[type] },
  ];
  if (config.kmallocRunMinAlign > config.kmallocMinAlign && objectSize === config.kmallocRunMinAlign)
    trace.push({
      kernel: "__kmalloc_minalign()",
      says: `without bounce buffers, objects for DMA must be multiples of ${objectSize} bytes`,
    });
  if ((gfp & (config.gfp.highmem | config.gfp.dma32)) !== 0) trace.push(STRIPPED);
  if (slotSize !== objectSize)
    trace.push({ kernel: "calculate_sizes()", says: `an object of ${cache} takes a slot of ${slotSize} bytes` });
  return { kind: "slab", bytesReq: bytes, bytesAlloc: slotSize, overhead: 0, cache, objectSize, slotSize, trace };
}

const BUCKETS_SAY = "the caller has a bucket set of its own, apart from the general caches";
const TYPE_SAYS = {
  normal: "no flag asks for a special kind of memory: a general cache",
  random: "the call site picks one of 16 copies of the general caches",
  dma: "__GFP_DMA takes a cache whose pages come from ZONE_DMA",
  reclaim: "__GFP_RECLAIMABLE takes a cache of reclaimable pages",
  cgroup: "__GFP_ACCOUNT takes a cache that charges the memory cgroup",
} as const;
const STRIPPED: TraceStep = {
  kernel: "kmalloc_fix_flags()",
  says: "__GFP_HIGHMEM and __GFP_DMA32 mean nothing to a slab: they are dropped with a warning",
};

/** Above the largest class. Kernel: kmalloc_order() up to 5.17, __kmalloc_large_node() since 6.1. */
function largeKmalloc(bytes: number, config: KernelConfig): PagesPlacement | FailsPlacement {
  const kernel = atLeast(config.version, "6.1") ? "__kmalloc_large_node()" : "kmalloc_order()";
  const max = config.kmallocMaxSize;
  if (bytes > max) return fails(bytes, kernel, `${bytes} bytes are above KMALLOC_MAX_SIZE, ${max} bytes`);
  const order = getOrder(bytes, config);
  return wholeBlock(bytes, order, config, [
    {
      kernel: "kmalloc()",
      says: `${bytes} bytes are above the largest cache, ${config.kmallocMaxCacheSize} bytes: whole pages`,
    },
    {
      kernel: "get_order()",
      says: `${bytes} bytes need a block of order ${order}, ${orderBytes(order, config)} bytes`,
    },
  ]);
}
