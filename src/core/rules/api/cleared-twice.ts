import { fixOf, isFragile, withoutStatement } from "../edits.ts";
import type { SiteRule } from "../rule.ts";
import { type Site, textOf } from "../sites.ts";
import { clearedBehind } from "./memset-after-allocation.ts";
import { gfpArgument } from "./sizes.ts";

export const clearedTwice: SiteRule = {
  id: "cleared-twice",
  sees: "site",
  severity: "info",
  confidence: "high",
  summary: "Memory that is zero already is cleared again",
  why: "The API clears the memory itself. Doing it again costs time and hides what the API guarantees.",
  instead: "Drop the memset(), or the __GFP_ZERO.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["Coccinelle api/alloc/zalloc-simple.cocci"],
  examples: {
    bad: [
      `
p = kzalloc(n, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^ kzalloc() clears the memory: the memset() behind it is not needed
if (!p)
	return;
memset(p, 0, n);
`,
      `
p = kzalloc(n, GFP_KERNEL | __GFP_ZERO);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ kzalloc() adds __GFP_ZERO itself
`,
    ],
    fixed: ["p = kzalloc(n, GFP_KERNEL);\nif (!p)\n\treturn;", "p = kzalloc(n, GFP_KERNEL);"],
    good: ["p = kmalloc(n, GFP_KERNEL | __GFP_ZERO);"],
  },
  check(site, context) {
    const { api } = site.assessment;
    if (api.zeroes !== true) return undefined;
    const redundant = redundantFlag(site);
    if (redundant)
      return {
        message: `${site.call.name}() adds __GFP_ZERO itself`,
        ...fixOf("Drop __GFP_ZERO", true, isFragile(site.text, redundant) ? undefined : { ...redundant, text: "" }),
      };
    const cleared = clearedBehind(site, context);
    if (!cleared) return undefined;
    return {
      message: `${site.call.name}() clears the memory: the memset() behind it is not needed`,
      ...fixOf("Drop the memset()", true, withoutStatement(cleared.statement, site.text)),
    };
  },
};

/** `| __GFP_ZERO`, where the API adds the flag by itself. */
function redundantFlag(site: Site): { start: number; end: number } | undefined {
  const gfp = gfpArgument(site);
  if (!gfp || !site.assessment.api.adds?.includes("__GFP_ZERO")) return undefined;
  const found = /(?<!\s)\s*\|\s*__GFP_ZERO\b|\b__GFP_ZERO\s*\|\s*/.exec(textOf(gfp, site));
  return found ? { start: gfp.start + found.index, end: gfp.start + found.index + found[0].length } : undefined;
}
