import { isPowerOfTwo, lowestBit } from "./bits.ts";
import type { KernelConfig } from "./config.ts";
import { ksize } from "./kmalloc.ts";
import { getOrder, orderBytes } from "./page-order.ts";
import { atLeast } from "./version.ts";

/**
 * Alignment that kmalloc(bytes) promises for its pointer; undefined where it returns none. The promise is about the
 * size asked for, not the class it gets: ARCH_KMALLOC_MINALIGN always, powers of two their own size since 5.4, any
 * size its largest power-of-two divisor since 6.11.
 */
export function kmallocAlign(bytes: number, config: KernelConfig): number | undefined {
  if (!isSize(bytes) || bytes === 0 || bytes > config.kmallocMaxSize) return undefined;
  // Whole pages are aligned to their block.
  if (bytes > config.kmallocMaxCacheSize) return orderBytes(getOrder(bytes, config), config);
  const least = Math.max(config.kmallocMinAlign, config.kmallocRunMinAlign, config.slabMinAlign);
  if (atLeast(config.version, "6.11")) return Math.max(least, lowestBit(bytes));
  return atLeast(config.version, "5.4") && isPowerOfTwo(bytes) ? Math.max(least, bytes) : least;
}

/**
 * kmalloc_size_roundup(): what to ask for to use all that kmalloc(bytes) would give; undefined where the kernel has no
 * such function (before 6.1) or the size is none.
 */
export function kmallocSizeRoundup(bytes: number, config: KernelConfig): number | undefined {
  if (!isSize(bytes) || !atLeast(config.version, "6.1")) return undefined;
  // SLOB had its own, which counts in units of the minimum alignment.
  if (config.allocator === "slob") return Math.ceil(bytes / config.kmallocMinAlign) * config.kmallocMinAlign;
  if (bytes <= config.kmallocMaxSize) return ksize(bytes, config);
  // Above the maximum: rounded up like any other size until 6.5, returned as it is since 6.6.
  return atLeast(config.version, "6.6") ? bytes : orderBytes(getOrder(bytes, config), config);
}

function isSize(bytes: number): boolean {
  return Number.isSafeInteger(bytes) && bytes >= 0;
}
