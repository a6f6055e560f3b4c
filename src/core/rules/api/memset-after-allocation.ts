import { leaves } from "../../c/tree/leaves.ts";
import type { Call } from "../../c/tree/nodes.ts";
import { hasDirective, isZero } from "../code.ts";
import { calling, fixOf, withoutStatement } from "../edits.ts";
import type { RuleContext, SiteRule } from "../rule.ts";
import { callIn, checkedOf, isTarget, type Site } from "../sites.ts";
import { ZEROED } from "./related-apis.ts";
import { isWhole } from "./sizes.ts";

export const memsetAfterAllocation: SiteRule = {
  id: "memset-after-allocation",
  sees: "site",
  severity: "info",
  confidence: "high",
  summary: "Memory is allocated and then cleared",
  why: "The zeroing form says so in one line, and the allocator can spare the work where pages are cleared already.",
  instead: "Allocate with the zeroing form and drop the memset().",
  knownLimits: "The memset() must follow the allocation and its check, and clear exactly what was asked for.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["Coccinelle api/alloc/zalloc-simple.cocci", "Coccinelle api/alloc/pool_zalloc-simple.cocci"],
  examples: {
    bad: [
      `
p = kmalloc(n, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^ All of it is cleared right after: kzalloc() does that
if (!p)
	return;
memset(p, 0, n);
`,
      `
p = vmalloc(4096);
//  ^^^^^^^^^^^^^ All of it is cleared right after: vzalloc() does that
memset(p, 0, PAGE_SIZE);
`,
      `
d = dma_pool_alloc(pool, GFP_KERNEL, &h);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ All of it is cleared right after: dma_pool_zalloc() does that
memset(d, 0, sizeof(*d));
`,
    ],
    fixed: [
      "p = kzalloc(n, GFP_KERNEL);\nif (!p)\n\treturn;",
      "p = vzalloc(4096);",
      "d = dma_pool_zalloc(pool, GFP_KERNEL, &h);",
    ],
    good: [
      "d = dma_pool_zalloc(pool, GFP_KERNEL, &h);",
      "p = kmalloc(n, GFP_KERNEL);\nif (!p)\n\treturn;\nmemset(p, 0xff, n);",
      "p = kmalloc(n, GFP_KERNEL);\nmemset(p, 0, few);",
    ],
  },
  check(site, context) {
    const api = ZEROED.get(site.call.name);
    const cleared = clearedBehind(site, context);
    if (api === undefined || cleared === undefined || !context.has(api)) return undefined;
    if (site.assessment.gfp.kind === "known" && site.assessment.gfp.flags.includes("__GFP_ZERO")) return undefined;
    return {
      message: `All of it is cleared right after: ${api}() does that`,
      ...fixOf(`Use ${api}()`, true, calling(site, api), withoutStatement(cleared.statement, site.text)),
    };
  },
};

export interface Cleared {
  readonly statement: Site["statement"];
  readonly memset: Call;
}

/** The memset() that clears the whole allocation, right behind it and its check. */
export function clearedBehind(site: Site, context: RuleContext): Cleared | undefined {
  const { check, rest } = checkedOf(site);
  const [statement] = rest;
  const memset = callIn(statement, ["memset"]);
  if (!statement || !memset || (check && (!leaves(check.then) || check.otherwise))) return undefined;
  const [cleared, value, size] = memset.args;
  if (!isTarget(cleared, site) || !isZero(value) || !size || !isWhole(size, site, context)) return undefined;
  if (hasDirective(site.text, { start: site.statement.start, end: statement.end })) return undefined;
  return { statement, memset };
}
