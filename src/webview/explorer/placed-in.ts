import type { Placement } from "../../core/kernel/placement.ts";

/** Where memory comes from, in a few words. */
export function placedIn(placement: Placement): string {
  switch (placement.kind) {
    case "slab":
      return placement.layout
        ? `${placement.layout.objectsPerSlab} in a slab of order ${placement.layout.order}`
        : placement.cache;
    case "pages":
      return placement.pages === 2 ** placement.order
        ? `block of order ${placement.order}`
        : `${placement.pages} pages of a block of order ${placement.order}`;
    case "vmalloc":
      return `${placement.pages} mapped pages`;
    case "percpu":
      return `each of ${placement.possibleCpus} possible CPUs`;
    case "dma":
      return placement.pages === undefined ? "DMA memory" : `DMA memory, ${placement.pages} pages`;
    case "skb":
      return "sk_buff and its head";
    case "none":
    case "fails":
    case "unknown":
    case "oneOf":
    case "range":
      return "–";
  }
}
