import type { Arch } from "./arch.ts";
import type { GfpBits } from "./gfp.ts";
import type { KmallocClasses } from "./kmalloc-classes.ts";
import type { KernelVersion } from "./version.ts";

/** A kernel whose slab layout is known, before its kmalloc caches are made. Every knob is resolved; sizes in bytes. */
export interface LayoutConfig {
  readonly version: KernelVersion;
  readonly arch: Arch;
  readonly allocator: "slub" | "slab" | "slob";
  readonly pageSize: number;
  /** log2 of the page size: 12, 14 or 16. */
  readonly pageShift: number;
  /** sizeof(void *). */
  readonly wordSize: 4 | 8;
  /** Highest order of the buddy allocator, inclusive: MAX_PAGE_ORDER (since 6.8), MAX_ORDER - 1 (before 6.4). */
  readonly maxPageOrder: number;

  /** CPUs that count for slab orders: nr_cpu_ids up to 5.10, later the CPUs present. */
  readonly nrCpus: number;
  readonly possibleCpus: number;
  readonly numaNodes: number;
  /** RAM that vmalloc() may use; undefined where the profile does not say. */
  readonly totalPages: number | undefined;

  /** cache_line_size(), what SLAB_HWCACHE_ALIGN aligns to. */
  readonly cacheLine: number;
  /** L1_CACHE_BYTES, also SMP_CACHE_BYTES. */
  readonly l1CacheBytes: number;
  readonly kmallocMinAlign: number;
  readonly kmallocMinSize: number;
  /** __kmalloc_minalign(): what kmalloc classes are multiples of at run time (since 6.5). */
  readonly kmallocRunMinAlign: number;
  readonly kmallocMaxCacheSize: number;
  readonly kmallocMaxSize: number;
  readonly slabMinAlign: number;
  /** ARCH_DMA_MINALIGN, 8 where the architecture has none. */
  readonly dmaMinAlign: number;
  /** sizeof(dma_addr_t). */
  readonly dmaAddrSize: 4 | 8;

  readonly slubTiny: boolean;
  /** CONFIG_SLUB_CPU_PARTIAL: CPUs keep slabs with free objects (until 6.18). */
  readonly slubCpuPartial: boolean;
  readonly slubMinOrder: number;
  readonly slubMaxOrder: number;
  /** slub_min_objects; 0: computed from nrCpus. */
  readonly slubMinObjects: number;
  /** CONFIG_SLUB_DEBUG: the debug flags of kmem_cache_create() count. */
  readonly slubDebugBuilt: boolean;
  readonly slubDebug: readonly SlubDebugBlock[];
  /** slub_debug=O: caches that debugging would move to a higher order lose it. */
  readonly slubDebugKeepsOrder: boolean;
  /** sizeof(struct track). */
  readonly trackSize: number;
  /** Bytes that keep a kmalloc object's requested size under SLAB_STORE_USER; 0 before 6.1. */
  readonly origSize: number;
  /** CONFIG_KASAN_GENERIC: metadata and a red zone follow every object. */
  readonly kasanGeneric: boolean;
  readonly kasanExtraInfo: boolean;
  /** Why slots are not known: debugging that adds metadata which is not modelled. */
  readonly unmodelled: string | undefined;
  readonly slabMerge: boolean;
  readonly hardenedUsercopy: boolean;
}

/** One block of slub_debug=: flags for the named caches (`*` at the end matches the rest), or for all. */
export interface SlubDebugBlock {
  readonly flags: readonly SlubDebugFlag[];
  readonly caches: readonly string[];
}

export type SlubDebugFlag = "SLAB_CONSISTENCY_CHECKS" | "SLAB_RED_ZONE" | "SLAB_POISON" | "SLAB_STORE_USER";

/** What the simulator knows of one kernel. */
export interface KernelConfig extends LayoutConfig {
  readonly gfp: GfpBits;
  readonly kmalloc: KmallocClasses;

  readonly zoneDma: boolean;
  readonly zoneDma32: boolean;
  readonly highmem: boolean;
  /** CONFIG_MEMCG_KMEM, CONFIG_MEMCG since 6.11: __GFP_ACCOUNT means something. */
  readonly memcg: boolean;
  /** kmalloc-cg-* are caches of their own: memcg since 5.14, unless cgroup.memory=nokmem. */
  readonly kmallocCgroup: boolean;
  readonly randomKmallocCaches: boolean;
  readonly slabBuckets: boolean;

  /** Bytes in front of devm memory: offsetof(struct devres, data). */
  readonly devresHeader: number;
  /** kvmalloc() and vmalloc_huge() map PMD_SIZE pages. */
  readonly hugeVmalloc: boolean;
  readonly pmdShift: number;
  /** Bytes of addresses that the vmalloc area has at least. */
  readonly vmallocArea: number;
  /** Size from which vmalloc maps contiguous PTE blocks (arm64 since 6.16), 0: never. */
  readonly contPteSize: number;
  /** dma_alloc_coherent() takes exact pages from a CMA area. */
  readonly dmaCma: boolean;

  readonly net: NetConfig;
  /** Kernels that the profile describes as well; where they place a request differently, the answer is `oneOf`. */
  readonly alternatives: Alternatives | undefined;
}

export interface Alternatives {
  /** The kernel function that decides at run time. */
  readonly kernel: string;
  readonly because: string;
  readonly configs: readonly KernelConfig[];
}

/** Sizes behind alloc_skb(). */
export interface NetConfig {
  /** MAX_HEADER: link layer and tunnel headers. */
  readonly maxHeader: number;
  /** sizeof(struct sk_buff), exact to a cache line. */
  readonly skBuffSize: number;
  /** SKB_DATA_ALIGN(sizeof(struct skb_shared_info)). */
  readonly sharedInfoSize: number;
  readonly netSkbPad: number;
  readonly netIpAlign: number;
}
