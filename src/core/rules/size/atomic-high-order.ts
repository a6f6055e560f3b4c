import { maySleep } from "../../kernel/gfp.ts";
import { exactBytes } from "../bytes.ts";
import type { PlacementRule, RuleOption } from "../rule.ts";

const MOST: RuleOption = { name: "maxOrder", default: 1, summary: "Report blocks of a higher order than this" };

export const atomicHighOrder: PlacementRule = {
  id: "atomic-high-order",
  sees: "placement",
  severity: "hint",
  confidence: "moderate",
  summary: "A block of several pages is asked for without sleeping",
  why: "The allocator can neither reclaim nor compact then: it takes what lies free, and larger blocks often do not.",
  instead: "Allocate where the code may sleep and keep the memory, or ask for less.",
  knownLimits: "Calls with __GFP_NOWARN or __GFP_NORETRY expect to fail and are not reported.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  options: [MOST],
  unless: ["never-succeeds"],
  examples: {
    bad: [
      `
p = kmalloc(16384, GFP_ATOMIC);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ 16384 bytes (16 KiB) are one block of order 2, without sleeping: that fails often
`,
    ],
    good: ["p = kmalloc(8192, GFP_ATOMIC);", "p = kmalloc(16384, GFP_KERNEL);"],
  },
  check({ api, gfp, placement }, { config, option }) {
    if (placement.kind !== "pages" || placement.order <= option(MOST) || gfp.kind !== "known") return undefined;
    if (api.by !== "kmalloc" && api.by !== "krealloc" && api.by !== "pages" && api.by !== "devm") return undefined;
    const expects = ["__GFP_NOWARN", "__GFP_NORETRY", "GFP_NOWAIT"].some((flag) => gfp.flags.includes(flag));
    if (maySleep(gfp.value, config) || expects) return undefined;
    return {
      message: `${exactBytes(placement.bytesReq)} are one block of order ${placement.order}, without sleeping: that fails often`,
    };
  },
};
