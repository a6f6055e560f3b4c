import { place } from "../../src/core/kernel/place.ts";
import { bundledKernel, type Measure } from "./measure.ts";

/** Layouts of slabs: calculate_sizes() and calculate_order(). */
export function cacheLayouts(): Measure {
  const config = bundledKernel();
  return {
    name: "kmem_cache layouts",
    unit: "layouts/s",
    batch() {
      let slots = 0;
      for (let bytes = 1; bytes <= 8192; bytes++) {
        const placement = place({ by: "cache", bytes, align: 0, flags: ["SLAB_HWCACHE_ALIGN"], ctor: false }, config);
        if (placement.kind === "slab") slots += placement.slotSize;
      }
      if (slots === 0) throw new Error("nothing was laid out");
      return 8192;
    },
  };
}
