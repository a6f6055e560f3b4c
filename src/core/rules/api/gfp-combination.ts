import type { Assessment } from "../../analysis/assessment.ts";
import type { Severity } from "../finding.ts";
import type { RuleContext, SiteRule } from "../rule.ts";

export const gfpCombination: SiteRule = {
  id: "gfp-combination",
  sees: "site",
  severity: "warning",
  confidence: "high",
  summary: "Flags that do not go together, or not with this function",
  why: "The allocator drops the flag with a warning and a stack dump, gives NULL, or does without what the flag asks for.",
  instead: "Leave the flag out, or take the function that it is meant for.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  examples: {
    bad: [
      `
p = kmalloc(n, GFP_KERNEL | __GFP_HIGHMEM);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ __GFP_HIGHMEM: the slab allocator drops it, with a warning and a stack dump
`,
      `
p = kmalloc(n, GFP_ATOMIC | __GFP_NOFAIL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ __GFP_NOFAIL needs __GFP_DIRECT_RECLAIM: without it the call warns and may fail or lock up
`,
      `
p = __vmalloc(n, GFP_ATOMIC);
//  ^^^^^^^^^^^^^^^^^^^^^^^^ A mask that does not sleep: before 7.0 __vmalloc() does not support it, and sleeps all the same
`,
      `
p = kvmalloc(n, GFP_ATOMIC);
//  ^^^^^^^^^^^^^^^^^^^^^^^ A mask that does not sleep: kvmalloc() does not fall back to vmalloc()
`,
    ],
    good: [
      "p = __vmalloc(n, GFP_KERNEL);",
      "p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);",
      "page = alloc_page(GFP_KERNEL | __GFP_HIGHMEM);",
    ],
  },
  check({ assessment }, context) {
    const { gfp } = assessment;
    if (gfp.kind !== "known") return undefined;
    const has = (flag: string) => (context.config.gfp.flags[flag] ?? 0) !== 0 && hasBits(gfp.value, flag, context);
    for (const { applies, says, severity } of COMBINATIONS) {
      if (applies({ assessment, has, context })) {
        const message = says.replace("API", `${assessment.call.callee}()`);
        return { message, ...(severity ? { severity } : {}) };
      }
    }
    return undefined;
  },
};

function hasBits(mask: number, flag: string, { config }: RuleContext): boolean {
  const bits = config.gfp.flags[flag] ?? 0;
  return (mask & bits) >>> 0 === bits;
}

interface Asking {
  readonly assessment: Assessment;
  readonly context: RuleContext;
  has(flag: string): boolean;
}

interface Combination {
  readonly applies: (asking: Asking) => boolean;
  readonly says: string;
  readonly severity?: Severity;
}

const COMBINATIONS: readonly Combination[] = [
  {
    applies: ({ assessment, has }) => isSlab(assessment) && has("__GFP_HIGHMEM"),
    says: "__GFP_HIGHMEM: the slab allocator drops it, with a warning and a stack dump",
  },
  {
    applies: ({ assessment, has }) => isSlab(assessment) && has("__GFP_DMA32"),
    says: "__GFP_DMA32: the slab allocator drops it, with a warning and a stack dump, and the memory may be anywhere",
  },
  {
    applies: ({ assessment: { api }, has }) => api.returns === "address" && api.by === "pages" && has("__GFP_HIGHMEM"),
    says: "__GFP_HIGHMEM is dropped: API returns an address, which highmem pages do not have",
  },
  {
    applies: ({ assessment: { api }, has }) => api.by === "pages-exact" && (has("__GFP_COMP") || has("__GFP_HIGHMEM")),
    says: "API warns about __GFP_COMP and __GFP_HIGHMEM and drops them",
  },
  {
    applies: ({ assessment: { api }, has }) => api.by === "dma-coherent" && has("__GFP_COMP"),
    says: "API warns about __GFP_COMP and returns NULL",
  },
  {
    applies: ({ has }) => ["__GFP_DMA", "__GFP_DMA32", "__GFP_HIGHMEM"].filter((zone) => has(zone)).length > 1,
    says: "The mask asks for two zones at once",
  },
  {
    applies: ({ has }) => has("__GFP_NOFAIL") && !has("__GFP_DIRECT_RECLAIM"),
    says: "__GFP_NOFAIL needs __GFP_DIRECT_RECLAIM: without it the call warns and may fail or lock up",
  },
  {
    applies: ({ has }) => has("__GFP_NOFAIL") && (has("__GFP_NORETRY") || has("__GFP_RETRY_MAYFAIL")),
    says: "__GFP_NOFAIL never gives up, __GFP_NORETRY and __GFP_RETRY_MAYFAIL do: one of them is wrong",
  },
  {
    applies: ({ has }) => has("__GFP_NORETRY") && has("__GFP_RETRY_MAYFAIL"),
    says: "__GFP_NORETRY gives up early, __GFP_RETRY_MAYFAIL tries hard: one of them is wrong",
  },
  {
    applies: ({ assessment: { placement }, has }) =>
      has("__GFP_NOFAIL") && placement.kind === "pages" && placement.order > 1,
    says: "__GFP_NOFAIL above order 1 warns: kvmalloc() with __GFP_NOFAIL does not need a block",
  },
  {
    applies: ({ assessment: { api }, has, context: { config } }) =>
      api.by === "vmalloc" && api.sleeps === "gfp" && config.version.major < 7 && !has("__GFP_DIRECT_RECLAIM"),
    says: "A mask that does not sleep: before 7.0 API does not support it, and sleeps all the same",
  },
  {
    applies: ({ assessment: { api }, has, context: { config } }) =>
      api.by === "kvmalloc" && config.version.major < 7 && !has("__GFP_DIRECT_RECLAIM") && !has("__GFP_NOWARN"),
    says: "A mask that does not sleep: API does not fall back to vmalloc()",
    severity: "info",
  },
];

/** Memory of kmalloc() and of caches. */
function isSlab({ api: { by, family } }: Assessment): boolean {
  return by === "kmalloc" || by === "krealloc" || by === "devm" || (by === "object" && family === "slab caches");
}
