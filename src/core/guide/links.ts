/** A page of the kernel's own documentation. */
export interface DocLink {
  readonly title: string;
  readonly url: string;
}

const DOCS = "https://docs.kernel.org/";

function page(title: string, path: string): DocLink {
  return { title, url: `${DOCS}${path}.html` };
}

/** Pages that the guide refers to, each once. */
export const DOC_LINKS = {
  allocation: page("Memory allocation guide", "core-api/memory-allocation"),
  mmApi: page("Memory management APIs", "core-api/mm-api"),
  dmaHowto: page("Dynamic DMA mapping guide", "core-api/dma-api-howto"),
  dmaApi: page("Dynamic DMA mapping using the generic device", "core-api/dma-api"),
  devres: page("Devres: managed device resources", "driver-api/driver-model/devres"),
  deprecated: page("Deprecated interfaces and idioms", "process/deprecated"),
  slab: page("Slab allocation", "mm/slab"),
  profiling: page("Memory allocation profiling", "mm/allocation-profiling"),
  genalloc: page("The genalloc/genpool subsystem", "core-api/genalloc"),
  bootTime: page("Boot time memory management", "core-api/boot-time-mm"),
  thisCpu: page("this_cpu operations", "core-api/this_cpu_ops"),
  gfpScope: page("GFP masks used from FS/IO context", "core-api/gfp_mask-from-fs-io"),
  skbuff: page("struct sk_buff", "networking/skbuff"),
} as const;

export type DocKey = keyof typeof DOC_LINKS;
