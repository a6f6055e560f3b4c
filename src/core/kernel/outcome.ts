import type { FailsPlacement, NonePlacement, UnknownPlacement } from "./placement.ts";

/** A request that `kernel` refuses, always. */
export function fails(bytesReq: number | bigint, kernel: string, why: string): FailsPlacement {
  return { kind: "fails", bytesReq, bytesAlloc: 0, overhead: 0, why, trace: [{ kernel, says: why }] };
}

/** A request that takes no memory and still succeeds. */
export function none(kernel: string, says: string): NonePlacement {
  return { kind: "none", bytesReq: 0, bytesAlloc: 0, overhead: 0, trace: [{ kernel, says }] };
}

export function unknown(why: string): UnknownPlacement {
  return { kind: "unknown", why, trace: [] };
}
