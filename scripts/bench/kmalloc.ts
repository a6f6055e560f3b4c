import { place } from "../../src/core/kernel/place.ts";
import type { Placement } from "../../src/core/kernel/placement.ts";
import { bundledKernel, type Measure } from "./measure.ts";

/** kmalloc() of sizes from 1 byte to 1 MiB, with the trace that every placement has. */
export function kmallocPlacements(): Measure {
  return { name: "kmalloc placements", unit: "placements/s", goal: 1_000_000, batch: batchOf(bytesAllocOf) };
}

/** The same, written out: the texts of a trace are put together only when someone reads them. */
export function kmallocPlacementsAsJson(): Measure {
  return {
    name: "kmalloc as JSON",
    unit: "placements/s",
    batch: batchOf((placement) => JSON.stringify(placement).length),
  };
}

function bytesAllocOf(placement: Placement): number {
  return "bytesAlloc" in placement ? placement.bytesAlloc : 0;
}

function batchOf(read: (placement: Placement) => number): () => number {
  const config = bundledKernel();
  const gfp = config.gfp.masks.find(([name]) => name === "GFP_KERNEL")?.[1] ?? 0;
  // As many sizes between 1 and 2 bytes as between 512 KiB and 1 MiB: classes and whole pages.
  const sizes = Array.from({ length: 4096 }, (_, n) => 1 + Math.floor(2 ** ((20 * ((n * 2654435761) % 4096)) / 4096)));
  return () => {
    let sum = 0;
    for (const bytes of sizes) sum += read(place({ by: "kmalloc", bytes, gfp }, config));
    if (sum === 0) throw new Error("nothing was placed");
    return sizes.length;
  };
}
