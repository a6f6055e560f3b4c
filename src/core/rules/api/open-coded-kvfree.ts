import type { Expression, If, Statement } from "../../c/tree/nodes.ts";
import { nodesOf } from "../../c/tree/walk.ts";
import { sameCode, statementsOf } from "../code.ts";
import { fixOf, isFragile } from "../edits.ts";
import type { FunctionRule, PlacedReport, RuleFunction } from "../rule.ts";
import { callIn, textOf } from "../sites.ts";

export const openCodedKvfree: FunctionRule = {
  id: "open-coded-kvfree",
  sees: "function",
  mentions: /\bis_vmalloc_addr\b/,
  severity: "info",
  confidence: "high",
  summary: "vfree() or kfree() is chosen by hand",
  why: "kvfree() looks at the address itself.",
  instead: "Use kvfree().",
  kernelDoc: "https://docs.kernel.org/core-api/mm-api.html",
  alsoFoundBy: ["Coccinelle api/kvmalloc.cocci"],
  examples: {
    bad: [
      `
if (is_vmalloc_addr(p))
	vfree(p);
else
	kfree(p);
//	^^^^^^^^ kvfree() chooses between vfree() and kfree() itself
`,
    ],
    fixed: ["kvfree(p);"],
    good: ["kvfree(p);", "if (is_vmalloc_addr(p))\n\tvfree(p);\nelse\n\tput_page(p);"],
  },
  *check(view) {
    if (view.tree.name === "kvfree") return;
    for (const node of nodesOf(view.tree.body)) {
      const report = node.kind === "if" ? reportOn(node, view) : undefined;
      if (report) yield report;
    }
  },
};

function reportOn(test: If, view: RuleFunction): PlacedReport | undefined {
  const { condition, otherwise } = test;
  const isNegated = condition.kind === "unary" && condition.operator === "!";
  const asked = isNegated ? condition.operand : condition;
  const [address] = asked.kind === "call" && asked.name === "is_vmalloc_addr" ? asked.args : [];
  if (!address || !otherwise) return undefined;
  const [mapped, plain] = isNegated ? [otherwise, test.then] : [test.then, otherwise];
  const free = freeIn(plain, "kfree", address, view);
  if (!freeIn(mapped, "vfree", address, view) || !free) return undefined;
  const { start, end } = test;
  const by = `kvfree(${textOf(address, view)});`;
  return {
    message: "kvfree() chooses between vfree() and kfree() itself",
    span: free,
    ...fixOf("Use kvfree()", true, isFragile(view.text, test) ? undefined : { start, end, text: by }),
  };
}

/** The only statement of a branch, where it frees the address. */
function freeIn(branch: Statement, name: string, address: Expression, view: RuleFunction) {
  const [only, ...others] = statementsOf(branch);
  const call = others.length === 0 ? callIn(only, [name]) : undefined;
  const freed = call?.args[0];
  return freed && sameCode(textOf(freed, view), textOf(address, view)) ? call : undefined;
}
