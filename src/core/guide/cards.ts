import type { KernelConfig } from "../kernel/config.ts";
import type { LeafId } from "./graph.ts";
import { type Limit, limitsOf } from "./limits.ts";
import type { DocKey } from "./links.ts";

/** One allocator at a glance. */
export interface Card {
  readonly id: LeafId;
  readonly title: string;
  readonly purpose: string;
  readonly pros: readonly string[];
  readonly cons: readonly string[];
  readonly links: readonly DocKey[];
}

/** The cards with the limits of one kernel. */
export function cardsFor(config: KernelConfig): readonly (Card & { readonly limits: readonly Limit[] })[] {
  return CARDS.map((card) => ({ ...card, limits: limitsOf(card.id, config) }));
}

export const CARDS: readonly Card[] = [
  {
    id: "kmalloc",
    title: "kmalloc() and its family",
    purpose: "Small memory of any size, from caches of fixed sizes",
    pros: [
      "Fast, usually without a lock",
      "Physically contiguous, usable for streaming DMA",
      "Works in any context but NMI, given the right mask",
    ],
    cons: [
      "Rounds up to the next cache, up to half is lost",
      "Whole pages above the largest cache, doubled in size",
      "Large requests fail once memory is fragmented",
    ],
    links: ["allocation", "slab"],
  },
  {
    id: "kvmalloc",
    title: "kvmalloc()",
    purpose: "Memory whose size may grow beyond a page",
    pros: [
      "Takes kmalloc() while that works, mapped single pages else",
      "Does not fail by fragmentation",
      "One kvfree() for both",
    ],
    cons: [
      "The caller cannot know whether it is contiguous",
      "Not for DMA by one address",
      "Needs a context that may sleep, before 7.0 at least",
    ],
    links: ["allocation", "mmApi"],
  },
  {
    id: "vmalloc",
    title: "vmalloc()",
    purpose: "Large tables and buffers that only the CPU uses",
    pros: ["Needs no pages in a row", "Rounds to pages only", "A guard page catches overruns"],
    cons: [
      "Page tables and TLB entries for each page",
      "Slow to allocate and to free",
      "Not for DMA by one address, not without sleeping",
    ],
    links: ["allocation", "mmApi"],
  },
  {
    id: "pages",
    title: "alloc_pages()",
    purpose: "Whole pages, as struct page or as address",
    pros: ["No header and no cache in between", "For page tables, mappings to user space, own allocators"],
    cons: [
      "Only powers of two of pages",
      "The order must be kept for freeing",
      "Large orders fail once memory is fragmented",
    ],
    links: ["mmApi", "allocation"],
  },
  {
    id: "exact-pages",
    title: "alloc_pages_exact()",
    purpose: "A contiguous buffer of any number of pages",
    pros: ["Gives back what the power of two has too much", "Saves up to half of the block"],
    cons: ["The whole block must be free for a moment", "The size must be kept for freeing"],
    links: ["mmApi"],
  },
  {
    id: "kmem-cache",
    title: "kmem_cache_alloc()",
    purpose: "Many objects of one size",
    pros: [
      "Rounds to the alignment only",
      "Counted by name in /proc/slabinfo, can be checked for leaks",
      "Constructor and reuse under RCU",
    ],
    cons: [
      "At least a slab is held for the first object",
      "May be merged with another cache of like size",
      "The cache must outlive its objects",
    ],
    links: ["slab", "mmApi"],
  },
  {
    id: "mempool",
    title: "mempool_alloc()",
    purpose: "Progress when memory is out",
    pros: [
      "Waits for an element instead of failing, where it may sleep",
      "On top of a cache, of kmalloc() or of pages",
    ],
    cons: ["The reserve is held all the time", "Only helps if elements are given back"],
    links: ["mmApi"],
  },
  {
    id: "devm",
    title: "devm_kzalloc()",
    purpose: "State with the lifetime of a device's driver",
    pros: ["Freed after remove() and on a failed probe()", "No error path to write"],
    cons: [
      "A hidden header may cost the next size",
      "Freed although a file may still be open",
      "kfree() on it is a bug",
    ],
    links: ["devres"],
  },
  {
    id: "dma-coherent",
    title: "dma_alloc_coherent()",
    purpose: "Memory that CPU and device use at once",
    pros: ["No synchronisation calls", "Cleared, and within the reach of the device"],
    cons: ["Whole pages", "Uncached on some machines, slow for the CPU", "The DMA mask must be set first"],
    links: ["dmaApi", "dmaHowto"],
  },
  {
    id: "dma-pool",
    title: "dma_pool_alloc()",
    purpose: "Small coherent blocks of one size",
    pros: ["Many blocks share a page", "Alignment and boundaries as the device wants them"],
    cons: ["Pages stay with the pool until it is destroyed"],
    links: ["dmaApi"],
  },
  {
    id: "streaming-dma",
    title: "dma_map_single(), dma_map_sgtable()",
    purpose: "Data buffers that belong to the device for one transfer",
    pros: ["Cached memory, fast for the CPU", "Works on memory that exists already"],
    cons: [
      "Mapping and unmapping for each transfer",
      "Not while the CPU looks at it",
      "Bounced where alignment or reach do not fit",
    ],
    links: ["dmaHowto"],
  },
  {
    id: "percpu",
    title: "alloc_percpu()",
    purpose: "A copy for every CPU",
    pros: ["No lock, no shared cache line", "Cleared, packed densely"],
    cons: ["As many copies as CPUs are possible", "Small sizes only"],
    links: ["thisCpu", "mmApi"],
  },
  {
    id: "cma",
    title: "CMA",
    purpose: "Contiguous blocks above what the page allocator has",
    pros: ["The area serves movable pages meanwhile", "Exact pages, no power of two"],
    cons: [
      "The area must be set aside at boot",
      "Allocation may move many pages, and takes its time",
      "Drivers reach it through the DMA API only",
    ],
    links: ["dmaApi"],
  },
  {
    id: "nolock",
    title: "genalloc, kmalloc_nolock()",
    purpose: "Memory in NMI and other contexts that allow nothing",
    pros: ["Takes no lock that may be held already"],
    cons: ["May return NULL at any time", "A pool must be filled ahead; kmalloc_nolock() is new in 6.18"],
    links: ["genalloc"],
  },
];
