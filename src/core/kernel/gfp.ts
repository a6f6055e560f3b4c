import { bitCount } from "./bits.ts";
import type { KernelConfig } from "./config.ts";

/** GFP flags of one kernel: the bits that the simulator itself tests, and all of them by name. */
export interface GfpBits {
  readonly dma: number;
  readonly highmem: number;
  readonly dma32: number;
  readonly reclaimable: number;
  readonly account: number;
  readonly directReclaim: number;
  readonly comp: number;
  /** `__GFP_…` to its value; 0 where the configuration compiles the flag out. */
  readonly flags: Readonly<Record<string, number>>;
  /** `GFP_…` to its value, biggest first. */
  readonly masks: readonly (readonly [name: string, value: number])[];
}

/** Value of one flag or composite mask; undefined where this kernel has no such name. */
export function gfpBit(name: string, { gfp }: Pick<KernelConfig, "gfp">): number | undefined {
  if (Object.hasOwn(gfp.flags, name)) return gfp.flags[name];
  return gfp.masks.find(([mask]) => mask === name)?.[1];
}

/** The names OR-ed together; undefined as soon as one of them does not exist in this kernel. */
export function gfpMask(names: readonly string[], config: Pick<KernelConfig, "gfp">): number | undefined {
  let mask = 0;
  for (const name of names) {
    const bit = gfpBit(name, config);
    if (bit === undefined) return undefined;
    mask = (mask | bit) >>> 0;
  }
  return mask;
}

/** Names whose OR is `value`: composite masks first, then single flags, then what is left as a hexadecimal number. */
export function decodeGfp(value: number, { gfp }: Pick<KernelConfig, "gfp">): string[] {
  const names: string[] = [];
  let left = value >>> 0;
  for (const [name, mask] of gfp.masks) {
    // A mask of one flag (GFP_DMA) is only its flag again, unless it is all there is (GFP_NOWAIT).
    const wanted = bitCount(mask) > 1 ? (left & mask) >>> 0 === mask : mask !== 0 && value >>> 0 === mask;
    if (!wanted) continue;
    names.push(name);
    left = (left & ~mask) >>> 0;
  }
  for (const [name, bit] of Object.entries(gfp.flags)) {
    if (bit === 0 || (left & bit) >>> 0 !== bit) continue;
    names.push(name);
    left = (left & ~bit) >>> 0;
  }
  if (left !== 0) names.push(`0x${left.toString(16)}`);
  return names;
}

/** gfpflags_allow_blocking(): the allocator may reclaim directly, so the caller may sleep. */
export function maySleep(mask: number, { gfp }: Pick<KernelConfig, "gfp">): boolean {
  return (mask & gfp.directReclaim) !== 0;
}
