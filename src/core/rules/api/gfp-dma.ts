import type { SiteRule } from "../rule.ts";

export const gfpDma: SiteRule = {
  id: "gfp-dma",
  sees: "site",
  severity: "hint",
  confidence: "moderate",
  summary: "Memory for a device is asked for by its zone",
  why: "ZONE_DMA is the first 16 MiB of a PC, made for ISA cards. It says nothing about what a device can reach, and an IOMMU makes it needless.",
  instead:
    "Set the device's mask with dma_set_mask_and_coherent(), and use dma_alloc_coherent() or dma_map_single() on plain memory.",
  knownLimits: "Old buses and architectures without the DMA API for a device have no other way.",
  kernelDoc: "https://docs.kernel.org/core-api/dma-api-howto.html",
  alsoFoundBy: ["smatch check_gfp_dma"],
  unless: ["gfp-no-reclaim", "gfp-combination"],
  examples: {
    bad: [
      `
p = kmalloc(n, GFP_KERNEL | GFP_DMA);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ GFP_DMA asks for the first 16 MiB: the DMA API knows what the device can reach
`,
    ],
    good: ["p = kmalloc(n, GFP_KERNEL);", "p = dma_alloc_coherent(dev, n, &h, GFP_KERNEL);"],
  },
  check({ assessment: { api, gfp } }, { config }) {
    if (gfp.kind !== "known" || (api.by !== "kmalloc" && api.by !== "pages" && api.by !== "devm")) return undefined;
    if (api.gfp.from !== "argument" || (gfp.value & config.gfp.dma) === 0) return undefined;
    return { message: "GFP_DMA asks for the first 16 MiB: the DMA API knows what the device can reach" };
  },
};
