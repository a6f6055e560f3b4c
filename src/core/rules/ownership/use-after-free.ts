import { evidenceAt, lineOf } from "../related.ts";
import type { FunctionRule } from "../rule.ts";
import { faultsIn, OWNS } from "./faults.ts";

export const useAfterFree: FunctionRule = {
  id: "use-after-free",
  sees: "function",
  ...OWNS,
  severity: "error",
  confidence: "high",
  summary: "Memory is used after it was freed",
  why: "The memory may belong to somebody else by then.",
  instead: "Free it last, or keep what is still needed in a variable.",
  knownLimits:
    "Pointers are followed by name inside one function; functions that count references and kfree_rcu() are left alone.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["Coccinelle free/kfree", "smatch check_free"],
  examples: {
    bad: [
      `
kfree(p);
if (n) p->n = 1;
//     ^^^^ \`p\` is used after kfree() in line 3
`,
    ],
    good: ["p->n = 1;\nkfree(p);", 'kfree(p);\npr_info("%p", p);', "kfree(p);\nn = sizeof(*p);"],
  },
  *check(view, context) {
    for (const { place, freed, at } of faultsIn(view, context, "use-after-free")) {
      yield {
        message: `\`${place}\` is used after ${freed.name}() in line ${lineOf(freed.start, view.text)}`,
        span: { start: at.start, end: at.end },
        ...evidenceAt(freed.start, `\`${place}\` is freed here`, view.text),
      };
    }
  },
};
