import { calling, fixOf } from "../edits.ts";
import type { SiteRule } from "../rule.ts";
import { textOf } from "../sites.ts";
import { arrayArguments } from "./sizes.ts";

export const swappedArrayArguments: SiteRule = {
  id: "swapped-array-arguments",
  sees: "site",
  severity: "info",
  confidence: "high",
  summary: "Count and element size are swapped",
  why: "The array APIs take the count first. The product is the same, but readers and compilers take the size for the count.",
  instead: "Swap the two arguments.",
  kernelDoc: "https://docs.kernel.org/core-api/mm-api.html",
  alsoFoundBy: ["checkpatch ALLOC_ARRAY_ARGS", "gcc -Wcalloc-transposed-args"],
  examples: {
    bad: [
      `
u32 *p = kcalloc(sizeof(*p), n, GFP_KERNEL);
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ kcalloc() takes the count first, then the size of an element
`,
    ],
    fixed: ["u32 *p = kcalloc(n, sizeof(*p), GFP_KERNEL);"],
    good: ["u32 *p = kcalloc(n, sizeof(*p), GFP_KERNEL);"],
  },
  check(site) {
    const array = arrayArguments(site);
    if (array?.count.kind !== "sizeof" || array.each.kind === "sizeof") return undefined;
    const swap = calling(site, site.call.name, [
      { argument: array.count, by: textOf(array.each, site) },
      { argument: array.each, by: textOf(array.count, site) },
    ]);
    return {
      message: `${site.call.name}() takes the count first, then the size of an element`,
      ...fixOf("Swap the arguments", true, swap),
    };
  },
};
