import type { Call, Statement } from "../../c/tree/nodes.ts";
import { nodesOf } from "../../c/tree/walk.ts";
import { leaves } from "../code.ts";
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
    const copy = rest[0] && copyIn(rest[0]);
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

/** copy_from_user() in a statement or in its condition. */
function copyIn(statement: Statement): Call | undefined {
  const place = statement.kind === "if" ? statement.condition : statement.kind === "expression" ? statement : undefined;
  for (const node of place ? nodesOf(place) : []) {
    if (node.kind === "call" && (node.name === "copy_from_user" || node.name === "__copy_from_user")) return node;
  }
  return undefined;
}
