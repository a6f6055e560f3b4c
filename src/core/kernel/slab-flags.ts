/**
 * Flags of kmem_cache_create() in any kernel since 4.19. Kernel: include/linux/slab.h. `SLAB_TEMPORARY` is another name
 * of `SLAB_RECLAIM_ACCOUNT`.
 */
export const SLAB_FLAGS: ReadonlySet<string> = new Set([
  "SLAB_ACCOUNT",
  "SLAB_CACHE_DMA",
  "SLAB_CACHE_DMA32",
  "SLAB_CONSISTENCY_CHECKS",
  "SLAB_DEBUG_OBJECTS",
  "SLAB_FAILSLAB",
  "SLAB_HWCACHE_ALIGN",
  "SLAB_KASAN",
  "SLAB_KMALLOC",
  "SLAB_MEM_SPREAD",
  "SLAB_NOLEAKTRACE",
  "SLAB_NO_MERGE",
  "SLAB_NO_OBJ_EXT",
  "SLAB_NO_USER_FLAGS",
  "SLAB_PANIC",
  "SLAB_POISON",
  "SLAB_RECLAIM_ACCOUNT",
  "SLAB_RED_ZONE",
  "SLAB_SKIP_KFENCE",
  "SLAB_STORE_USER",
  "SLAB_TEMPORARY",
  "SLAB_TRACE",
  "SLAB_TYPESAFE_BY_RCU",
]);
