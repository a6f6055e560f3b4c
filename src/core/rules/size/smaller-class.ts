import type { KernelConfig } from "../../kernel/config.ts";
import type { SlabPlacement } from "../../kernel/placement.ts";

/** The next smaller kmalloc size than the one that was given, and how many bytes are too many for it. */
export function smallerClass(
  { objectSize, bytesReq, overhead }: SlabPlacement,
  { kmalloc }: KernelConfig,
): { readonly size: number; readonly tooMuch: number } | undefined {
  let size = 0;
  for (const known of kmalloc.normal) {
    if (known && known.objectSize < objectSize && known.objectSize > size) size = known.objectSize;
  }
  return size === 0 ? undefined : { size, tooMuch: bytesReq + overhead - size };
}
