import type {
  DmaPlacement,
  NonePlacement,
  PagesPlacement,
  PercpuPlacement,
  Placement,
  SkbPlacement,
  SlabPlacement,
  VmallocPlacement,
} from "./placement.ts";

/** A placement that hands out a known number of bytes. */
export type Given =
  | SlabPlacement
  | PagesPlacement
  | VmallocPlacement
  | PercpuPlacement
  | DmaPlacement
  | SkbPlacement
  | NonePlacement;

/** Whether the placement says how many bytes are given. */
export function isGiven(placement: Placement): placement is Given {
  switch (placement.kind) {
    case "slab":
    case "pages":
    case "vmalloc":
    case "percpu":
    case "dma":
    case "skb":
    case "none":
      return true;
    case "fails":
    case "unknown":
    case "oneOf":
    case "range":
      return false;
  }
}

/** The placement, where it says how many bytes are given. */
export function givenBy(placement: Placement): Given | undefined {
  return isGiven(placement) ? placement : undefined;
}

/** Bytes given beyond those asked for, a hidden header included. */
export function wastedBytes({ bytesReq, bytesAlloc }: Pick<Given, "bytesReq" | "bytesAlloc">): number {
  return bytesAlloc - bytesReq;
}
