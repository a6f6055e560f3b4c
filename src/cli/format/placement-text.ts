import type { Placement } from "../../core/kernel/placement.ts";
import { givenBytes } from "../given-bytes.ts";
import { wastedOf } from "../wasted.ts";
import { grouped, percent } from "./numbers.ts";

/** A placement and its trace for a terminal, under the title of its kernel. */
export function placementText(placement: Placement, title: string, notes: readonly string[]): string {
  return [
    headline(placement),
    ...detailLines(placement).map((line) => `  ${line}`),
    ...placement.trace.map(({ kernel, says }) => `  ${kernel}: ${says}`),
    `  for ${title}`,
    ...notes.map((note) => `  assumed: ${note}`),
    "",
  ].join("\n");
}

/** `1,360 → 2,048 bytes from kmalloc-2k, 688 unused (50.6 % of what was asked)`. */
function headline(placement: Placement): string {
  const given = givenBytes(placement);
  const wasted = wastedOf(placement);
  const from = placeName(placement);
  if (given === undefined) return from;
  const unused =
    wasted && wasted.bytes > 0
      ? `, ${grouped(wasted.bytes)} unused${given.bytesReq > 0 ? ` (${percent(wasted.bytes, given.bytesReq)} of what was asked)` : ""}`
      : "";
  return `${grouped(given.bytesReq)} → ${grouped(given.bytesAlloc)} bytes from ${from}${unused}`;
}

/** Where the memory comes from, in a few words: `kmalloc-2k`, `order 3`, `vmalloc, 3 pages`. */
export function placeName(placement: Placement): string {
  switch (placement.kind) {
    case "slab":
      return placement.layout ? `${placement.cache}, slabs of order ${placement.layout.order}` : placement.cache;
    case "pages":
      return pagesName(placement);
    case "vmalloc":
      return `vmalloc, ${counted(placement.pages, "page")}`;
    case "percpu":
      return `per-CPU, ${counted(placement.possibleCpus, "CPU")}`;
    case "dma":
      return dmaName(placement);
    case "skb":
      return `skb, head ${placeName(placement.head)}`;
    case "none":
      return "nothing";
    case "fails":
      return `always fails: ${placement.why}`;
    case "unknown":
      return `unknown: ${placement.why}`;
    case "oneOf":
      return `one of ${placement.placements.map(brief).join(" or ")}: ${placement.because}`;
    case "range":
      return `from ${brief(placement.min)} to ${brief(placement.max)}`;
  }
}

function pagesName({ order, pages, chunkBytes }: Extract<Placement, { kind: "pages" }>): string {
  if (chunkBytes !== undefined) return `a chunk of ${grouped(chunkBytes)}`;
  return pages === 2 ** order ? `order ${order}` : `${counted(pages, "page")} of order ${order}`;
}

function dmaName({ pages, blockSize, blocksPerPage }: Extract<Placement, { kind: "dma" }>): string {
  if (pages !== undefined) return `DMA, ${counted(pages, "page")}`;
  if (blockSize === undefined || blocksPerPage === undefined) return "DMA";
  return `DMA pool, ${grouped(blocksPerPage)} of ${grouped(blockSize)}`;
}

function brief(placement: Placement): string {
  const given = givenBytes(placement);
  return given ? `${grouped(given.bytesAlloc)} (${placeName(placement)})` : placeName(placement);
}

function counted(count: number, thing: string): string {
  return `${grouped(count)} ${thing}${count === 1 ? "" : "s"}`;
}

function detailLines(placement: Placement): string[] {
  switch (placement.kind) {
    case "slab": {
      const { layout } = placement;
      if (!layout) return [];
      return [
        `slots of ${grouped(layout.slotSize)}, aligned to ${layout.align}, free pointer at ${layout.freePointerOffset}`,
        `slabs of order ${layout.order} with ${layout.objectsPerSlab} objects, ${grouped(layout.slabWaste)} bytes left over`,
      ];
    }
    case "skb":
      return [`truesize ${grouped(placement.truesize)}`];
    case "percpu":
      return [`${grouped(placement.unitBytes)} bytes for each of ${counted(placement.possibleCpus, "possible CPU")}`];
    case "vmalloc":
      return placement.guardPages > 0 ? [`${counted(placement.guardPages, "guard page")} of address space behind`] : [];
    case "pages":
    case "dma":
    case "none":
    case "fails":
    case "unknown":
    case "oneOf":
    case "range":
      return [];
  }
}
