import { leaves } from "../../c/tree/leaves.ts";
import type { Call, Expression, Statement } from "../../c/tree/nodes.ts";
import { isZero } from "../code.ts";
import type { SiteRule } from "../rule.ts";
import { checkedOf, isTarget, type Site } from "../sites.ts";
import { USER_COPY } from "./related-apis.ts";
import { isWhole } from "./sizes.ts";

export const openCodedMemdupUser: SiteRule = {
  id: "open-coded-memdup-user",
  sees: "site",
  severity: "info",
  confidence: "high",
  summary: "Memory is allocated and filled from user space",
  why: "memdup_user() does both, frees the memory where the copy fails, and on hardened kernels takes it from caches of its own.",
  instead:
    "Use memdup_user() or vmemdup_user(), and test the result with IS_ERR(): it is an error pointer, never NULL.",
  knownLimits: "There is no fix: the test for failure and what is returned change as well.",
  kernelDoc: "https://docs.kernel.org/core-api/mm-api.html",
  alsoFoundBy: ["Coccinelle api/memdup_user.cocci"],
  examples: {
    bad: [
      `
p = kmalloc(n, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^ All of it is copied from user space right after: memdup_user() does both
if (!p)
	return;
if (copy_from_user(p, arg, n))
	goto free;
`,
    ],
    good: ["p = memdup_user(arg, n);", "p = kmalloc(n + 1, GFP_KERNEL);\nif (copy_from_user(p, arg, n))\n\tgoto free;"],
  },
  check(site, context) {
    const api = USER_COPY.get(site.call.name);
    const { check, rest } = checkedOf(site);
    if (api === undefined || !context.has(api) || (check && (!leaves(check.then) || check.otherwise))) return undefined;
    if (!mayBeReplaced(site)) return undefined;
    const copy = rest[0] && copyIn(rest[0], rest[1]);
    const [to, , size] = copy?.args ?? [];
    if (!isTarget(to, site) || !size || !isWhole(size, site, context)) return undefined;
    return { message: `All of it is copied from user space right after: ${api}() does both` };
  },
};

/** memdup_user() allocates with GFP_USER. */
function mayBeReplaced({ assessment: { gfp } }: Site): boolean {
  const usual = ["GFP_KERNEL", "GFP_USER", "__GFP_NOWARN", "__GFP_ZERO", "GFP_KERNEL_ACCOUNT"];
  return gfp.kind === "known" && gfp.flags.every((flag) => usual.includes(flag));
}

/** The copy that a statement consists of, where whatever it leaves out counts as a failure. */
function copyIn(statement: Statement, next: Statement | undefined): Call | undefined {
  if (statement.kind === "if") return leaves(statement.then) ? copyOf(statement.condition) : undefined;
  if (statement.kind !== "expression" || statement.expression.kind !== "assign") return undefined;
  const { target, value } = statement.expression;
  const isTested = next?.kind === "if" && next.condition.kind === "name" && target.kind === "name";
  return isTested && next.condition.name === target.name && leaves(next.then) ? copyOf(value) : undefined;
}

/** `copy_from_user(…)`, also compared with 0, assigned, or marked as unlikely. */
function copyOf(expression: Expression): Call | undefined {
  switch (expression.kind) {
    case "call":
      if (expression.name === "unlikely") return expression.args[0] && copyOf(expression.args[0]);
      return COPIES.has(expression.name) ? expression : undefined;
    case "binary":
      return expression.operator === "!=" && isZero(expression.right) ? copyOf(expression.left) : undefined;
    case "assign":
      return copyOf(expression.value);
    default:
      return undefined;
  }
}

const COPIES: ReadonlySet<string> = new Set(["copy_from_user", "__copy_from_user"]);
