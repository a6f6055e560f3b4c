import type { KernelConfig } from "./config.ts";
import { kmalloc, ksize } from "./kmalloc.ts";
import { none } from "./outcome.ts";
import type { Placement } from "./placement.ts";

/**
 * krealloc() of a block that kmalloc(oldBytes) returned: the same block while it is big enough, it never shrinks.
 * Without `oldBytes` (the old block is not known) it is placed like a new one. Kernel: __do_krealloc().
 */
export function krealloc(oldBytes: number | undefined, bytes: number, gfp: number, config: KernelConfig): Placement {
  if (bytes === 0)
    return { ...none("krealloc()", "a new size of 0 frees the block and gives ZERO_SIZE_PTR"), moved: true };
  const usable = oldBytes ? ksize(oldBytes, config) : undefined;
  if (oldBytes !== undefined && usable !== undefined && usable >= bytes) {
    const old = kmalloc(oldBytes, gfp, config);
    const says = `the block of ${usable} bytes already holds ${bytes}: the same pointer comes back`;
    if (old.kind === "slab" || old.kind === "pages")
      return { ...old, bytesReq: bytes, moved: false, trace: [{ kernel: "__do_krealloc()", says }] };
  }
  const fresh = kmalloc(bytes, gfp, config);
  if (oldBytes === undefined || (fresh.kind !== "slab" && fresh.kind !== "pages")) return fresh;
  const says = `the old block of ${usable ?? 0} bytes is too small: a new one is allocated, the old copied and freed`;
  return { ...fresh, moved: true, trace: [{ kernel: "__do_krealloc()", says }, ...fresh.trace] };
}
