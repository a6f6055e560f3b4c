import type { RecordLayout } from "../../c/layout.ts";
import { sizeArgument } from "../api/sizes.ts";
import { counted } from "../bytes.ts";
import type { RuleContext, RuleOption, SiteRule } from "../rule.ts";
import type { Site } from "../sites.ts";
import { smallerClass } from "./smaller-class.ts";

const MAX_PERCENT: RuleOption = {
  name: "maxPercent",
  default: 6,
  summary: "Report where at most so many percent of the size would have to go",
};
const MIN_BYTES: RuleOption = {
  name: "minBytes",
  default: 64,
  summary: "Report where the smaller class would save at least so many bytes",
};

export const justOverClass: SiteRule = {
  id: "just-over-class",
  sees: "site",
  severity: "hint",
  confidence: "high",
  summary: "A few bytes less would fit the next smaller size",
  why: "kmalloc() has caches for powers of two, 96 and 192. One byte more than such a size takes the next one.",
  instead: "Shorten or move out a member of the struct: narrower types, bit-fields, another order, a shorter buffer.",
  knownLimits: "Members are named where the struct is known; whether they can be shorter is yours to judge.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  options: [MAX_PERCENT, MIN_BYTES],
  unless: ["devm-overhead", "exact-pages", "wasteful-size", "reorder-members"],
  examples: {
    bad: [
      `
p = kzalloc(520, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^ 8 bytes less would fit 512 instead of 1024
`,
      `
struct frame { u64 at; char name[128]; } *p;
p = kzalloc(sizeof(*p), GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 8 bytes less would fit 128 instead of 192: name takes 128
`,
    ],
    good: ["p = kzalloc(512, GFP_KERNEL);", "p = kzalloc(600, GFP_KERNEL);"],
  },
  check(site, context) {
    const { api, placement } = site.assessment;
    if ((api.by !== "kmalloc" && api.by !== "devm") || placement.kind !== "slab") return undefined;
    const { config, option } = context;
    const smaller = smallerClass(placement, config);
    if (!smaller || placement.objectSize - smaller.size < option(MIN_BYTES)) return undefined;
    const { size, tooMuch } = smaller;
    if (100 * tooMuch > option(MAX_PERCENT) * placement.bytesReq) return undefined;
    const message = `${counted(tooMuch, "byte")} less would fit ${size} instead of ${placement.objectSize}`;
    const member = longestMember(site, tooMuch, context);
    return { message: member === undefined ? message : `${message}: ${member}` };
  },
};

/** The longest array or padding of the struct that is as long as what has to go. */
function longestMember(site: Site, tooMuch: number, context: RuleContext): string | undefined {
  const size = sizeArgument(site);
  const { target } = site;
  if (size?.kind !== "sizeof" || target === undefined) return undefined;
  const layout = context.at(site.assessment.call).layout(`*(${target})`);
  if (
    layout === undefined ||
    layout.bytes !== BigInt(site.assessment.placement.kind === "slab" ? site.assessment.placement.bytesReq : 0)
  )
    return undefined;
  const holes = paddingOf(layout);
  if (holes >= BigInt(tooMuch)) return `${holes} bytes of it are padding`;
  const arrays = layout.members.filter(({ field, bytes }) => field.type.kind === "array" && bytes >= BigInt(tooMuch));
  const longest = arrays.reduce<(typeof arrays)[number] | undefined>(
    (a, b) => (a && a.bytes >= b.bytes ? a : b),
    undefined,
  );
  return longest && `${longest.field.name} takes ${longest.bytes}`;
}

/** Bytes between and behind the members. */
function paddingOf({ members, bytes }: RecordLayout): bigint {
  let end = 0n;
  let holes = 0n;
  for (const member of members) {
    if (member.offset > end) holes += member.offset - end;
    const last = member.offset + member.bytes;
    if (last > end) end = last;
  }
  return holes + (bytes - end);
}
