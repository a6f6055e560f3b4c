import type { LayoutConfig } from "./config.ts";
import { atLeast } from "./version.ts";

/** The object that generic KASAN surrounds. */
interface KasanObject {
  readonly size: number;
  /** SLAB_TYPESAFE_BY_RCU or a constructor: the object is still read after it was freed. */
  readonly outlivesFree: boolean;
}

/** Slot of an object once generic KASAN's metadata and red zone follow it. Kernel: kasan_cache_create() (since 6.1). */
export function kasanGrow(slot: number, { size, outlivesFree }: KasanObject, config: LayoutConfig): number {
  const track = config.kasanExtraInfo ? 16 : 8;
  // struct kasan_alloc_meta: who allocated, and two auxiliary stacks; struct kasan_free_meta: a link, and who freed.
  const allocMeta = track + 8;
  const freeMeta = config.wordSize + track;
  const grown = slot + allocMeta + freeMetaOutside(freeMeta, size, outlivesFree, config);
  return Math.max(grown, size + optimalRedzone(size));
}

/** Bytes of the free metadata that do not fit the free object itself. */
function freeMetaOutside(freeMeta: number, size: number, outlivesFree: boolean, config: LayoutConfig): number {
  if (outlivesFree) return freeMeta;
  if (size >= freeMeta) return 0;
  // Since 6.8 its beginning lies in a small object, unless SLUB's own debugging needs that.
  return atLeast(config.version, "6.8") && config.slubDebug.length === 0 ? freeMeta - size : freeMeta;
}

/** Red zone that grows with the object: 16 bytes to 2 KiB. Kernel: optimal_redzone(). */
function optimalRedzone(size: number): number {
  const redzones = [16, 32, 64, 128, 256, 512, 1024];
  const limits = [64, 128, 512, 4096, 2 ** 14, 2 ** 15, 2 ** 16];
  return redzones.find((redzone, index) => size <= (limits[index] ?? 0) - redzone) ?? 2048;
}
