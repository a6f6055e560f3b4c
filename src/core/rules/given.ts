import type {
  DmaPlacement,
  FailsPlacement,
  NonePlacement,
  PagesPlacement,
  PercpuPlacement,
  Placement,
  SkbPlacement,
  SlabPlacement,
  VmallocPlacement,
} from "../kernel/placement.ts";

/** A placement that hands out a known number of bytes. */
export type Given =
  | SlabPlacement
  | PagesPlacement
  | VmallocPlacement
  | PercpuPlacement
  | DmaPlacement
  | SkbPlacement
  | NonePlacement;

/** The placement, where it says how many bytes are given. */
export function givenBy(placement: Placement): Given | undefined {
  switch (placement.kind) {
    case "slab":
    case "pages":
    case "vmalloc":
    case "percpu":
    case "dma":
    case "skb":
    case "none":
      return placement;
    case "fails":
    case "unknown":
    case "oneOf":
    case "range":
      return undefined;
  }
}

/** Bytes given beyond those asked for, a hidden header included. */
export function wastedBytes({ bytesReq, bytesAlloc }: Pick<Given, "bytesReq" | "bytesAlloc">): number {
  return bytesAlloc - bytesReq;
}

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
