import { evidenceAt, lineOf } from "../related.ts";
import type { FunctionRule } from "../rule.ts";
import { faultsIn, OWNS } from "./faults.ts";

export const doubleFree: FunctionRule = {
  id: "double-free",
  sees: "function",
  ...OWNS,
  severity: "error",
  confidence: "high",
  summary: "Memory is freed twice",
  why: "The second free gives away memory that may belong to somebody else by then, or corrupts the free list.",
  instead: "Free it once on each way; set the pointer to NULL where a later label frees it too.",
  knownLimits:
    "Pointers are followed by name inside one function. Two conditions that can never hold together may be taken for " +
    "ones that can, unless they are written alike.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["Coccinelle free/kfree", "smatch check_free"],
  examples: {
    bad: [
      `
kfree(p);
if (n) kfree(p);
//     ^^^^^^^^ \`p\` was freed in line 3 already
`,
    ],
    good: ["kfree(p);\np = NULL;\nkfree(p);", "if (n)\n\tkfree(p);\nelse\n\tkfree(p);"],
  },
  *check(view, context) {
    for (const { place, freed, at } of faultsIn(view, context, "double-free")) {
      yield {
        message: `\`${place}\` was freed in line ${lineOf(freed.start, view.text)} already`,
        span: { start: at.start, end: at.end },
        ...evidenceAt(freed.start, `\`${place}\` is freed here`, view.text),
      };
    }
  },
};
