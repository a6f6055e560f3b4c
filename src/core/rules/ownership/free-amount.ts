import { freeFunctionNamed } from "../../api/free-functions.ts";
import type { Fault } from "../../flow/ownership/fault.ts";
import { fixOf } from "../edits.ts";
import type { Fix } from "../finding.ts";
import { evidenceAt, lineOf } from "../related.ts";
import type { FunctionRule } from "../rule.ts";
import { faultsIn, OWNS } from "./faults.ts";

export const freeAmount: FunctionRule = {
  id: "free-amount",
  sees: "function",
  ...OWNS,
  severity: "error",
  confidence: "high",
  summary: "More or less is freed than was allocated",
  why:
    "The page allocator does not remember how much it handed out: free_pages() with a smaller order loses pages, with a " +
    "larger one it frees somebody else's.",
  instead: "Give the free the same order or size as the allocation.",
  knownLimits: "Reported only where the two differ whatever their variables hold: two numbers, or `n` and `n + 1`.",
  kernelDoc: "https://docs.kernel.org/core-api/mm-api.html",
  examples: {
    bad: [
      `
unsigned long a = __get_free_pages(GFP_KERNEL, 2);
if (n) free_pages(a, 3);
//     ^^^^^^^^^^^^^^^^ \`a\` was allocated with order 2 in line 3, and is freed with order 3
`,
    ],
    fixed: ["unsigned long a = __get_free_pages(GFP_KERNEL, 2);\nif (n) free_pages(a, 2);"],
    good: [
      "unsigned long a = __get_free_pages(GFP_KERNEL, 2);\nfree_pages(a, 2);",
      "unsigned long a = __get_free_pages(GFP_KERNEL, get_order(n));\nfree_pages(a, few);",
    ],
  },
  *check(view, context) {
    for (const fault of faultsIn(view, context, "amount-mismatch")) {
      const { place, taken, at, amounts } = fault;
      const { what } = amounts;
      const line = lineOf(taken.call.start, view.text);
      yield {
        message: `\`${place}\` was allocated with ${what} ${amounts.taken} in line ${line}, and is freed with ${what} ${amounts.given}`,
        span: { start: at.start, end: at.end },
        ...evidenceAt(taken.call.start, `\`${place}\` is taken here`, view.text),
        ...sameAmount(fault),
      };
    }
  },
};

/** The free gives back what was taken, where it says how much. */
function sameAmount({ at, amounts: { what, taken } }: Extract<Fault, { kind: "amount-mismatch" }>): {
  readonly fix?: Fix;
} {
  const index = freeFunctionNamed(at.name)?.[what];
  const argument = index === undefined ? undefined : at.args[index];
  if (!argument) return {};
  const { start, end } = argument;
  return fixOf(`Free with ${what} ${taken}`, false, { start, end, text: taken });
}
