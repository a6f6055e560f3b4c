import type { Assessment } from "../../analysis/assessment.ts";
import { failsForCertain, whyFails } from "../fails.ts";
import type { PlacementRule, RuleContext } from "../rule.ts";

export const neverSucceeds: PlacementRule = {
  id: "never-succeeds",
  sees: "placement",
  severity: "error",
  confidence: "high",
  summary: "The allocation fails every time",
  why:
    "Every allocator has a limit: kmalloc() ends at KMALLOC_MAX_SIZE, the buddy allocator at its highest order, " +
    "per-CPU memory at 32 KiB. A request above it returns NULL each time, and warns in the kernel log.",
  instead:
    "Ask for less, or take memory that need not be physically contiguous: kvmalloc(), freed with kvfree(), or vmalloc(). " +
    "Contiguous memory above the limit only comes from CMA, through the DMA API.",
  knownLimits:
    "The limits are those of the selected kernel profile: the highest order depends on architecture and page size. " +
    "Coherent DMA memory is not reported, because an IOMMU or memory reserved for the device may serve it.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  examples: {
    bad: [
      `
void *p = kmalloc(4200100, GFP_KERNEL);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ kmalloc() never succeeds: 4200100 bytes are above KMALLOC_MAX_SIZE, 4194304 bytes; kvmalloc() can, freed with kvfree()
`,
      `
struct page *pages = alloc_pages(GFP_KERNEL, 11);
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ alloc_pages() never succeeds: order 11 is above the highest of the buddy allocator, 10
`,
    ],
    good: ["void *p = vmalloc(4200100);", "struct page *pages = alloc_pages(GFP_KERNEL, 10);"],
  },
  check(assessment, context) {
    const { call, placement } = assessment;
    if (placement.kind !== "fails" || !failsForCertain(placement)) return undefined;
    const other = takenByKvmalloc(assessment, context) ? "; kvmalloc() can, freed with kvfree()" : "";
    return { message: `${call.callee}() never succeeds: ${whyFails(placement)}${other}` };
  },
};

/** Whether kvmalloc() would serve a request that kmalloc() refuses. */
function takenByKvmalloc({ api, gfp, placement }: Assessment, { placeAs }: RuleContext): boolean {
  if (placement.kind !== "fails" || api.by !== "kmalloc" || api.zeroes === "copies" || gfp.kind !== "known")
    return false;
  return placeAs({ by: "kvmalloc", bytes: placement.bytesReq, gfp: gfp.value }).kind === "vmalloc";
}
