import { calling, fixOf } from "../edits.ts";
import type { Report, SiteRule } from "../rule.ts";
import { type Site, textOf } from "../sites.ts";
import { ARRAY } from "./related-apis.ts";
import { asArgument, factorsOf, isProduct, mayOverflow, sizeArgument } from "./sizes.ts";

export const openCodedArray: SiteRule = {
  id: "open-coded-array",
  sees: "site",
  severity: "info",
  confidence: "high",
  summary: "The size is a product that may overflow",
  why: "A product that wraps around asks for less than the code then writes to. The array forms return NULL instead.",
  instead: "Give count and element size as two arguments; array3_size() multiplies three.",
  knownLimits:
    "Products of constants, and with counts of at most 16 bits, are not reported. Whether the count was checked before " +
    "is not looked at: the array form costs nothing either way.",
  kernelDoc: "https://docs.kernel.org/process/deprecated.html#open-coded-arithmetic-in-allocator-arguments",
  alsoFoundBy: ["checkpatch ALLOC_WITH_MULTIPLY"],
  examples: {
    bad: [
      `
u32 *p = kzalloc(n * sizeof(*p), GFP_KERNEL);
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The product n * sizeof(*p) may overflow: kcalloc() checks it
`,
      `
u32 *p = vmalloc((sizeof(u32) * n));
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^ The product sizeof(u32) * n may overflow: vmalloc_array() checks it
`,
      `
u32 *p = devm_kmalloc(dev, n * n * 4, GFP_KERNEL);
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The product n * n * 4 may overflow: array3_size() checks it
`,
    ],
    fixed: [
      "u32 *p = kcalloc(n, sizeof(*p), GFP_KERNEL);",
      "u32 *p = vmalloc_array(n, sizeof(u32));",
      "u32 *p = devm_kmalloc(dev, array3_size(n, n, 4), GFP_KERNEL);",
    ],
    good: [
      "u32 *p = kmalloc(4 * sizeof(*p), GFP_KERNEL);",
      "u32 *p = kmalloc(few * sizeof(*p), GFP_KERNEL);",
      "u32 *p = kcalloc(n, sizeof(*p), GFP_KERNEL);",
    ],
  },
  check(site, context) {
    const size = sizeArgument(site);
    if (!size || !isProduct(size) || !mayOverflow(size, site, context)) return undefined;
    const factors = factorsOf(size);
    const api = factors.length === 2 ? ARRAY.get(site.call.name) : "array3_size";
    if (api === undefined || (factors.length === 2 && !context.has(api))) return undefined;
    return {
      message: `The product ${oneLine(textOf(size, site))} may overflow: ${api}() checks it`,
      ...fixFor(site, api),
    };
  },
};

function fixFor(site: Site, api: string): Pick<Report, "fix"> {
  const size = sizeArgument(site);
  if (!size) return {};
  const factors = factorsOf(size);
  const texts = factors.map((factor) => asArgument(factor, site));
  if (factors.length === 3) {
    const by = texts.includes(undefined) ? undefined : `array3_size(${texts.join(", ")})`;
    return by === undefined
      ? {}
      : fixOf("Use array3_size()", true, calling(site, site.call.name, [{ argument: size, by }]));
  }
  const [left, right] = factors;
  const [first, second] = left?.kind === "sizeof" && right?.kind !== "sizeof" ? [texts[1], texts[0]] : texts;
  if (factors.length !== 2 || first === undefined || second === undefined) return {};
  return fixOf(`Use ${api}()`, true, calling(site, api, [{ argument: size, by: `${first}, ${second}` }]));
}

function oneLine(code: string): string {
  return code.replace(/\s+/g, " ");
}
