import { fls } from "./bits.ts";
import type { LayoutConfig } from "./config.ts";
import type { CacheLayout } from "./placement.ts";
import { atLeast } from "./version.ts";

/** Slabs with free objects that a cache keeps instead of giving their pages back. */
export interface PartialLists {
  /** Slabs that each NUMA node keeps, even if they are empty. Kernel: set_min_partial(). */
  readonly minPartial: number;
  /** Free objects that each CPU keeps beside its own slab; 0 where there is no such list. Kernel: set_cpu_partial(). */
  readonly cpuPartial: number;
  /** The same limit in slabs, as it is enforced since 5.16; undefined before. */
  readonly cpuPartialSlabs: number | undefined;
}

/** How many half-used slabs a cache keeps. `debugged`: one of its SLAB_ debug flags is set. */
export function partialLists(
  { slotSize, objectsPerSlab }: Pick<CacheLayout, "slotSize" | "objectsPerSlab">,
  debugged: boolean,
  config: LayoutConfig,
): PartialLists {
  const inSlabs = atLeast(config.version, "5.16");
  const cpuPartial = debugged ? 0 : cpuPartialObjects(slotSize, inSlabs, config);
  return {
    minPartial: minPartial(slotSize, config),
    cpuPartial,
    // Slabs on the list are taken to be half full.
    cpuPartialSlabs: inSlabs ? Math.ceil((cpuPartial * 2) / objectsPerSlab) : undefined,
  };
}

/** MIN_PARTIAL to MAX_PARTIAL, more for larger objects. */
function minPartial(slotSize: number, { slubTiny }: LayoutConfig): number {
  const half = Math.floor((fls(slotSize) - 1) / 2);
  return slubTiny ? 0 : Math.min(10, Math.max(5, half));
}

/** Fewer objects are kept where they are large; none with SLUB_TINY, nor since sheaves replaced the lists in 7.0. */
function cpuPartialObjects(slotSize: number, inSlabs: boolean, config: LayoutConfig): number {
  if (!config.slubCpuPartial || atLeast(config.version, "7.0")) return 0;
  if (slotSize >= config.pageSize) return inSlabs ? 6 : 2;
  if (slotSize >= 1024) return inSlabs ? 24 : 6;
  if (slotSize >= 256) return inSlabs ? 52 : 13;
  return inSlabs ? 120 : 30;
}
