import type { Placement } from "../core/kernel/placement.ts";

export interface GivenBytes {
  readonly bytesReq: number;
  readonly bytesAlloc: number;
}

/** Bytes asked and given, where both are known. */
export function givenBytes(placement: Placement): GivenBytes | undefined {
  switch (placement.kind) {
    case "slab":
    case "pages":
    case "vmalloc":
    case "percpu":
    case "dma":
    case "skb":
    case "none":
      return placement;
    case "fails":
    case "unknown":
    case "oneOf":
    case "range":
      return undefined;
  }
}
