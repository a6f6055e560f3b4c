import type { Expression, Sizeof } from "../../c/tree/nodes.ts";
import { sameCode } from "../code.ts";
import { fixOf, isFragile } from "../edits.ts";
import type { Report, RuleContext, SiteRule } from "../rule.ts";
import { type Site, textOf } from "../sites.ts";
import { arrayArguments, factorsOf, sizeArgument, termsOf } from "./sizes.ts";

export const sizeofPointer: SiteRule = {
  id: "sizeof-pointer",
  sees: "site",
  severity: "error",
  confidence: "high",
  summary: "The size is that of the pointer, not of what it points to",
  why: "sizeof(p) is 4 or 8 bytes, whatever p points to. The object is written past its end.",
  instead: "Write sizeof(*p).",
  knownLimits: "Where p points to something of a pointer's size, nothing is reported.",
  kernelDoc: "https://docs.kernel.org/process/coding-style.html#allocating-memory",
  alsoFoundBy: ["Coccinelle misc/noderef.cocci", "clang-tidy bugprone-sizeof-expression"],
  examples: {
    bad: [
      `
struct pair { u32 a, b, c; } *p;
p = kmalloc(sizeof(p), GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sizeof(p) is the size of a pointer: sizeof(*p) is 12 bytes
`,
    ],
    fixed: ["struct pair { u32 a, b, c; } *p;\np = kmalloc(sizeof(*p), GFP_KERNEL);"],
    good: [
      "struct pair { u32 a, b, c; } *p;\np = kmalloc(sizeof(*p), GFP_KERNEL);",
      "void **p = kmalloc(sizeof(p), GFP_KERNEL);",
    ],
  },
  check(site, context) {
    for (const size of sizeofsOf(site)) {
      const report = reportOn(size, site, context);
      if (report) return report;
    }
    return undefined;
  },
};

/** The sizeof expressions that the size is made of. */
function sizeofsOf(site: Site): Sizeof[] {
  const array = arrayArguments(site);
  const sizes: readonly (Expression | undefined)[] = array ? [array.count, array.each] : [sizeArgument(site)];
  return sizes
    .flatMap((size) => (size ? termsOf(size) : []))
    .flatMap(factorsOf)
    .filter((part) => part.kind === "sizeof");
}

function reportOn(size: Sizeof, site: Site, context: RuleContext): Report | undefined {
  const { operand } = size;
  const { target, text } = site;
  if (!operand || target === undefined || !sameCode(textOf(operand, site), target)) return undefined;
  const facts = context.at(site.assessment.call);
  const pointed = facts.type(`*(${target})`);
  const isPointer = facts.type(target)?.kind === "pointer";
  if (!isPointer || pointed?.kind === "pointer" || pointed?.kind === "void") return undefined;
  const whole = facts.size(`sizeof(*(${target}))`);
  if (whole.kind === "known" && whole.bytes === BigInt(context.config.wordSize)) return undefined;
  const is = whole.kind === "known" ? `${whole.bytes} bytes` : "what it points to";
  const star = isFragile(text, size) ? undefined : { start: operand.start, end: operand.start, text: "*" };
  return {
    message: `sizeof(${target}) is the size of a pointer: sizeof(*${target}) is ${is}`,
    ...fixOf(`Use sizeof(*${target})`, true, star),
  };
}
