import type { Assessment } from "../../analysis/assessment.ts";
import { exactBytes } from "../bytes.ts";
import type { PlacementRule, RuleOption } from "../rule.ts";

/** PAGE_ALLOC_COSTLY_ORDER: up to this order the allocator keeps trying. */
const MOST: RuleOption = { name: "maxOrder", default: 3, summary: "Report blocks of a higher order than this" };

export const costlyOrder: PlacementRule = {
  id: "costly-order",
  sees: "placement",
  severity: "hint",
  confidence: "moderate",
  summary: "A large contiguous block is asked for, which may not be there",
  why:
    "Up to order 3 (PAGE_ALLOC_COSTLY_ORDER) the page allocator tries on and on. Above it gives up where memory is " +
    "fragmented, at any time after boot.",
  instead:
    "Use kvmalloc() and kvfree(), which fall back to pages from everywhere, or vmalloc(). Where the block must be " +
    "contiguous, allocate it when the device is found and handle the failure.",
  knownLimits:
    "Calls that say how they may fail, by __GFP_NORETRY, __GFP_RETRY_MAYFAIL or __GFP_NOWARN, are not reported, and " +
    "functions that run while the kernel or a device starts are no exception.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  options: [MOST],
  unless: ["exact-pages", "never-succeeds"],
  examples: {
    bad: [
      `
p = kzalloc(65536, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ 65536 bytes (64 KiB) are one block of order 4, which fails where memory is fragmented; for memory that no device reads kvzalloc() does not need it, freed with kvfree()
`,
    ],
    good: [
      "p = kzalloc(32768, GFP_KERNEL);",
      "p = kzalloc(65536, GFP_KERNEL | __GFP_NORETRY);",
      "p = kvmalloc(65536, GFP_KERNEL);",
    ],
  },
  check(assessment, { option }) {
    const { api, gfp, placement } = assessment;
    if (placement.kind !== "pages" || placement.order <= option(MOST) || placement.elements !== undefined)
      return undefined;
    if (api.by !== "kmalloc" && api.by !== "krealloc") return undefined;
    if (gfp.kind !== "known" || gfp.flags.some((flag) => THOUGHT_OF.has(flag))) return undefined;
    return {
      message: `${exactBytes(placement.bytesReq)} are one block of order ${placement.order}, which fails where memory is fragmented${instead(assessment)}`,
    };
  },
};

/** Flags that say how the call may fail, or that the memory is for a device. */
const THOUGHT_OF: ReadonlySet<string> = new Set([
  "__GFP_NORETRY",
  "__GFP_RETRY_MAYFAIL",
  "__GFP_NOWARN",
  "__GFP_NOFAIL",
  "GFP_NOWAIT",
  "GFP_DMA",
  "__GFP_DMA",
]);

function instead({ call, gfp }: Assessment): string {
  const virtual = VIRTUAL.get(call.callee);
  const sleeps = gfp.kind === "known" && gfp.flags.includes("GFP_KERNEL");
  return virtual !== undefined && sleeps
    ? `; for memory that no device reads ${virtual}() does not need it, freed with kvfree()`
    : "";
}

const VIRTUAL: ReadonlyMap<string, string> = new Map([
  ["kmalloc", "kvmalloc"],
  ["kzalloc", "kvzalloc"],
  ["kmalloc_array", "kvmalloc_array"],
  ["kcalloc", "kvcalloc"],
]);
