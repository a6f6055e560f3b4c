import type { FailsPlacement, Placement, RangePlacement } from "../kernel/placement.ts";

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

/** Whether nothing between the ends of a range succeeds: what is above a size that is too large is so too. */
export function failsThroughout({ min, max }: RangePlacement): boolean {
  return min.kind === "fails" && !refusesNothing(min) && max.kind === "fails";
}

/** Whether it fails because 0 bytes are asked for: one byte more may succeed. */
export function refusesNothing(placement: Placement): placement is FailsPlacement {
  return placement.kind === "fails" && Number(placement.bytesReq) === 0;
}
