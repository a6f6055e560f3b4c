import { fixOf, isFragile } from "../edits.ts";
import type { SiteRule } from "../rule.ts";
import type { Site } from "../sites.ts";

export const castOfResult: SiteRule = {
  id: "cast-of-result",
  sees: "site",
  severity: "hint",
  confidence: "high",
  summary: "The result is cast to a pointer type",
  why: "A void pointer converts to every other by itself. The cast hides a wrong type on the other side.",
  instead: "Drop the cast.",
  kernelDoc: "https://docs.kernel.org/process/coding-style.html#allocating-memory",
  alsoFoundBy: ["checkpatch UNNECESSARY_CASTS", "Coccinelle api/alloc/alloc_cast.cocci"],
  examples: {
    bad: [
      `
u32 *p = (u32 *)kmalloc(n, GFP_KERNEL);
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The cast to u32 * is not needed
`,
    ],
    fixed: ["u32 *p = kmalloc(n, GFP_KERNEL);"],
    good: ["u32 *p = kmalloc(n, GFP_KERNEL);", "unsigned long p = (unsigned long)kmalloc(n, GFP_KERNEL);"],
  },
  check(site, context) {
    const { cast, call, target } = site;
    if (!cast || target === undefined || site.assessment.api.returns !== "pointer") return undefined;
    if (!/^[\w\s]+\*[\s*]*$/.test(cast.type) || /__\w+/.test(cast.type)) return undefined;
    const assigned = context.at(site.assessment.call).type(target);
    if (assigned && assigned.kind !== "pointer") return undefined;
    return {
      message: `The cast to ${cast.type.replace(/\s+/g, " ")} is not needed`,
      span: { start: cast.start, end: call.end },
      ...fixOf("Drop the cast", assigned !== undefined, withoutCast(site)),
    };
  },
};

function withoutCast({ cast, call, text }: Site) {
  if (!cast) return undefined;
  const span = { start: cast.start, end: call.start };
  const isAlone = /^\([^()]*\)\s*$/.test(text.slice(span.start, span.end));
  return isAlone && !isFragile(text, span) ? { ...span, text: "" } : undefined;
}
