import type { Placement } from "../core/kernel/placement.ts";
import { ratio } from "./format/numbers.ts";
import { givenBytes } from "./given-bytes.ts";

/** What the kernel gives beyond what was asked, a hidden header included. */
export interface Wasted {
  readonly bytes: number;
  readonly ofRequested?: number;
  readonly ofAllocated?: number;
}

export function wastedOf(placement: Placement): Wasted | undefined {
  const given = givenBytes(placement);
  if (!given) return undefined;
  const { bytesReq, bytesAlloc } = given;
  const bytes = bytesAlloc - bytesReq;
  return {
    bytes,
    ...(bytesReq > 0 ? { ofRequested: ratio(bytes, bytesReq) } : {}),
    ...(bytesReq > 0 && bytesAlloc > 0 ? { ofAllocated: ratio(bytes, bytesAlloc) } : {}),
  };
}
