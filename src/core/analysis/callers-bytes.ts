import { isGiven } from "../kernel/given.ts";
import type { Placement } from "../kernel/placement.ts";
import type { Bytes } from "../kernel/request.ts";

/**
 * The placement as the caller of an API sees it that asks the allocator for more than its caller asked of it
 * (nlmsg_new): what the API adds is a hidden header.
 */
export function asCallerAsked(placement: Placement, asked: Bytes | undefined): Placement {
  if (asked === undefined || typeof asked === "bigint") return placement;
  if (isGiven(placement)) {
    if (placement.bytesReq === asked) return placement;
    return { ...placement, bytesReq: asked, overhead: placement.overhead + placement.bytesReq - asked };
  }
  switch (placement.kind) {
    case "oneOf":
      return {
        ...placement,
        bytesReq: asked,
        placements: placement.placements.map((other) => asCallerAsked(other, asked)),
      };
    case "fails":
      return { ...placement, bytesReq: asked };
    case "range":
    case "unknown":
      return placement;
  }
}
