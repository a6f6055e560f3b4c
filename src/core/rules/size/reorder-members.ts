import type { ExpressionFacts } from "../../analysis/file-analysis.ts";
import type { Member, RecordLayout } from "../../c/layout.ts";
import { sizeArgument } from "../api/sizes.ts";
import type { RuleOption, SiteRule } from "../rule.ts";
import type { Site } from "../sites.ts";
import { bestMove, type Room, structBytes } from "./member-order.ts";
import { smallerClass } from "./smaller-class.ts";

const MIN_BYTES: RuleOption = {
  name: "minBytes",
  default: 32,
  summary: "Report where the smaller class would save at least so many bytes",
};

export const reorderMembers: SiteRule = {
  id: "reorder-members",
  sees: "site",
  severity: "hint",
  confidence: "high",
  summary: "One member in another place brings the struct down a size class",
  why: "Alignment leaves holes between members. Where they are just what the struct is too large, kmalloc() gives the next size for them.",
  instead: "Move the member to the hole it fits. pahole shows the whole layout.",
  knownLimits:
    "Not for structs that are packed, shuffled by the compiler, declared in uapi headers, or that hold bit-fields or a flexible array. " +
    "What must stay together for the cache, or first for casts, only you know.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  options: [MIN_BYTES],
  examples: {
    bad: [
      `
struct entry { u8 state; u64 at; u64 a[6]; u8 mode; } *p;
p = kzalloc(sizeof(*p), GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ struct entry takes 72 bytes, and 64 with mode behind state: kmalloc-64 instead of kmalloc-96
`,
    ],
    good: ["struct entry { u8 state, mode; u64 at; u64 a[6]; } *p;\np = kzalloc(sizeof(*p), GFP_KERNEL);"],
  },
  check(site, { config, placeAs, option, at }) {
    const { api, placement, gfp, call } = site.assessment;
    // On 32 bits the alignment of a member is not always that of its type.
    if (placement.kind !== "slab" || (api.by !== "kmalloc" && api.by !== "devm") || config.wordSize !== 8)
      return undefined;
    const smaller = smallerClass(placement, config);
    const struct = smaller && structOf(site, smaller.tooMuch, at(call));
    const better = struct && bestMove(struct.members, (members) => structBytes(members, struct.align));
    if (!better || better.bytes >= struct.bytes) return undefined;
    const mask = gfp.kind === "known" ? gfp.value : 0;
    const other = placeAs({ by: api.by, bytes: better.bytes, gfp: mask });
    if (other.kind !== "slab" || placement.bytesAlloc - other.bytesAlloc < option(MIN_BYTES)) return undefined;
    const { moved, behind } = better;
    const where = behind === undefined ? `${moved.name} first` : `${moved.name} behind ${behind.name}`;
    return {
      message: `${struct.name} takes ${struct.bytes} bytes, and ${better.bytes} with ${where}: ${other.cache} instead of ${placement.cache}`,
    };
  },
};

interface Placed extends Room {
  readonly name: string;
}

interface Struct {
  readonly name: string;
  readonly bytes: number;
  readonly align: number;
  readonly members: readonly Placed[];
}

/** More members than that are no struct that is read at a glance. */
const MOST_MEMBERS = 80;

/** The struct that the whole size is, where its members may change places and its holes are `tooMuch` together. */
function structOf(site: Site, tooMuch: number, facts: ExpressionFacts): Struct | undefined {
  const { target, text, assessment } = site;
  if (sizeArgument(site)?.kind !== "sizeof" || target === undefined || assessment.size.kind !== "known")
    return undefined;
  const layout = facts.layout(`*(${target})`);
  if (!layout || layout.bytes !== assessment.size.bytes || layout.flexible || holesOf(layout) < BigInt(tooMuch))
    return undefined;
  if (layout.members.length > MOST_MEMBERS || !layout.members.every(isPlain)) return undefined;
  const type = facts.type(`*(${target})`);
  const name = type?.kind === "tag" ? type.key : type?.kind === "record" ? type.record.key : "";
  if (!isDefinedIn(text, name)) return undefined;
  const members = layout.members.flatMap(({ field, bytes }): Placed[] => {
    const align = facts.size(`__alignof__((${target})->${field.name})`);
    return align.kind === "known" ? [{ name: field.name, bytes: Number(bytes), align: Number(align.bytes) }] : [];
  });
  const bytes = Number(layout.bytes);
  // An attribute of the struct, or packing, would make another size of the same members.
  if (members.length !== layout.members.length || structBytes(members, layout.align) !== bytes) return undefined;
  return { name, bytes, align: layout.align, members };
}

/** The struct is the file's own, and may be changed: it is neither in a uapi header nor shuffled. */
function isDefinedIn(text: string, name: string): boolean {
  return (
    /^struct \w+$/.test(name) &&
    new RegExp(`\\b${name.replace(" ", "\\s+")}\\s*\\{`).test(text) &&
    !text.includes("__randomize_layout")
  );
}

function isPlain({ field }: Member): boolean {
  return field.bits === null && !field.packed && field.align === 0 && field.name !== "";
}

function holesOf({ members, bytes }: RecordLayout): bigint {
  return bytes - members.reduce((sum, member) => sum + member.bytes, 0n);
}
