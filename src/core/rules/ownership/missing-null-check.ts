import type { Allocation } from "../../flow/ownership/fault.ts";
import { evidenceAt, lineOf } from "../related.ts";
import type { FunctionRule, RuleFunction } from "../rule.ts";
import { faultsIn, OWNS } from "./faults.ts";
import { nullTest } from "./null-test.ts";

export const missingNullCheck: FunctionRule = {
  id: "missing-null-check",
  sees: "function",
  ...OWNS,
  severity: "warning",
  confidence: "high",
  summary: "The result of an allocation is used without a test",
  why: "Every allocation may fail, also a small one with GFP_KERNEL: then this access crashes.",
  instead: "Test the pointer and return -ENOMEM, or ask with __GFP_NOFAIL where failing cannot be handled.",
  knownLimits:
    "A pointer is not reported any more behind a macro or a function that may have tested it, nor behind a condition that " +
    "may rest on what others say who have it, nor where the mask is a variable, in tests of KUnit and with GFP_NOWAIT in " +
    "__init functions.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["smatch check_deref, check_unchecked_allocation", "Coccinelle null/kmerr"],
  examples: {
    bad: [
      `
struct foo *p = kmalloc(sizeof(*p), GFP_KERNEL);
if (n) p->n = 1;
//     ^^^^ \`p\` may be NULL: kmalloc() in line 3 is not checked
`,
    ],
    good: [
      "struct foo *p = kmalloc(n, GFP_KERNEL);\nif (!p)\n\treturn;\np->n = 1;\nkfree(p);",
      "struct foo *p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);\np->n = 1;\nkfree(p);",
      "struct foo *p = kmalloc(n, GFP_KERNEL);\nASSERT_NOT_NULL(p);\np->n = 1;",
    ],
  },
  *check(view, context) {
    for (const fault of faultsIn(view, context, "unchecked")) {
      const { place, taken, at } = fault;
      if (crashesOnPurpose(taken, view)) continue;
      yield {
        message: `\`${place}\` may be NULL: ${taken.api.name}() in line ${lineOf(taken.call.start, view.text)} is not checked`,
        span: { start: at.start, end: at.end },
        ...evidenceAt(taken.call.start, `\`${place}\` is taken here`, view.text),
        ...nullTest(fault, view),
      };
    }
  },
};

/** A crash is what a test of KUnit reports, and all that is left to early boot, which cannot wait for memory. */
function crashesOnPurpose({ call }: Allocation, { text, tree }: RuleFunction): boolean {
  if (/^[ \t]*#[ \t]*include[ \t]*<kunit\//m.test(text)) return true;
  const head = text.slice(tree.start, tree.body.start);
  return /\b__init\b/.test(head) && call.args.some((mask) => text.slice(mask.start, mask.end) === "GFP_NOWAIT");
}
