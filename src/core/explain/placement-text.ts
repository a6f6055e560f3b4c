import type { SizeFact } from "../c/size-fact.ts";
import type { Placement } from "../kernel/placement.ts";
import { counted } from "../rules/bytes.ts";
import { headline } from "./headline.ts";

/** A placement and its trace under the title of its kernel. */
export function placementText(placement: Placement, size: SizeFact, title: string, notes: readonly string[]): string {
  return [
    headline({ size, placement }),
    ...detailLines(placement).map((line) => `  ${line}`),
    ...placement.trace.map(({ kernel, says }) => `  ${kernel}: ${says}`),
    `  for ${title}`,
    ...notes.map((note) => `  assumed: ${note}`),
    "",
  ].join("\n");
}

/** What the headline leaves out. */
function detailLines(placement: Placement): string[] {
  switch (placement.kind) {
    case "slab": {
      const { layout } = placement;
      return layout ? [`aligned to ${layout.align}, free pointer at ${layout.freePointerOffset}`] : [];
    }
    case "skb":
      return [`truesize ${placement.truesize}`];
    case "vmalloc":
      return placement.guardPages > 0 ? [`${counted(placement.guardPages, "guard page")} of address space behind`] : [];
    case "pages":
    case "percpu":
    case "dma":
    case "none":
    case "fails":
    case "unknown":
    case "oneOf":
    case "range":
      return [];
  }
}
