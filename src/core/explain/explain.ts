import type { Assessment } from "../analysis/assessment.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { maySleep } from "../kernel/gfp.ts";
import { type Given, givenBy, wastedBytes } from "../kernel/given.ts";
import type { Placement } from "../kernel/placement.ts";
import { formatVersion } from "../kernel/version.ts";
import { exactBytes, percentOf } from "../rules/bytes.ts";
import { askedText } from "./asked.ts";
import { type Block, fact, headlineBlock, note } from "./block.ts";
import { elementsText } from "./elements.ts";
import { freedWith } from "./freed-with.ts";
import { gfpMeaning } from "./gfp-meanings.ts";
import { headline } from "./headline.ts";
import { placeName } from "./place-name.ts";
import { remedyFor } from "./remedies.ts";
import { shortened } from "./shortened.ts";

/** The kernel that an explanation is given for. */
export interface View {
  /** Name of the profile, as the user knows it. */
  readonly profile: string;
  /** Nobody chose the profile and no tree says it. */
  readonly assumed: boolean;
  readonly config: KernelConfig;
}

/** Everything there is to say about one call, for a hover or a panel. */
export function explain(assessment: Assessment, view: View): Block[] {
  const { api, call, placement, trace } = assessment;
  return [
    headlineBlock(headline(assessment)),
    ...(call.active ? [] : [note("The configuration of this kernel leaves the call out.")]),
    ...(call.macro === undefined
      ? []
      : [note(`The macro ${shortened(call.macro)} makes the call of ${call.callee}().`)]),
    ...askedText(assessment, view.config).map((text) => fact("Asked", text)),
    ...optional(elementsText(assessment, view.config), (text) => fact("Elements", text)),
    ...givenFacts(placement),
    ...unknownNotes(assessment),
    ...(placement.kind === "unknown" ? [] : [steps(trace)]),
    ...gfpFacts(assessment),
    ...sleepFacts(assessment, view.config),
    ...freedWith(api, view.config).map((text) => fact("Freed with", text)),
    ...(api.notes === undefined ? [] : [note(`${api.notes}.`)]),
    fact("Kernel", kernelText(view)),
    { kind: "link", title: "Which allocation API?", to: { kind: "guide" } },
    { kind: "link", title: api.name, to: { kind: "api", name: api.name } },
  ];
}

function givenFacts(placement: Placement): Block[] {
  const given = givenBy(placement);
  if (!given || given.kind === "none") return [];
  return [
    fact("Given", `${exactBytes(given.bytesAlloc)}: ${placeName(given)}`),
    ...unusedFact(given),
    ...moreFacts(given),
  ];
}

function unusedFact(given: Given): Block[] {
  const wasted = wastedBytes(given);
  if (wasted <= 0 || given.kind === "skb") return [];
  const { bytesReq, bytesAlloc, overhead } = given;
  const shares = bytesReq > 0 ? `, ${percentOf(wasted, bytesReq)} of what was asked` : "";
  const header = overhead > 0 ? `; ${exactBytes(overhead)} of it are the API's own` : "";
  return [fact("Unused", `${exactBytes(wasted)}${shares}, ${percentOf(wasted, bytesAlloc)} of what is given${header}`)];
}

/** What bytes alone do not say. */
function moreFacts(given: Given): Block[] {
  switch (given.kind) {
    case "slab":
      return given.layout
        ? [
            fact(
              "Slab",
              `${given.layout.objectsPerSlab} objects of ${given.layout.slotSize} bytes, ${given.layout.slabWaste} bytes left over, ` +
                `aligned to ${given.layout.align}`,
            ),
          ]
        : [];
    case "pages":
      return given.freedPages ? [fact("Given back", `${given.freedPages} of the ${2 ** given.order} pages taken`)] : [];
    case "vmalloc":
      return given.guardPages > 0 ? [note("A guard page of addresses lies behind the area; it takes no memory.")] : [];
    case "percpu":
      return [fact("In all", exactBytes(given.bytesAlloc * given.possibleCpus))];
    case "skb":
      return [fact("truesize", exactBytes(given.truesize))];
    case "dma":
    case "none":
      return [];
  }
}

/** What would make a size or placement known; the headline says why it is not. */
function unknownNotes({ size, placement }: Assessment): Block[] {
  if (placement.kind !== "unknown") return [];
  const remedy = remedyFor(size.kind === "unknown" ? size.why : placement.why);
  return remedy === undefined ? [] : [note(remedy)];
}

function gfpFacts({ api, gfp, placement }: Assessment): Block[] {
  if (gfp.kind === "known")
    return gfp.flags.map((flag) => fact(flag, gfpMeaning(flag) ?? "A bit that this kernel has no name for"));
  if (api.gfp.from === "none") return [];
  const cache = placement.kind === "slab" ? "; the cache is the one for GFP_KERNEL" : "";
  return [fact("Flags", `not known: ${shortened(gfp.why)}${cache}`)];
}

function sleepFacts({ api, gfp, context }: Assessment, config: KernelConfig): Block[] {
  const sleeps = sleepText(api.sleeps, gfp.kind === "known" ? maySleep(gfp.value, config) : undefined);
  return [fact("May sleep", sleeps), ...contextNotes(context)];
}

function sleepText(sleeps: "gfp" | "always" | "never", byMask: boolean | undefined): string {
  switch (sleeps) {
    case "always":
      return "yes, whatever the flags: not under a spinlock or in an interrupt";
    case "never":
      return "no";
    case "gfp":
      if (byMask === undefined) return "if the flags have __GFP_DIRECT_RECLAIM";
      return byMask ? "yes: not under a spinlock or in an interrupt" : "no: allowed in atomic context";
  }
}

function contextNotes(context: Assessment["context"]): Block[] {
  switch (context.kind) {
    case "process":
      return [note(`The call stands in process context, where sleeping is allowed: ${context.why}.`)];
    case "atomic":
      return [note(`The call stands in atomic context: ${context.why}.`)];
    case "unknown":
      return [note(`Whether the call may sleep here is not known: ${context.why}.`)];
  }
}

function kernelText({ profile, assumed, config }: View): string {
  const kernel = `Linux ${formatVersion(config.version)} ${config.arch}, pages of ${exactBytes(config.pageSize)}`;
  return `${profile}: ${kernel}${assumed ? "; assumed, no kernel was chosen or found" : ""}`;
}

function optional(text: string | undefined, block: (text: string) => Block): Block[] {
  return text === undefined ? [] : [block(text)];
}

function steps(trace: Assessment["trace"]): Block {
  return { kind: "steps", steps: trace };
}
