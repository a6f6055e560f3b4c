import { orderBytes, type PageConfig } from "./page-order.ts";
import type { FailsPlacement, NonePlacement, PagesPlacement, TraceStep, UnknownPlacement } from "./placement.ts";

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

/** A block of `order` that an object allocator hands out whole: the object is all of it. */
export function wholeBlock(
  bytesReq: number,
  order: number,
  config: PageConfig,
  trace: readonly TraceStep[],
): PagesPlacement {
  const bytesAlloc = orderBytes(order, config);
  return { kind: "pages", bytesReq, bytesAlloc, overhead: 0, order, pages: 2 ** order, objectSize: bytesAlloc, trace };
}
