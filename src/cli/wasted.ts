import { givenBy, wastedBytes } from "../core/kernel/given.ts";
import type { Placement } from "../core/kernel/placement.ts";

/** What the kernel gives beyond what was asked, a hidden header included. */
export interface Wasted {
  readonly bytes: number;
  readonly ofRequested?: number;
  readonly ofAllocated?: number;
}

/** The waste, where bytes asked and given are known; no share of nothing. */
export function wastedOf(placement: Placement): Wasted | undefined {
  const given = givenBy(placement);
  if (!given) return undefined;
  const bytes = wastedBytes(given);
  if (given.bytesReq === 0) return { bytes };
  return { bytes, ofRequested: ratio(bytes, given.bytesReq), ofAllocated: ratio(bytes, given.bytesAlloc) };
}

/** Three decimals, as the public interface has them. */
function ratio(part: number, whole: number): number {
  return Math.round((part / whole) * 1000) / 1000;
}
