import type { RecordLayout } from "../../c/layout.ts";
import type { Expression, Sizeof } from "../../c/tree/nodes.ts";
import { bareCode } from "../code.ts";
import { calling, fixOf } from "../edits.ts";
import type { RuleContext, SiteRule } from "../rule.ts";
import { type Site, textOf } from "../sites.ts";
import { asArgument, factorsOf, sizeArgument, termsOf } from "./sizes.ts";

export const openCodedStructSize: SiteRule = {
  id: "open-coded-struct-size",
  sees: "site",
  severity: "info",
  confidence: "high",
  summary: "The size of a struct with a flexible array is put together by hand",
  why: "Sum and product may wrap around, and then less is allocated than is written to. struct_size() saturates instead.",
  instead: "Use struct_size(p, member, count).",
  knownLimits:
    "Only where the struct is known, its last member is a flexible array of the element that is counted, and the count has more than 16 bits.",
  kernelDoc: "https://docs.kernel.org/process/deprecated.html#open-coded-arithmetic-in-allocator-arguments",
  alsoFoundBy: ["Coccinelle misc/struct_size.cocci"],
  examples: {
    bad: [
      `
struct list { int count; u32 items[]; } *p;
p = kmalloc(sizeof(*p) + n * sizeof(u32), GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sizeof(*p) + n * sizeof(u32) may overflow: struct_size(p, items, n) does not
`,
    ],
    fixed: [
      `
struct list { int count; u32 items[]; } *p;
p = kmalloc(struct_size(p, items, n), GFP_KERNEL);
`,
    ],
    good: [
      `
struct list { int count; u32 items[]; } *p;
p = kmalloc(struct_size(p, items, n), GFP_KERNEL);
`,
      "struct pair { u32 a, b; } *p;\np = kmalloc(sizeof(*p) + n * sizeof(u32), GFP_KERNEL);",
    ],
  },
  check(site, context) {
    const size = sizeArgument(site);
    const terms = size ? termsOf(size) : [];
    const [first, second] = terms[0]?.kind === "sizeof" ? terms : [terms[1], terms[0]];
    if (!size || terms.length !== 2 || first?.kind !== "sizeof" || !second) return undefined;
    const counted = countedMember(first, second, site, context);
    if (!counted) return undefined;
    const by = `struct_size(${counted.pointer}, ${counted.member}, ${counted.count})`;
    return {
      message: `${textOf(size, site).replace(/\s+/g, " ")} may overflow: ${by} does not`,
      ...fixOf("Use struct_size()", true, calling(site, site.call.name, [{ argument: size, by }])),
    };
  },
};

interface Counted {
  readonly pointer: string;
  readonly member: string;
  readonly count: string;
}

/** The flexible array that a product has the size of. */
function countedMember(struct: Sizeof, product: Expression, site: Site, context: RuleContext): Counted | undefined {
  const pointer = pointerTo(struct, site, context);
  if (pointer === undefined) return undefined;
  const facts = context.at(site.assessment.call);
  const layout = facts.layout(`*(${pointer})`);
  const member = layout && flexibleMember(layout);
  if (!member) return undefined;
  const each = facts.size(`sizeof((${pointer})->${member}[0])`);
  const factors = factorsOf(product);
  if (each.kind !== "known" || factors.length > 2) return undefined;
  const sized = factors.findIndex((factor) => {
    const fact = factor.kind === "sizeof" ? facts.size(textOf(factor, site)) : undefined;
    return fact?.kind === "known" && fact.bytes === each.bytes;
  });
  if (factors.length === 1 ? each.bytes !== 1n : sized < 0) return undefined;
  const count = factors.length === 1 ? product : factors[1 - sized];
  const text = count && asArgument(count, site);
  // Neither a constant count nor one of few bits can overflow.
  if (!count || text === undefined || facts.size(text).kind === "known") return undefined;
  const type = facts.type(text);
  if (type?.kind === "int" && type.bytes <= 2) return undefined;
  return { pointer, member, count: text };
}

/** What points to the struct: what the result is assigned to, where its type is the struct's. */
function pointerTo({ operand }: Sizeof, site: Site, context: RuleContext): string | undefined {
  if (operand)
    return operand.kind === "unary" && operand.operator === "*" ? asArgument(operand.operand, site) : undefined;
  const { target } = site;
  return target !== undefined && isTypeOf(site, context) ? bareCode(target) : undefined;
}

/** Whether the struct in the size is what the target points to. */
function isTypeOf(site: Site, context: RuleContext): boolean {
  const size = sizeArgument(site);
  const struct = size && termsOf(size).find(({ kind }) => kind === "sizeof");
  const facts = context.at(site.assessment.call);
  const pointed = facts.type(`*(${site.target})`);
  if (struct?.kind !== "sizeof" || struct.type === undefined || !pointed) return false;
  const named = facts.type(`*(${struct.type} *)0`);
  return keyOf(pointed) !== undefined && keyOf(pointed) === keyOf(named);
}

function keyOf(type: ReturnType<ReturnType<RuleContext["at"]>["type"]>): string | undefined {
  if (type?.kind === "tag") return type.key;
  return type?.kind === "record" && !type.record.key.startsWith("an unnamed") ? type.record.key : undefined;
}

function flexibleMember({ members, flexible }: RecordLayout): string | undefined {
  const last = members.at(-1)?.field;
  return flexible && last?.type.kind === "array" && last.type.length === "flexible" ? last.name : undefined;
}
