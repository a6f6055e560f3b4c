import { counted } from "../bytes.ts";
import type { PlacementRule, RuleOption } from "../rule.ts";

const SMALL: RuleOption = { name: "maxPercent", default: 50, summary: "Report at most so many percent of a page" };

export const smallVmalloc: PlacementRule = {
  id: "small-vmalloc",
  sees: "placement",
  severity: "info",
  confidence: "high",
  summary: "vmalloc() is asked for a part of a page",
  why:
    "vmalloc() hands out whole pages with a guard page of addresses behind them, sets up page tables, and flushes TLBs " +
    "when the memory is freed.",
  instead: "Use kmalloc() and kfree(): below a page it fails no more often.",
  knownLimits: "There is no fix, since the free has to change too.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  options: [SMALL],
  examples: {
    bad: [
      `
p = vmalloc(100);
//  ^^^^^^^^^^^^ 100 bytes take a page of 4096 bytes and a mapping: kmalloc() would take 128, freed with kfree()
`,
    ],
    good: ["p = vmalloc(4096);", "p = kmalloc(100, GFP_KERNEL);"],
  },
  check({ api, call, placement }, { config, placeAs, option }) {
    if (placement.kind !== "vmalloc" || api.by !== "vmalloc" || /user|_32|huge/.test(call.callee)) return undefined;
    if (100 * placement.bytesReq > option(SMALL) * config.pageSize) return undefined;
    const slab = placeAs({ by: "kmalloc", bytes: placement.bytesReq, gfp: 0 });
    if (slab.kind !== "slab") return undefined;
    const plain = api.zeroes === true ? "kzalloc" : "kmalloc";
    return {
      message:
        `${counted(placement.bytesReq, "byte")} take a page of ${config.pageSize} bytes and a mapping: ` +
        `${plain}() would take ${slab.bytesAlloc}, freed with kfree()`,
    };
  },
};
