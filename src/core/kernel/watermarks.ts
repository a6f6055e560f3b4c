import type { TraceStep } from "./placement.ts";
import { atLeast, type KernelVersion } from "./version.ts";

/** A zone of memory. `lowmem`: the kernel maps it always; HIGHMEM and MOVABLE are not. */
export interface Zone {
  readonly name: string;
  /** zone_managed_pages(): what the buddy allocator has of it. */
  readonly managedPages: number;
  readonly lowmem: boolean;
}

/** Free pages below which a zone refuses requests (min), wakes kswapd (low), or lets it sleep again (high). */
export interface Watermarks {
  readonly zone: string;
  readonly min: number;
  readonly low: number;
  readonly high: number;
  readonly trace: readonly TraceStep[];
}

/** The marks that boot sets, before transparent huge pages or an administrator raise them. Kernel: __setup_per_zone_wmarks(). */
export function watermarks(zones: readonly Zone[], pageSize: number, version: KernelVersion): Watermarks[] {
  const lowmemPages = zones.reduce((sum, { lowmem, managedPages }) => sum + (lowmem ? managedPages : 0), 0);
  const kbytes = minFreeKbytes((lowmemPages * pageSize) / 1024, version);
  const pagesMin = Math.floor((kbytes * 1024) / pageSize);
  return zones.map(({ name, managedPages, lowmem }) => {
    const share = lowmemPages === 0 ? 0 : Math.floor((pagesMin * managedPages) / lowmemPages);
    const min = lowmem ? share : Math.max(32, Math.min(128, Math.floor(managedPages / 1024)));
    // watermark_scale_factor is 10 of 10,000.
    const gap = Math.max(Math.floor(share / 4), Math.floor((managedPages * 10) / 10_000));
    const trace: TraceStep[] = [
      { kernel: "calculate_min_free_kbytes()", says: `${kbytes} KiB of all memory are kept free for emergencies` },
      { kernel: "__setup_per_zone_wmarks()", says: `${name} keeps ${min} pages of them; kswapd starts ${gap} above` },
    ];
    return { zone: name, min, low: min + gap, high: min + 2 * gap, trace };
  });
}

/** min_free_kbytes: the square root of 16 times the lowmem, at most 64 MiB up to 5.7 and 256 MiB since 5.8. */
function minFreeKbytes(lowmemKbytes: number, version: KernelVersion): number {
  const most = atLeast(version, "5.8") ? 262_144 : 65_536;
  return Math.min(most, Math.max(128, Math.floor(Math.sqrt(16 * Math.floor(lowmemKbytes)))));
}
