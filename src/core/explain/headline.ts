import type { Assessment } from "../analysis/assessment.ts";
import { type Given, isGiven, wastedBytes } from "../kernel/given.ts";
import type { OneOfPlacement, Placement, RangePlacement } from "../kernel/placement.ts";
import { binaryUnit, percentOf } from "../rules/bytes.ts";
import { failsForCertain, refusesNothing, whyFails } from "../rules/fails.ts";
import { placeName } from "./place-name.ts";
import { shortened } from "./shortened.ts";

/** The one line that answers the question: `1360 → 2048 (kmalloc-2k), 688 B unused, 51 % of asked`. */
export function headline({ size, placement }: Pick<Assessment, "size" | "placement">): string {
  if (placement.kind === "none") return placement.trace[0]?.says ?? "takes no memory";
  if (isGiven(placement)) return `${placement.bytesReq} → ${given(placement)}${rest(placement)}`;
  switch (placement.kind) {
    case "fails":
      return `${failsForCertain(placement) ? "can never succeed" : "fails without an IOMMU or reserved memory"}: ${whyFails(placement)}`;
    case "oneOf":
      return oneOfText(size, placement);
    case "range":
      return size.kind === "between" ? `${size.min} to ${size.max} → ${rangeGiven(placement)}` : rangeGiven(placement);
    case "unknown":
      return unknownText(size, placement.why);
  }
}

/** What is given, for an inlay hint: `→ 2048`; undefined where that is not known. */
export function shortResult({ placement }: Pick<Assessment, "placement">): string | undefined {
  const text = shortGiven(placement);
  return text === undefined ? undefined : `→ ${text}`;
}

function shortGiven(placement: Placement): string | undefined {
  switch (placement.kind) {
    case "slab":
    case "pages":
    case "vmalloc":
    case "dma":
    case "skb":
    case "none":
      return binaryUnit(placement.bytesAlloc) ?? String(placement.bytesAlloc);
    case "percpu":
      return `${placement.bytesAlloc} × ${placement.possibleCpus}`;
    case "fails":
      return "fails";
    case "unknown":
      return undefined;
    case "oneOf":
      return joined(placement.placements, " or ");
    case "range":
      return shortRange(placement);
  }
}

function shortRange({ min, max }: RangePlacement): string | undefined {
  if (!refusesNothing(min)) return joined([min, max], " to ");
  const most = max.kind === "fails" ? undefined : shortGiven(max);
  return most === undefined ? undefined : `up to ${most}`;
}

function joined(placements: readonly Placement[], word: string): string | undefined {
  const texts = placements.map(shortGiven);
  return texts.includes(undefined) ? undefined : [...new Set(texts)].join(word);
}

/** What differs is only named where it makes a difference to what is given. */
function oneOfText(size: Assessment["size"], { bytesReq, placements, because }: OneOfPlacement): string {
  const [first] = placements;
  const texts = [...new Set(placements.map(given))];
  if (first && texts.length === 1) return headline({ size, placement: first });
  return `${size.kind === "known" ? size.bytes : bytesReq} → ${texts.join(" or ")}: ${because}`;
}

/** `2048 (kmalloc-2k)`. */
function given(placement: Placement): string {
  if (placement.kind === "none") return "nothing";
  if (isGiven(placement)) return `${placement.bytesAlloc} (${placeName(placement)})`;
  switch (placement.kind) {
    case "fails":
      return `a failure (${whyFails(placement)})`;
    case "oneOf":
      return placement.placements.map(given).join(" or ");
    case "range":
      return rangeGiven(placement);
    case "unknown":
      return "an unknown size";
  }
}

/** What lies between the ends is between what they get, but for a request of nothing, which may fail alone. */
function rangeGiven({ min, max }: RangePlacement): string {
  if (!refusesNothing(min)) return `${given(min)} to ${given(max)}`;
  return max.kind === "fails"
    ? `nothing certain: ${whyFails(min)}, and ${whyFails(max)}`
    : `up to ${given(max)}; 0 fails: ${whyFails(min)}`;
}

function rest(placement: Given): string {
  const wasted = wastedBytes(placement);
  if (wasted === 0) return ", all of it used";
  // A socket buffer's own structures are no waste.
  const what = placement.kind === "skb" ? "beyond the data" : "unused";
  const share = placement.bytesReq > 0 ? `, ${percentOf(wasted, placement.bytesReq)} of asked` : "";
  return `, ${wasted} B ${what}${share}${overhead(placement, wasted)}`;
}

function overhead({ overhead: header }: Given, wasted: number): string {
  if (header === 0) return "";
  return header >= wasted ? ", all of it overhead" : `, ${header} B of it overhead`;
}

function unknownText(size: Assessment["size"], why: string): string {
  switch (size.kind) {
    case "unknown":
      return `size unknown: ${shortened(size.why)}`;
    case "symbolic":
      return `size varies: ${shortened(size.expression)} bytes`;
    case "known":
      return `${size.bytes} asked, what is given is unknown: ${shortened(why)}`;
    case "between":
      return `${size.min} to ${size.max} asked, what is given is unknown: ${shortened(why)}`;
  }
}
