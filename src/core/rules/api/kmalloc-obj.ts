import type { Expression } from "../../c/tree/nodes.ts";
import { bareCode, sameCode } from "../code.ts";
import { fixOf, isFragile } from "../edits.ts";
import type { RuleContext, SiteRule } from "../rule.ts";
import { type Site, textOf } from "../sites.ts";
import { TYPED } from "./related-apis.ts";
import { arrayArguments, asArgument, gfpArgument, sizeArgument } from "./sizes.ts";

export const kmallocObj: SiteRule = {
  id: "kmalloc-obj",
  sees: "site",
  severity: "hint",
  confidence: "high",
  summary: "The kernel has an allocator that takes the type",
  why: "kmalloc_obj() and its like work the size out from the type, return a pointer to it, and check what overflows.",
  instead:
    "Use kmalloc_obj(), kmalloc_objs() for several objects, kmalloc_flex() for a flexible array; GFP_KERNEL may be left out.",
  knownLimits:
    "From Linux 7.0, or where the kernel's headers have them. Only where the size is that of what the pointer points to.",
  kernelDoc: "https://docs.kernel.org/process/deprecated.html#open-coded-kmalloc-assignments-for-struct-objects",
  alsoFoundBy: ["checkpatch ALLOC_WITH_SIZEOF (7.1)", "Coccinelle api/kmalloc_objs.cocci (7.1)"],
  examples: {
    profile: "linux-7.1-x86_64",
    bad: [
      `
u32 *p = kzalloc(sizeof(*p), GFP_KERNEL);
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ kzalloc_obj(*p) allocates by the type
`,
      `
u32 *p = kcalloc(n, sizeof(*p), GFP_ATOMIC);
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ kzalloc_objs(*p, n, GFP_ATOMIC) allocates by the type
`,
    ],
    fixed: ["u32 *p = kzalloc_obj(*p);", "u32 *p = kzalloc_objs(*p, n, GFP_ATOMIC);"],
    good: ["u32 *p = kzalloc_obj(*p);", "u32 *p = kzalloc(n, GFP_KERNEL);"],
  },
  check(site, context) {
    const family = TYPED.get(site.call.name);
    const { target } = site;
    if (family === undefined || target === undefined || !context.has(`${family}_obj`)) return undefined;
    const form = typedForm(site, context);
    const gfp = gfpArgument(site);
    if (!form || !gfp) return undefined;
    const mask = textOf(gfp, site);
    const args = [...form.args, ...(bareCode(mask) === "GFP_KERNEL" ? [] : [mask])];
    const code = `${family}${form.suffix}(${args.join(", ")})`;
    const { start, end } = site.call;
    const lost = isFragile(site.text, site.call);
    return {
      message: `${code} allocates by the type`,
      ...fixOf(`Use ${family}${form.suffix}()`, !site.cast, lost ? undefined : { start, end, text: code }),
    };
  },
};

interface TypedForm {
  readonly suffix: "_obj" | "_objs" | "_flex";
  readonly args: readonly string[];
}

function typedForm(site: Site, context: RuleContext): TypedForm | undefined {
  const array = arrayArguments(site);
  if (array) {
    const type = typeIn(array.each, site, context);
    const count = asArgument(array.count, site);
    return type === undefined || count === undefined ? undefined : { suffix: "_objs", args: [type, count] };
  }
  const size = sizeArgument(site);
  if (size?.kind === "call" && size.name === "struct_size") {
    const [pointer, member, count] = size.args;
    if (!pointer || !member || !count || !sameCode(textOf(pointer, site), site.target ?? "")) return undefined;
    return { suffix: "_flex", args: [`*${textOf(pointer, site)}`, textOf(member, site), textOf(count, site)] };
  }
  const type = size && typeIn(size, site, context);
  return type === undefined ? undefined : { suffix: "_obj", args: [type] };
}

/** `*p` of `sizeof(*p)`, or a type that p is known to point to. */
function typeIn(size: Expression, site: Site, context: RuleContext): string | undefined {
  const { target = "" } = site;
  if (size.kind !== "sizeof") return undefined;
  if (size.operand) {
    const isDereferenced = size.operand.kind === "unary" && size.operand.operator === "*";
    return isDereferenced && sameCode(textOf(size.operand, site), `*${target}`) ? `*${target}` : undefined;
  }
  const pointed = context.at(site.assessment.call).type(`*(${target})`);
  const key = pointed?.kind === "tag" ? pointed.key : pointed?.kind === "record" ? pointed.record.key : undefined;
  return key !== undefined && key === size.type ? key : undefined;
}
