/** What a GFP flag or mask asks of the allocator, in one sentence. */
export const GFP_MEANINGS: Readonly<Record<string, string>> = {
  GFP_KERNEL: "The usual mask in process context: may sleep, write out data and free caches to get memory",
  GFP_KERNEL_ACCOUNT: "GFP_KERNEL, charged to the memory cgroup of the task",
  GFP_ATOMIC: "For code that must not sleep: takes from reserves, wakes kswapd, and can fail",
  GFP_NOWAIT: "For code that must not sleep and can do without: no reserves, wakes kswapd, fails easily",
  GFP_NOIO: "May sleep, but starts no I/O: for block drivers",
  GFP_NOFS: "May sleep, but does not call into file systems: for file systems holding their locks",
  GFP_USER: "GFP_KERNEL for memory that user space maps, within the task's cpuset",
  GFP_HIGHUSER: "GFP_USER that may come from high memory, which the kernel has no permanent address for",
  GFP_HIGHUSER_MOVABLE: "GFP_HIGHUSER for pages that the kernel may move",
  GFP_DMA: "Memory from ZONE_DMA alone; without a reclaim flag beside it, it gives up early",
  GFP_DMA32: "Memory below 4 GiB; without a reclaim flag beside it, it gives up early",
  GFP_TRANSHUGE_LIGHT: "For a huge page if one is free at once",
  GFP_TRANSHUGE: "For a huge page that is worth some reclaim",
  __GFP_RECLAIM: "May reclaim memory, by itself and by kswapd",
  __GFP_DIRECT_RECLAIM: "May sleep to reclaim memory by itself",
  __GFP_KSWAPD_RECLAIM: "Wakes kswapd when memory runs low",
  __GFP_IO: "May start physical I/O to get memory",
  __GFP_FS: "May call into file systems to get memory",
  __GFP_HIGH: "May take from the reserves",
  __GFP_ATOMIC: "The caller cannot sleep or reclaim, and matters much",
  __GFP_MEMALLOC: "May take from all reserves: it frees more memory than it takes",
  __GFP_NOMEMALLOC: "Must not take from the reserves, whatever the task is allowed",
  __GFP_NORETRY: "Gives up after a light try to reclaim memory",
  __GFP_RETRY_MAYFAIL: "Tries harder, but fails rather than kill a task for memory",
  __GFP_NOFAIL: "Tries until it succeeds: the caller handles no failure",
  __GFP_NOWARN: "Does not report a failure in the kernel log",
  __GFP_ZERO: "The memory is cleared",
  __GFP_COMP: "The pages form one compound page",
  __GFP_ACCOUNT: "Charged to the memory cgroup of the task",
  __GFP_DMA: "Memory from ZONE_DMA, for devices that reach no further",
  __GFP_DMA32: "Memory below 4 GiB; slab allocators ignore it",
  __GFP_HIGHMEM: "May come from high memory, which slab allocators cannot hand out",
  __GFP_MOVABLE: "The kernel may move the pages",
  __GFP_RECLAIMABLE: "A shrinker can free the memory: it is kept with others of the kind",
  __GFP_WRITE: "The page will be written to, so dirty pages are spread over the zones",
  __GFP_HARDWALL: "Stays within the task's cpuset",
  __GFP_THISNODE: "Stays on the node that is asked for",
  __GFP_ZEROTAGS: "Memory tags are cleared with the memory",
  __GFP_SKIP_ZERO: "Leaves out clearing that the tags' hardware does",
  __GFP_SKIP_KASAN: "Leaves out KASAN's marking of the pages",
  __GFP_SKIP_KASAN_POISON: "Leaves out KASAN's marking when the pages are freed",
  __GFP_SKIP_KASAN_UNPOISON: "Leaves out KASAN's marking when the pages are handed out",
  __GFP_NOLOCKDEP: "Lockdep does not watch this reclaim context",
  __GFP_NO_OBJ_EXT: "No vector for accounting is made for the slab",
};

/** When to use a flag or mask, and what is better elsewhere. */
const GFP_USES: Readonly<Record<string, string>> = {
  GFP_KERNEL:
    "In process context with no spinlock held: probe(), system calls, work items, threaded interrupt handlers",
  GFP_KERNEL_ACCOUNT: "For memory that a task of user space makes the kernel keep, such as what stands behind a file",
  GFP_ATOMIC: "In interrupts and under spinlocks, where a failure would hurt; else GFP_NOWAIT",
  GFP_NOWAIT: "In interrupts and under spinlocks, where there is a way on without the memory",
  GFP_NOIO: "Better memalloc_noio_save() around the section: it counts for the functions called there, too",
  GFP_NOFS: "Better memalloc_nofs_save() around the section: it counts for the functions called there, too",
  GFP_USER: "For buffers that are mapped into user space",
  GFP_HIGHUSER: "For pages of user space, which the kernel maps with kmap_local_page() to reach them",
  GFP_HIGHUSER_MOVABLE: "For pages of user space that nothing but page tables refers to",
  GFP_DMA: "OR-ed with GFP_KERNEL, for devices with few address lines; better dma_alloc_coherent() and a DMA mask",
  GFP_DMA32: "OR-ed with GFP_KERNEL, for whole pages; better dma_alloc_coherent() and a DMA mask of 32 bits",
  __GFP_HIGH: "Part of GFP_ATOMIC",
  __GFP_MEMALLOC: "Only where freeing memory needs memory, such as swap over the network; better a mempool",
  __GFP_NORETRY: "For large blocks where there is a fallback; kvmalloc() does so by itself",
  __GFP_RETRY_MAYFAIL: "For large blocks that are worth waiting for, where a failure is handled",
  __GFP_NOFAIL: "Only where a failure cannot be handled, with a mask that may sleep, and for small blocks",
  __GFP_NOWARN: "Where a failure is expected and handled",
  __GFP_ZERO: "kzalloc() and its like set it by themselves",
  __GFP_COMP: "For pages whose parts are counted or mapped one by one",
  __GFP_ACCOUNT: "For memory that a task of user space makes the kernel keep",
  __GFP_DMA32: "For whole pages only; better dma_alloc_coherent() and a DMA mask of 32 bits",
  __GFP_HIGHMEM: "With alloc_page(), not with kmalloc() or __get_free_pages()",
  __GFP_THISNODE: "With the _node functions, where another node's memory is of no use",
};

/** When to use a flag; undefined where its meaning says it all. */
export function gfpUse(flag: string): string | undefined {
  return Object.hasOwn(GFP_USES, flag) ? GFP_USES[flag] : undefined;
}

/** The meaning of a flag; undefined for one that has no name. */
export function gfpMeaning(flag: string): string | undefined {
  return Object.hasOwn(GFP_MEANINGS, flag) ? GFP_MEANINGS[flag] : undefined;
}
