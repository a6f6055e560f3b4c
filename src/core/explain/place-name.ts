import type { Given } from "../kernel/given.ts";
import type { DmaPlacement, PagesPlacement, Placement } from "../kernel/placement.ts";
import { binaryUnit, counted } from "../rules/bytes.ts";

/** Where the memory comes from, in a few words: `kmalloc-2k`, `256 KiB, order 6`, `vmalloc, 3 pages`. */
export function placeName(placement: Given): string {
  const unit = placement.kind === "slab" ? undefined : binaryUnit(placement.bytesAlloc);
  const name = nameOf(placement);
  return unit === undefined ? name : `${unit}, ${name}`;
}

function nameOf(placement: Given): string {
  switch (placement.kind) {
    case "slab":
      if (placement.elements !== undefined) return `${counted(placement.elements, "element")} of ${placement.cache}`;
      return placement.layout ? slotName(placement.layout) : placement.cache;
    case "pages":
      return pagesName(placement);
    case "vmalloc":
      return `vmalloc, ${counted(placement.pages, "page")}`;
    case "percpu":
      return `for each of ${counted(placement.possibleCpus, "possible CPU")}`;
    case "dma":
      return dmaName(placement);
    case "skb":
      return `sk_buff and a head from ${headName(placement.head)}`;
    case "none":
      return "nothing";
  }
}

function slotName({
  objectsPerSlab,
  order,
  mergedInto,
}: {
  readonly objectsPerSlab: number;
  readonly order: number;
  readonly mergedInto?: string;
}): string {
  const name = `slot of a cache with ${objectsPerSlab} a slab of order ${order}`;
  return mergedInto === undefined ? name : `${name}, merged into ${mergedInto}`;
}

function pagesName({ order, pages, chunkBytes, elements }: PagesPlacement): string {
  if (chunkBytes !== undefined) return `part of a shared chunk of ${chunkBytes}`;
  if (elements !== undefined) return `${counted(elements, "block")} of order ${order}`;
  return pages === 2 ** order ? `order ${order}` : `${counted(pages, "page")} of order ${order}`;
}

function dmaName({ pages, blockSize, blocksPerPage }: DmaPlacement): string {
  if (pages !== undefined) return `DMA memory, ${counted(pages, "page")}`;
  if (blockSize === undefined || blocksPerPage === undefined) return "DMA memory";
  return `DMA pool, ${counted(blocksPerPage, "block")} of ${blockSize} a chunk`;
}

function headName(head: Placement): string {
  if (head.kind === "slab") return head.cache;
  if (head.kind !== "pages") return head.kind;
  return head.chunkBytes === undefined ? `a block of order ${head.order}` : "a page fragment";
}
