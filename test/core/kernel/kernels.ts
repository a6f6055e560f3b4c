import type { KernelConfig } from "../../../src/core/kernel/config.ts";
import { gfpMask } from "../../../src/core/kernel/gfp.ts";
import { place } from "../../../src/core/kernel/place.ts";
import type { Placement } from "../../../src/core/kernel/placement.ts";
import { type Profile, presetNamed } from "../../../src/core/kernel/presets.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";

/** The kernel of a preset, or of a profile. */
export function kernel(of: string | Profile): KernelConfig {
  const read = readProfile(typeof of === "string" ? presetNamed(of)?.profile : of);
  if (read.kind === "error") throw new Error(read.why);
  return read.config;
}

export function gfp(config: KernelConfig, ...names: string[]): number {
  return gfpMask(names.length > 0 ? names : ["GFP_KERNEL"], config) ?? Number.NaN;
}

export function kmallocOf(config: KernelConfig, bytes: number, ...names: string[]): Placement {
  return place({ by: "kmalloc", bytes, gfp: gfp(config, ...names) }, config);
}

/** A placement in a few words: `kmalloc-2k: 1360 asked, 2048 given`. */
export function inWords(placement: Placement): string {
  switch (placement.kind) {
    case "slab":
      return `${placement.cache}: ${placement.bytesReq} asked, ${placement.bytesAlloc} given`;
    case "pages":
      return `order ${placement.order}: ${placement.bytesReq} asked, ${placement.bytesAlloc} given`;
    case "vmalloc":
    case "percpu":
    case "dma":
    case "skb":
      return `${placement.kind}: ${placement.bytesReq} asked, ${placement.bytesAlloc} given`;
    case "none":
      return "nothing";
    case "fails":
    case "unknown":
      return `${placement.kind}: ${placement.why}`;
    case "oneOf":
      return placement.placements.map(inWords).join(" or ");
    case "range":
      return `${inWords(placement.min)} to ${inWords(placement.max)}`;
  }
}
