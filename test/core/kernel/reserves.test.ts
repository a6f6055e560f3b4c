import { expect, test } from "vitest";
import { partialLists } from "../../../src/core/kernel/partial-lists.ts";
import { place } from "../../../src/core/kernel/place.ts";
import type { Profile } from "../../../src/core/kernel/presets.ts";
import { parseVersion } from "../../../src/core/kernel/version.ts";
import { watermarks } from "../../../src/core/kernel/watermarks.ts";
import { kernel } from "./kernels.ts";

/** `4096: 6 6/2` is a cache of 4096-byte slots: min_partial 6, cpu_partial 6, in slabs 2. */
function checkPartial(profile: Partial<Profile>, expected: string, debugged = false): void {
  const config = kernel({ kernel: "6.12", arch: "x86_64", cpus: 4, cacheLine: 64, ...profile });
  for (const entry of expected.split(", ")) {
    const bytes = Number.parseInt(entry, 10);
    const cache = place({ by: "cache", bytes, align: 8, flags: [], ctor: false }, config);
    const layout = cache.kind === "slab" ? cache.layout : undefined;
    if (!layout) throw new Error(cache.kind);
    const { minPartial, cpuPartial, cpuPartialSlabs } = partialLists(layout, debugged, config);
    expect(`${bytes}: ${minPartial} ${cpuPartial}/${cpuPartialSlabs ?? "–"}`).toBe(entry);
  }
}

test("caches keep half-used slabs, fewer objects where they are large", () => {
  checkPartial(
    {},
    "8: 5 120/1, 64: 5 120/4, 192: 5 120/12, 256: 5 52/7, 512: 5 52/7, 1024: 5 24/3, 4096: 6 6/2, 8192: 6 6/3",
  );
  checkPartial({ kernel: "6.1" }, "8: 5 120/1, 256: 5 52/7, 1024: 5 24/3, 4096: 6 6/2");
  checkPartial({ kernel: "5.10" }, "8: 5 30/–, 256: 5 13/–, 1024: 5 6/–, 4096: 6 2/–, 1100000: 10 2/–");
});

test("there are none where debugging, SLUB_TINY, the configuration or 7.0's sheaves say so", () => {
  checkPartial({}, "64: 5 0/0, 4096: 6 0/0", true);
  checkPartial({ config: { CONFIG_SLUB_TINY: "y" } }, "64: 0 0/0");
  checkPartial({ config: { CONFIG_SLUB_CPU_PARTIAL: "n" } }, "64: 5 0/0");
  checkPartial({ kernel: "7.0" }, "64: 5 0/0, 4096: 6 0/0");
});

test("watermarks share what is kept free among the zones", () => {
  const version = parseVersion("6.12") ?? { major: 6, minor: 12, sublevel: 0, code: 0 };
  const zones = [
    { name: "DMA", managedPages: 3840, lowmem: true },
    { name: "DMA32", managedPages: 500_000, lowmem: true },
    { name: "Movable", managedPages: 65_536, lowmem: false },
  ];
  // 503,840 pages of 4 KiB: the root of 16 × 2,015,360 KiB is 5678 KiB, 1419 pages.
  expect(watermarks(zones, 4096, version).map(({ zone, min, low, high }) => [zone, min, low, high])).toEqual([
    ["DMA", 10, 13, 16],
    ["DMA32", 1408, 1908, 2408],
    ["Movable", 64, 129, 194],
  ]);
  expect(watermarks([], 4096, version)).toEqual([]);
  const [large] = watermarks([{ name: "Normal", managedPages: 2 ** 31, lowmem: true }], 4096, version);
  expect(large?.trace[0]?.says).toBe("262144 KiB of all memory are kept free for emergencies");
});
