import { kmemCacheCreate } from "./cache.ts";
import type { KernelConfig } from "./config.ts";
import { devmKmalloc, devmPages } from "./devres.ts";
import { dmaAllocCoherent, dmaPool } from "./dma.ts";
import { kmalloc } from "./kmalloc.ts";
import { krealloc } from "./krealloc.ts";
import { mempool } from "./mempool.ts";
import { allocNetdev } from "./netdev.ts";
import { amongKernels, withBytes } from "./open-request.ts";
import { fails, unknown } from "./outcome.ts";
import { allocPages, allocPagesBulk, allocPagesExact, allocPagesFor, pageFrag } from "./pages.ts";
import { percpu } from "./percpu.ts";
import type { Placement } from "./placement.ts";
import type { AllocationRequest, Bytes, KmallocRequest } from "./request.ts";
import { allocSkb } from "./skb.ts";
import { kvmalloc, vmalloc } from "./vmalloc.ts";

/** What `config`'s kernel hands out for `request`. Never throws; what the profile leaves open is `oneOf`. */
export function place(request: AllocationRequest, config: KernelConfig): Placement {
  return amongKernels((kernel) => placeIn(request, kernel), config);
}

/** The request on one kernel, once its numbers are known to be sound. */
function placeIn(request: AllocationRequest, config: KernelConfig): Placement {
  switch (request.by) {
    case "pages":
      return withCount(request.order, "order", (order) => allocPages(order, config));
    case "devm-pages":
      return withCount(request.order, "order", (order) => devmPages(order, request.gfp, config));
    case "pages-bulk":
      return withCount(request.count, "count", (count) => allocPagesBulk(count, config));
    case "mempool":
      return placeMempool(request, config);
    case "kmalloc":
    case "devm":
    case "kvmalloc":
    case "vmalloc":
    case "pages-exact":
    case "pages-for":
    case "krealloc":
    case "cache":
    case "dma-coherent":
    case "dma-pool":
    case "percpu":
    case "skb":
    case "page-frag":
    case "netdev":
      return withBytes(request.bytes, config, (bytes) => placeBytes(request, bytes, config));
  }
}

type BytesRequest = Exclude<AllocationRequest, { by: "pages" | "devm-pages" | "pages-bulk" | "mempool" }>;

function placeBytes(request: BytesRequest, bytes: number, config: KernelConfig): Placement {
  switch (request.by) {
    case "kmalloc":
      if (bytes > largestOf(request, config))
        return fails(bytes, "kmalloc_nolock()", `${bytes} bytes are above ${largestOf(request, config)}: always fails`);
      return kmalloc(bytes, request.gfp, config, request.buckets);
    case "devm":
      return devmKmalloc(bytes, request.gfp, config);
    case "kvmalloc":
      return kvmalloc(bytes, request.gfp, config, request.buckets);
    case "vmalloc":
      return vmalloc(bytes, request.huge ?? false, config);
    case "pages-exact":
      return allocPagesExact(bytes, config);
    case "pages-for":
      return allocPagesFor(bytes, config);
    case "krealloc":
      return krealloc(plainBytes(request.oldBytes), bytes, request.gfp, config);
    case "cache":
      return withCount(request.align, "alignment", () => kmemCacheCreate(request, bytes, config));
    case "dma-coherent":
      return dmaAllocCoherent(bytes, request.gfp, config);
    case "dma-pool":
      return dmaPool(bytes, request.align, request.boundary, config);
    case "percpu":
      return percpu(bytes, request.align, config);
    case "skb":
      return allocSkb(bytes, request.gfp, request.via, config);
    case "page-frag":
      return pageFrag(bytes, request.align ?? 1, config);
    case "netdev":
      return allocNetdev(bytes, request.structBytes, config);
  }
}

function placeMempool(request: Extract<AllocationRequest, { by: "mempool" }>, config: KernelConfig): Placement {
  return withCount(request.minNr, "count", (minNr) => {
    const order = request.elementOrder;
    if (order !== undefined) return withCount(order, "order", () => mempool(minNr, { order }, config));
    if (request.elementBytes === undefined) return mempool(minNr, {}, config);
    return withBytes(request.elementBytes, config, (bytes) => mempool(minNr, { bytes }, config));
  });
}

/** So many of the largest pages are all that 52 bits of a physical address reach. */
const MOST = 2 ** 36;

function withCount(value: number, what: string, then: (value: number) => Placement): Placement {
  return Number.isSafeInteger(value) && value >= 0 && value <= MOST
    ? then(value)
    : unknown(`${value} is not a possible ${what}`);
}

function plainBytes(bytes: Bytes | undefined): number | undefined {
  return bytes === undefined || !Number.isSafeInteger(Number(bytes)) || bytes < 0 ? undefined : Number(bytes);
}

/** Bytes of the largest request that the API itself lets through. */
function largestOf({ largestPages = Number.POSITIVE_INFINITY }: KmallocRequest, { pageSize }: KernelConfig): number {
  return largestPages * pageSize;
}
