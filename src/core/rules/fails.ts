import type { FailsPlacement } from "../kernel/placement.ts";

/** Refusals of the page allocator that an IOMMU or memory reserved for the device would spare the caller. */
const ONLY_DIRECT_DMA: readonly string[] = ["__dma_direct_alloc_pages()", "dma_alloc_coherent()"];

/** Whether a request that fails in the simulator does so on every machine of the profile. */
export function failsForCertain({ trace }: FailsPlacement): boolean {
  return !trace.some(({ kernel }) => ONLY_DIRECT_DMA.includes(kernel));
}

/** Why a request can never succeed, to stand behind words that say so. */
export function whyFails({ why }: FailsPlacement): string {
  return why.replace(/: always fails$/, "");
}
