/**
 * What the kernel hands out for one request. `bytesReq`, `bytesAlloc` and `order` mean what they mean in the
 * kmem tracepoints: asked, really spent by the memory manager, and log2 of the pages of a block.
 */
export type Placement =
  | SlabPlacement
  | PagesPlacement
  | VmallocPlacement
  | PercpuPlacement
  | DmaPlacement
  | SkbPlacement
  | NonePlacement
  | FailsPlacement
  | UnknownPlacement
  | OneOfPlacement
  | RangePlacement;

/** One decision on the way to a placement: the kernel function that takes it, and one sentence that says what it decided. */
export interface TraceStep {
  readonly kernel: string;
  readonly says: string;
}

interface Placed {
  /** Bytes the caller asked for, without hidden headers. */
  readonly bytesReq: number;
  /** Bytes the memory manager spends: the slot of a slab, the pages of a block, the mapped pages of a vmalloc area. */
  readonly bytesAlloc: number;
  /** Bytes of a hidden header that the API puts in front of the caller's memory (devres), else 0. */
  readonly overhead: number;
  readonly trace: readonly TraceStep[];
}

export interface SlabPlacement extends Placed {
  readonly kind: "slab";
  readonly cache: string;
  /** Size that ksize() reports for an object of the cache. */
  readonly objectSize: number;
  /** Distance from one object to the next, debug metadata included (`kmem_cache.size`); equal to bytesAlloc. */
  readonly slotSize: number;
  /** Geometry of a slab of this cache; present where it is computed (kmem_cache_create). */
  readonly layout?: CacheLayout;
  /** krealloc(): whether the object was copied to a new one. */
  readonly moved?: boolean;
  /** Objects held by a mempool; bytesReq and bytesAlloc then sum them, and overhead is the pool itself. */
  readonly elements?: number;
}

/** Layout of a kmem_cache as calculate_sizes() and calculate_order() leave it. */
export interface CacheLayout {
  readonly objectSize: number;
  readonly inuse: number;
  readonly align: number;
  readonly slotSize: number;
  readonly order: number;
  readonly objectsPerSlab: number;
  readonly freePointerOffset: number;
  /** Bytes at the end of each slab that hold no object. */
  readonly slabWaste: number;
  readonly redLeftPad: number;
  readonly mergedInto?: string;
}

export interface PagesPlacement extends Placed {
  readonly kind: "pages";
  /** Order of the block taken from the buddy allocator. */
  readonly order: number;
  /** Pages kept; fewer than 2^order after alloc_pages_exact() gave the tail back. */
  readonly pages: number;
  readonly freedPages?: number;
  /** Size that ksize() reports, where the pages come from kmalloc(). */
  readonly objectSize?: number;
  /** krealloc(): whether the block was copied to a new one. */
  readonly moved?: boolean;
  /** Size of the chunk that a page fragment is cut from and shares; bytesAlloc is then the fragment's part. */
  readonly chunkBytes?: number;
  /** Blocks held by a mempool; bytesReq and bytesAlloc then sum them, and overhead is the pool itself. */
  readonly elements?: number;
}

export interface VmallocPlacement extends Placed {
  readonly kind: "vmalloc";
  readonly pages: number;
  /** Unmapped pages of address space behind the area; they cost no memory. */
  readonly guardPages: number;
}

/** bytesReq and bytesAlloc are those of one CPU's copy; every possible CPU has one. */
export interface PercpuPlacement extends Placed {
  readonly kind: "percpu";
  /** Bytes reserved for each possible CPU; equal to bytesAlloc. */
  readonly unitBytes: number;
  readonly possibleCpus: number;
}

export interface DmaPlacement extends Placed {
  readonly kind: "dma";
  readonly pages?: number;
  readonly blockSize?: number;
  readonly blocksPerPage?: number;
}

export interface SkbPlacement extends Placed {
  readonly kind: "skb";
  readonly head: Placement;
  readonly truesize: number;
}

/** A request of 0 bytes: ZERO_SIZE_PTR or NULL, nothing is spent. */
export interface NonePlacement extends Placed {
  readonly kind: "none";
  /** krealloc() to 0 bytes frees the old block. */
  readonly moved?: boolean;
}

/** The request can never succeed. */
export interface FailsPlacement {
  readonly kind: "fails";
  /** A bigint where the request is above Number.MAX_SAFE_INTEGER. */
  readonly bytesReq: number | bigint;
  readonly bytesAlloc: 0;
  readonly overhead: number;
  readonly why: string;
  readonly trace: readonly TraceStep[];
}

export interface UnknownPlacement {
  readonly kind: "unknown";
  readonly why: string;
  readonly trace: readonly TraceStep[];
}

/** The profile leaves open which of these it is. */
export interface OneOfPlacement {
  readonly kind: "oneOf";
  readonly bytesReq: number;
  readonly placements: readonly Placement[];
  readonly because: string;
  readonly trace: readonly TraceStep[];
}

/** Placements of the smallest and the largest size of a range. */
export interface RangePlacement {
  readonly kind: "range";
  readonly min: Placement;
  readonly max: Placement;
  readonly trace: readonly TraceStep[];
}
