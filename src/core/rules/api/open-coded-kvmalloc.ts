import type { Expression, Statement } from "../../c/tree/nodes.ts";
import { nodesOf } from "../../c/tree/walk.ts";
import { sameCode, statementsOf } from "../code.ts";
import type { SiteRule } from "../rule.ts";
import { checkedOf, type Site } from "../sites.ts";

export const openCodedKvmalloc: SiteRule = {
  id: "open-coded-kvmalloc",
  sees: "site",
  severity: "info",
  confidence: "high",
  summary: "kmalloc() falls back to vmalloc() by hand",
  why: "kvmalloc() does that, without a warning in the log and without trying hard for contiguous memory first.",
  instead: "Use kvmalloc() or kvzalloc(), and free with kvfree().",
  knownLimits: "There is no fix: every free of the memory has to change too.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["Coccinelle api/kvmalloc.cocci"],
  examples: {
    bad: [
      `
p = kmalloc(n, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^ vmalloc() stands in where kmalloc() fails: kvmalloc() does that
if (!p)
	p = vmalloc(n);
`,
      `
if (n > 4096)
	p = vzalloc(n);
else
	p = kzalloc(n, GFP_KERNEL);
//	    ^^^^^^^^^^^^^^^^^^^^^^ vzalloc() stands in for other sizes: kvzalloc() does that
`,
    ],
    good: ["p = kvmalloc(n, GFP_KERNEL);", "if (n & 1)\n\tp = vmalloc(n);\nelse\n\tp = kmalloc(n, GFP_KERNEL);"],
  },
  check(site) {
    const api = BOTH.get(site.call.name);
    // In a loop that tries again, more is meant.
    if (api === undefined || site.target === undefined || site.loops > 0) return undefined;
    const { check } = checkedOf(site);
    const behind = check && statementsOf(check.then)[0];
    const fallback = behind && mappedIn(behind, site);
    if (fallback !== undefined)
      return { message: `${fallback}() stands in where ${site.call.name}() fails: ${api}() does that` };
    const other = otherBranch(site);
    const chosen = other && mappedIn(other, site);
    return chosen === undefined ? undefined : { message: `${chosen}() stands in for other sizes: ${api}() does that` };
  },
};

const BOTH: ReadonlyMap<string, string> = new Map([
  ["kmalloc", "kvmalloc"],
  ["kzalloc", "kvzalloc"],
  ["kmalloc_array", "kvmalloc_array"],
  ["kcalloc", "kvcalloc"],
]);

const MAPPED: ReadonlySet<string> = new Set(["vmalloc", "vzalloc", "__vmalloc", "vmalloc_array", "vcalloc"]);

/** The function of the vmalloc family whose result a statement assigns to the same target. */
function mappedIn(statement: Statement, { target = "", text }: Site): string | undefined {
  if (statement.kind !== "expression" || statement.expression.kind !== "assign") return undefined;
  const { target: to, value } = statement.expression;
  const call: Expression = value.kind === "cast" ? value.operand : value;
  if (call.kind !== "call" || !MAPPED.has(call.name)) return undefined;
  return sameCode(text.slice(to.start, to.end), target) ? call.name : undefined;
}

/** `size > PAGE_SIZE`; a flag chooses for other reasons. */
function comparesSizes(condition: Expression): boolean {
  return nodesOf(condition).some((node) => node.kind === "binary" && /^[<>]=?$/.test(node.operator));
}

/** The only statement of the other branch, where the allocation is the only one of its branch. */
function otherBranch({ statement, call }: Site): Statement | undefined {
  if (statement.kind !== "if" || !statement.otherwise || !comparesSizes(statement.condition)) return undefined;
  const branches = [statement.then, statement.otherwise];
  const own = branches.findIndex(({ start, end }) => start <= call.start && call.end <= end);
  const [mine, other] = own === 0 ? branches : [branches[1], branches[0]];
  if (own < 0 || !mine || !other || statementsOf(mine).length !== 1 || statementsOf(other).length !== 1)
    return undefined;
  return statementsOf(other)[0];
}
