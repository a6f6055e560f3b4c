import type { Placement } from "../../core/kernel/placement.ts";
import { integer, type JsonObject } from "../json.ts";

/** A placement with the keys of the public interface; its trace is written beside it. */
export function placementJson(placement: Placement): JsonObject {
  switch (placement.kind) {
    case "slab": {
      const { trace: _, layout, ...slab } = placement;
      return layout ? { ...slab, ...layout } : slab;
    }
    case "pages":
    case "vmalloc":
    case "percpu":
    case "dma":
    case "none":
    case "unknown": {
      const { trace: _, ...rest } = placement;
      return rest;
    }
    case "fails": {
      const { trace: _, bytesReq, ...fails } = placement;
      return { ...fails, bytesReq: integer(bytesReq) };
    }
    case "skb": {
      const { trace: _, head, ...skb } = placement;
      return { ...skb, head: placementJson(head) };
    }
    case "oneOf": {
      const { trace: _, placements, ...oneOf } = placement;
      return { ...oneOf, placements: placements.map(placementJson) };
    }
    case "range":
      return { kind: "range", min: placementJson(placement.min), max: placementJson(placement.max) };
  }
}
