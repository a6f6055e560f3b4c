import { kmemCacheCreate } from "../../core/kernel/cache.ts";
import type { KernelConfig } from "../../core/kernel/config.ts";
import { devmKmalloc } from "../../core/kernel/devres.ts";
import { dmaAllocCoherent } from "../../core/kernel/dma.ts";
import { gfpMask } from "../../core/kernel/gfp.ts";
import { kmalloc } from "../../core/kernel/kmalloc.ts";
import { amongKernels, withBytes } from "../../core/kernel/open-request.ts";
import { allocPagesExact, allocPagesFor } from "../../core/kernel/pages.ts";
import { percpu } from "../../core/kernel/percpu.ts";
import type { Placement } from "../../core/kernel/placement.ts";
import { allocSkb } from "../../core/kernel/skb.ts";
import { kvmalloc, vmalloc } from "../../core/kernel/vmalloc.ts";

/** The APIs that have a curve: one for each way in which the kernel rounds. */
export const CURVE_APIS = [
  "kmalloc",
  "kvmalloc",
  "vmalloc",
  "alloc_pages",
  "alloc_pages_exact",
  "devm_kmalloc",
  "kmem_cache_create",
  "dma_alloc_coherent",
  "alloc_percpu",
  "alloc_skb",
] as const;

export type CurveApi = (typeof CURVE_APIS)[number];

export function isCurveApi(name: unknown): name is CurveApi {
  return CURVE_APIS.some((api) => api === name);
}

/** What `bytes` of an API get, with the flags of a plain caller. */
export function placed(api: CurveApi, bytes: number, config: KernelConfig): Placement {
  return amongKernels((kernel) => withBytes(bytes, kernel, (plain) => placedIn(api, plain, kernel)), config);
}

function placedIn(api: CurveApi, bytes: number, config: KernelConfig): Placement {
  const gfp = gfpMask(["GFP_KERNEL"], config) ?? 0;
  switch (api) {
    case "kmalloc":
      return kmalloc(bytes, gfp, config);
    case "kvmalloc":
      return kvmalloc(bytes, gfp, config);
    case "devm_kmalloc":
      return devmKmalloc(bytes, gfp, config);
    case "vmalloc":
      return vmalloc(bytes, false, config);
    case "alloc_pages":
      return allocPagesFor(bytes, config);
    case "alloc_pages_exact":
      return allocPagesExact(bytes, config);
    case "kmem_cache_create":
      return kmemCacheCreate({ by: "cache", bytes, align: 0, flags: [], ctor: false }, bytes, config);
    case "dma_alloc_coherent":
      return dmaAllocCoherent(bytes, gfp, config);
    case "alloc_percpu":
      return percpu(bytes, config.wordSize, config);
    case "alloc_skb":
      return allocSkb(bytes, gfp, "alloc_skb", config);
  }
}

/** The curve that a call of the catalogue lies on, by the allocator that serves it. */
export function curveFor(by: string): CurveApi | undefined {
  return BY_SERVER[by];
}

const BY_SERVER: Readonly<Record<string, CurveApi>> = {
  kmalloc: "kmalloc",
  krealloc: "kmalloc",
  kvmalloc: "kvmalloc",
  vmalloc: "vmalloc",
  pages: "alloc_pages",
  "pages-exact": "alloc_pages_exact",
  devm: "devm_kmalloc",
  cache: "kmem_cache_create",
  "dma-coherent": "dma_alloc_coherent",
  percpu: "alloc_percpu",
  skb: "alloc_skb",
};
