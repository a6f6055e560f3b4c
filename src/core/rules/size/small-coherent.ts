import { counted } from "../bytes.ts";
import type { SiteRule } from "../rule.ts";

export const smallCoherent: SiteRule = {
  id: "small-coherent",
  sees: "site",
  severity: "hint",
  confidence: "high",
  summary: "Small coherent buffers are allocated one by one",
  why: "Every dma_alloc_coherent() takes whole pages. A pool cuts many blocks of one size out of a page.",
  instead: "Create a dma_pool once, and take the buffers with dma_pool_alloc().",
  knownLimits: "Only in a loop, where several buffers of one size are certain.",
  kernelDoc: "https://docs.kernel.org/core-api/dma-api.html#part-ib-small-dma-coherent-buffers",
  examples: {
    bad: [
      `
for (i = 0; i < n; i++)
	p[i] = dma_alloc_coherent(dev, 64, &h[i], GFP_KERNEL);
//	       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Each of these 64 bytes takes a page of 4096: a dma_pool puts 64 of them into one
`,
    ],
    good: [
      "p = dma_alloc_coherent(dev, 64, &h, GFP_KERNEL);",
      "for (i = 0; i < n; i++)\n\tp[i] = dma_pool_alloc(pool, GFP_KERNEL, &h[i]);",
    ],
  },
  check({ assessment: { api, placement }, loops }, { config, placeAs }) {
    if (api.by !== "dma-coherent" || placement.kind !== "dma" || loops === 0) return undefined;
    const { bytesReq } = placement;
    if (2 * bytesReq > config.pageSize) return undefined;
    const pool = placeAs({ by: "dma-pool", bytes: bytesReq, align: 0, boundary: 0 });
    if (pool.kind !== "dma" || pool.blocksPerPage === undefined) return undefined;
    const each = bytesReq === 1 ? "Each of these bytes" : `Each of these ${counted(bytesReq, "byte")}`;
    return {
      message: `${each} takes a page of ${config.pageSize}: a dma_pool puts ${pool.blocksPerPage} of them into one`,
    };
  },
};
