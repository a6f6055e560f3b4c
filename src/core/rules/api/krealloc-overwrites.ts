import { sameCode } from "../code.ts";
import type { SiteRule } from "../rule.ts";
import { textOf } from "../sites.ts";

export const kreallocOverwrites: SiteRule = {
  id: "krealloc-overwrites",
  sees: "site",
  severity: "warning",
  confidence: "high",
  summary: "The only pointer to the memory is overwritten with NULL when krealloc() fails",
  why: "On failure krealloc() returns NULL and keeps the old block. Assigned to the same pointer, nothing can free it any more.",
  instead: "Assign to another variable, and to the pointer only where that is not NULL.",
  knownLimits: "Whether another pointer to the block is kept is not looked at. There is no fix.",
  kernelDoc: "https://docs.kernel.org/core-api/mm-api.html",
  alsoFoundBy: ["checkpatch KREALLOC_ARG_REUSE", "clang-tidy bugprone-suspicious-realloc-usage"],
  examples: {
    bad: [
      `
p = krealloc(p, n, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ Where krealloc() fails, p becomes NULL and the old block is lost
`,
    ],
    good: ["q = krealloc(p, n, GFP_KERNEL);", "p = krealloc(p, n, GFP_KERNEL | __GFP_NOFAIL);"],
  },
  check(site) {
    const { api, gfp } = site.assessment;
    const { target } = site;
    if (api.reallocates === undefined || api.managed || target === undefined) return undefined;
    const old = site.call.args[api.reallocates];
    if (!old || !sameCode(textOf(old, site), target)) return undefined;
    if (gfp.kind === "known" && gfp.flags.includes("__GFP_NOFAIL")) return undefined;
    return { message: `Where ${site.call.name}() fails, ${target} becomes NULL and the old block is lost` };
  },
};
