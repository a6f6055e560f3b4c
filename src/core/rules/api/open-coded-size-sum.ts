import { existsIn } from "../../api/form.ts";
import { formatVersion } from "../../kernel/version.ts";
import { calling, fixOf } from "../edits.ts";
import type { SiteRule } from "../rule.ts";
import { asArgument, factorsOf, isProduct, mayOverflow, sizeArgument, termsOf } from "./sizes.ts";

export const openCodedSizeSum: SiteRule = {
  id: "open-coded-size-sum",
  sees: "site",
  severity: "hint",
  confidence: "moderate",
  summary: "The size is a sum with a product that may overflow",
  why: "A sum that wraps around asks for less than the code then writes to. size_add() and array_size() saturate, and the allocation fails.",
  instead: "Write size_add(a, array_size(n, size)).",
  knownLimits: "Sums of two terms, from Linux 5.18. Whether the count was checked before is not looked at.",
  kernelDoc: "https://docs.kernel.org/process/deprecated.html#open-coded-arithmetic-in-allocator-arguments",
  unless: ["open-coded-struct-size"],
  examples: {
    bad: [
      `
p = kmalloc(16 + n * sizeof(u32), GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The size may overflow: size_add(16, array_size(n, sizeof(u32))) does not
`,
    ],
    fixed: ["p = kmalloc(size_add(16, array_size(n, sizeof(u32))), GFP_KERNEL);"],
    good: ["p = kmalloc(16 + few * sizeof(u32), GFP_KERNEL);", "p = kmalloc(n + 1, GFP_KERNEL);"],
  },
  check(site, context) {
    const size = sizeArgument(site);
    const terms = size ? termsOf(size) : [];
    const product = terms.find(isProduct);
    if (!size || terms.length !== 2 || !product || !mayOverflow(product, site, context)) return undefined;
    if (!existsIn({ since: "5.18" }, formatVersion(context.config.version))) return undefined;
    const other = terms.find((term) => term !== product);
    const factors = factorsOf(product).map((factor) => asArgument(factor, site));
    const rest = other && asArgument(other, site);
    if (rest === undefined || factors.length !== 2 || factors.includes(undefined)) return undefined;
    const by = `size_add(${rest}, array_size(${factors.join(", ")}))`;
    return {
      message: `The size may overflow: ${by} does not`,
      ...fixOf("Use size_add()", true, calling(site, site.call.name, [{ argument: size, by }])),
    };
  },
};
