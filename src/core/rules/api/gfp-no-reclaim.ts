import type { SiteRule } from "../rule.ts";

export const gfpNoReclaim: SiteRule = {
  id: "gfp-no-reclaim",
  sees: "site",
  severity: "warning",
  confidence: "moderate",
  summary: "The mask lets the allocator reclaim nothing",
  why: "Without __GFP_DIRECT_RECLAIM and __GFP_KSWAPD_RECLAIM the call gives up where the free lists are short, and wakes nobody.",
  instead:
    "Add GFP_KERNEL where the code may sleep, GFP_ATOMIC or GFP_NOWAIT where it may not: GFP_DMA alone is only a zone.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["smatch check_gfp_dma"],
  examples: {
    bad: [
      `
p = kmalloc(n, GFP_DMA);
//  ^^^^^^^^^^^^^^^^^^^ The mask GFP_DMA lets the allocator neither sleep nor wake the reclaimer: it gives up early
`,
    ],
    good: [
      "p = kmalloc(n, GFP_KERNEL | GFP_DMA);",
      "p = kmalloc(n, GFP_NOWAIT);",
      "p = kmalloc(n, gfp & ~__GFP_RECLAIM);",
    ],
  },
  check({ assessment }, { config }) {
    const { api, gfp } = assessment;
    if (gfp.kind !== "known" || api.gfp.from !== "argument" || !ALLOCATE.has(api.by)) return undefined;
    const reclaim = (config.gfp.flags.__GFP_DIRECT_RECLAIM ?? 0) | (config.gfp.flags.__GFP_KSWAPD_RECLAIM ?? 0);
    // Who says how the attempt may fail has thought about it.
    const tries = (config.gfp.flags.__GFP_NORETRY ?? 0) | (config.gfp.flags.__GFP_NOWARN ?? 0);
    if (reclaim === 0 || (gfp.value & (reclaim | tries)) !== 0) return undefined;
    const written = gfp.flags.filter((flag) => !(api.adds ?? []).includes(flag)).join(" | ") || "0";
    return {
      message: `The mask ${written} lets the allocator neither sleep nor wake the reclaimer: it gives up early`,
    };
  },
};

const ALLOCATE: ReadonlySet<string> = new Set(["kmalloc", "krealloc", "devm", "kvmalloc", "pages", "pages-exact"]);
