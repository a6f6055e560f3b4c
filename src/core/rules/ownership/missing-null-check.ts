import type { Fault } from "../../flow/ownership/fault.ts";
import { fixOf } from "../edits.ts";
import type { Fix } from "../finding.ts";
import { evidenceAt, lineOf } from "../related.ts";
import type { FunctionRule } from "../rule.ts";
import { faultsIn, OWNS } from "./faults.ts";

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
    "A pointer that was handed to a function or a macro first is not reported: that may have tested it. Nor is one " +
    "whose test stands in the same condition as another's.",
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
      yield {
        message: `\`${place}\` may be NULL: ${taken.api.name}() in line ${lineOf(taken.call.start, view.text)} is not checked`,
        span: { start: at.start, end: at.end },
        ...evidenceAt(taken.call.start, `\`${place}\` is taken here`, view.text),
        ...nullCheck(fault, view.text, view.tree.start, view.tree.body.start),
      };
    }
  },
};

/** A test behind the statement that allocates, in functions that return a number or nothing and undo nothing by labels. */
function nullCheck(
  { place, taken }: Extract<Fault, { kind: "unchecked" }>,
  text: string,
  start: number,
  body: number,
): { readonly fix?: Fix } {
  const returns = /^(?:static\s+)?(?:inline\s+)?(?:__\w+\s+)*(int|void)\s+\w+\s*\(/.exec(text.slice(start, body))?.[1];
  const lineStart = text.lastIndexOf("\n", taken.call.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const isAlone = text.slice(lineStart + indent.length).startsWith(`${place} = `) && text[taken.call.end] === ";";
  const before = text.slice(0, lineStart).trimEnd().at(-1) ?? "";
  if (returns === undefined || !isAlone || !";{}".includes(before) || /\bgoto\b/.test(text.slice(body, taken.call.end)))
    return {};
  const way = returns === "int" ? "return -ENOMEM;" : "return;";
  const end = taken.call.end + 1;
  return fixOf(`Test \`${place}\``, false, { start: end, end, text: `\n${indent}if (!${place})\n${indent}\t${way}` });
}
