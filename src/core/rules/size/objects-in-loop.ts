import { counted } from "../bytes.ts";
import type { RuleOption, SiteRule } from "../rule.ts";

const MIN_PERCENT: RuleOption = {
  name: "minPercent",
  default: 25,
  summary: "Report where a cache of its own would save at least so many percent",
};
const MIN_BYTES: RuleOption = {
  name: "minBytes",
  default: 64,
  summary: "Report where a cache of its own would save at least so many bytes an object",
};

export const objectsInLoop: SiteRule = {
  id: "objects-in-loop",
  sees: "site",
  severity: "hint",
  confidence: "low",
  summary: "Many objects of one size waste what a cache of their own would save",
  why: "kmalloc() rounds every object up to its size class. A kmem_cache packs objects of exactly one size.",
  instead: "Create the cache with KMEM_CACHE() when the module starts, and allocate with kmem_cache_alloc().",
  knownLimits:
    "How often the loop runs, and how long the objects live, is not looked at: for a handful a cache is no gain.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  options: [MIN_PERCENT, MIN_BYTES],
  examples: {
    bad: [
      `
while (n--)
	add(kmalloc(520, GFP_KERNEL));
//	    ^^^^^^^^^^^^^^^^^^^^^^^^ Each object of 520 bytes takes 1024: in a kmem_cache of its own it would take 529
`,
    ],
    good: ["add(kmalloc(520, GFP_KERNEL));", "while (n--)\n\tadd(kmalloc(512, GFP_KERNEL));"],
  },
  check({ assessment: { api, placement, elements }, loops }, { config, placeAs, option }) {
    if (api.by !== "kmalloc" || placement.kind !== "slab" || loops === 0 || elements) return undefined;
    const { bytesReq, bytesAlloc } = placement;
    const cache = placeAs({ by: "cache", bytes: bytesReq, align: 0, flags: [], ctor: false });
    if (cache.kind !== "slab" || !cache.layout) return undefined;
    // What a slab's tail costs is shared by its objects.
    const { order, objectsPerSlab } = cache.layout;
    const each = Math.ceil((config.pageSize * 2 ** order) / objectsPerSlab);
    const saved = bytesAlloc - each;
    if (saved < option(MIN_BYTES) || 100 * saved < option(MIN_PERCENT) * bytesAlloc) return undefined;
    return {
      message: `Each object of ${counted(bytesReq, "byte")} takes ${bytesAlloc}: in a kmem_cache of its own it would take ${each}`,
    };
  },
};
