import { kmemCacheCreate } from "./cache.ts";
import type { KernelConfig } from "./config.ts";
import { devmKmalloc, devmPages } from "./devres.ts";
import { dmaAllocCoherent, dmaPool } from "./dma.ts";
import { kmalloc } from "./kmalloc.ts";
import { krealloc } from "./krealloc.ts";
import { mempool } from "./mempool.ts";
import { allocNetdev } from "./netdev.ts";
import { fails, unknown } from "./outcome.ts";
import { allocPages, allocPagesBulk, allocPagesExact, allocPagesFor, pageFrag } from "./pages.ts";
import { percpu } from "./percpu.ts";
import type { Placement } from "./placement.ts";
import type { AllocationRequest, Bytes } from "./request.ts";
import { samePlacement } from "./same-placement.ts";
import { allocSkb } from "./skb.ts";
import { kvmalloc, vmalloc } from "./vmalloc.ts";

/** What `config`'s kernel hands out for `request`. Never throws; what the profile leaves open is `oneOf`. */
export function place(request: AllocationRequest, config: KernelConfig): Placement {
  const placement = placeIn(request, config);
  if (config.alternatives === undefined || placement.kind === "unknown") return placement;
  const placements: Placement[] = [placement];
  for (const other of config.alternatives.configs) {
    const another = placeIn(request, other);
    if (!placements.some((known) => samePlacement(known, another))) placements.push(another);
  }
  if (placements.length === 1) return placement;
  const { kernel, because } = config.alternatives;
  const bytesReq = "bytesReq" in placement && typeof placement.bytesReq === "number" ? placement.bytesReq : 0;
  return { kind: "oneOf", bytesReq, placements, because, trace: [{ kernel, says: because }] };
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

/** Calls `then` with a size every allocator can compute with; others fail or are unknown here, once. */
function withBytes(bytes: Bytes, config: KernelConfig, then: (bytes: number) => Placement): Placement {
  const plain = Number(bytes);
  if (Number.isSafeInteger(plain) && plain >= 0) {
    // sizeof(size_t) is 4 on a 32-bit kernel.
    if (config.wordSize === 8 || plain < 0x1_0000_0000) return then(plain);
    return fails(bytes, "size_t", `${bytes} bytes do not fit the kernel's 32-bit size_t`);
  }
  if (typeof bytes === "number" && !Number.isInteger(bytes)) return unknown(`${bytes} is not a number of bytes`);
  const exact = BigInt(bytes);
  if (exact < 0n) return fails(exact, "size_t", `${exact} bytes become a huge number as a size_t: always fails`);
  return fails(exact, "size_t", `${exact} bytes are more than any allocator has: always fails`);
}

function withCount(value: number, what: string, then: (value: number) => Placement): Placement {
  return Number.isSafeInteger(value) && value >= 0 && value <= 2 ** 40
    ? then(value)
    : unknown(`${value} is not a possible ${what}`);
}

function plainBytes(bytes: Bytes | undefined): number | undefined {
  return bytes === undefined || !Number.isSafeInteger(Number(bytes)) || bytes < 0 ? undefined : Number(bytes);
}
