import type { Server } from "../../api/alloc-api.ts";
import type { CType } from "../../c/types.ts";
import { sameCode } from "../code.ts";
import type { RuleContext, SiteRule } from "../rule.ts";
import { type Site, textOf } from "../sites.ts";
import { arrayArguments, sizeArgument } from "./sizes.ts";

export const sizeofOtherType: SiteRule = {
  id: "sizeof-other-type",
  sees: "site",
  severity: "error",
  confidence: "high",
  summary: "The size is that of a smaller type than the one assigned to",
  why: "The object is smaller than what the pointer says, and is written past its end.",
  instead: "Write sizeof(*p), which cannot disagree with the type of p.",
  knownLimits:
    "Only where both sizes are known, and the one asked for is smaller. A larger one is often meant: an object that " +
    "begins with what the pointer points to.",
  kernelDoc: "https://docs.kernel.org/process/coding-style.html#allocating-memory",
  alsoFoundBy: ["smatch check_kmalloc_wrong_size"],
  unless: ["sizeof-pointer"],
  examples: {
    bad: [
      `
struct pair { u32 a, b, c; } *p;
struct one { u32 a; } *q;
p = kzalloc(sizeof(struct one), GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sizeof(struct one) is 4 bytes, but p points to struct pair of 12
`,
      `
struct pair { u32 a, b, c; } *p;
p = kcalloc(n, sizeof(u32), GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sizeof(u32) is 4 bytes, but p points to struct pair of 12
`,
    ],
    good: [
      "struct pair { u32 a, b, c; } *p;\np = kzalloc(sizeof(*p), GFP_KERNEL);",
      "struct pair { u32 a, b, c; };\nu32 *p = kzalloc(sizeof(struct pair), GFP_KERNEL);",
      "struct sk_buff { u32 a, b, c; } *skb;\nskb = alloc_skb(sizeof(u32), GFP_KERNEL);",
      "struct iio_dev { u32 a, b, c; } *p;\np = devm_iio_device_alloc(dev, sizeof(u32));",
    ],
  },
  check(site, context) {
    if (!RETURNS_MEMORY.has(site.assessment.api.by)) return undefined;
    const size = arrayArguments(site)?.each ?? sizeArgument(site);
    if (size?.kind !== "sizeof" || site.target === undefined) return undefined;
    if (size.operand && sameCode(textOf(size.operand, site), `*${site.target}`)) return undefined;
    const facts = context.at(site.assessment.call);
    const pointed = facts.type(`*(${site.target})`);
    const asked = facts.size(textOf(size, site));
    const needed = facts.size(`sizeof(*(${site.target}))`);
    if (!pointed || asked.kind !== "known" || needed.kind !== "known" || asked.bytes >= needed.bytes) return undefined;
    // Elements of a byte are a size in bytes.
    if (asked.bytes === 1n && arrayArguments(site)) return undefined;
    const name = nameOf(pointed);
    if (name === undefined || isPartly(site, context)) return undefined;
    return {
      message: `${textOf(size, site)} is ${asked.bytes} bytes, but ${site.target} points to ${name} of ${needed.bytes}`,
    };
  },
};

/** What is returned is the memory itself, not an object of a fixed type with so many bytes: a socket buffer, a net device. */
const RETURNS_MEMORY: ReadonlySet<Server> = new Set<Server>([
  "kmalloc",
  "krealloc",
  "kvmalloc",
  "vmalloc",
  "devm",
  "pages-exact",
  "percpu",
  "dma-coherent",
]);

/** Of a struct or union, whose size is no accident. */
function nameOf(type: CType): string | undefined {
  if (type.kind === "tag") return type.key;
  return type.kind === "record" ? type.record.key : undefined;
}

/** A union, or a struct of which only the used member's part is allocated. */
function isPartly({ target, assessment }: Site, context: RuleContext): boolean {
  const layout = context.at(assessment.call).layout(`*(${target})`);
  return layout === undefined || layout.members.filter(({ offset }) => offset === 0n).length > 1;
}
