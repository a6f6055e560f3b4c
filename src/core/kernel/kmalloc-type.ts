import type { KernelConfig } from "./config.ts";
import type { KmallocType } from "./kmalloc-classes.ts";
import { atLeast } from "./version.ts";

/** Kind of kmalloc cache that `gfp` selects: DMA beats reclaimable, reclaimable beats accounted. Kernel: kmalloc_type(). */
export function kmallocType(gfp: number, config: KernelConfig): KmallocType {
  const { dma, reclaimable, account } = config.gfp;
  if (config.zoneDma && (gfp & dma) !== 0) return "dma";
  // SLUB_TINY has no caches of reclaimable pages; 4.19 had none either.
  if ((gfp & reclaimable) !== 0 && atLeast(config.version, "4.20")) return config.slubTiny ? "normal" : "reclaim";
  if (config.kmallocCgroup && (gfp & account) !== 0) return "cgroup";
  // Without caches of its own, accounted memory comes from the first copy of the general ones.
  return config.randomKmallocCaches && !(config.memcg && (gfp & account) !== 0) ? "random" : "normal";
}
