import type { Assessment } from "../analysis/assessment.ts";
import { givenBy, wastedBytes } from "../kernel/given.ts";
import type { Placement } from "../kernel/placement.ts";
import type { Finding } from "../rules/finding.ts";

/** Which of the calls with a finding get a code lens. */
export interface LensOptions {
  /** Bytes that must go unused at least. Calls that can never succeed get a lens whatever this is. */
  readonly minBytes: number;
  /** The same as a share of what is given, in percent. */
  readonly minPercent: number;
}

/** What the rules report is worth a lens; their options say how much waste that is. */
const DEFAULT_LENS: LensOptions = { minBytes: 0, minPercent: 0 };

/** Whether a lens stands above the call: only where something can be done about it, so where a rule says what. */
export function lensWorthy(
  { call, placement }: Assessment,
  findings: readonly Finding[],
  { minBytes, minPercent }: LensOptions = DEFAULT_LENS,
): boolean {
  if (!call.active) return false;
  const isReported = findings.some(
    ({ start, end, severity }) => start === call.start && end === call.end && severity !== "hint",
  );
  if (!isReported || placement.kind === "fails") return isReported;
  const { wasted, given } = mostWasted(placement);
  return wasted >= minBytes && 100 * wasted >= minPercent * given;
}

function mostWasted(placement: Placement): { readonly wasted: number; readonly given: number } {
  const known = givenBy(placement);
  if (known) return { wasted: wastedBytes(known), given: known.bytesAlloc };
  const possible =
    placement.kind === "oneOf"
      ? placement.placements
      : placement.kind === "range"
        ? [placement.min, placement.max]
        : [];
  return possible.map(mostWasted).reduce((a, b) => (b.wasted > a.wasted ? b : a), { wasted: 0, given: 0 });
}
