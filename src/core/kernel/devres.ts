import { alignUp } from "./bits.ts";
import type { KernelConfig, LayoutConfig } from "./config.ts";
import { kmalloc } from "./kmalloc.ts";
import { fails, none } from "./outcome.ts";
import { allocPages } from "./pages.ts";
import type { Placement, TraceStep } from "./placement.ts";
import { atLeast } from "./version.ts";

/** kmalloc() with a devres header in front. Kernel: devm_kmalloc() → alloc_dr(). */
export function devmKmalloc(bytes: number, gfp: number, config: KernelConfig): Placement {
  // Up to 5.9 even 0 bytes get a header.
  if (bytes === 0 && atLeast(config.version, "5.10"))
    return none("devm_kmalloc()", "0 bytes give ZERO_SIZE_PTR, without a header");
  const header = config.devresHeader;
  const inner = kmalloc(bytes + header, gfp, config);
  const step: TraceStep = {
    kernel: "alloc_dr()",
    says: `a devres header of ${header} bytes precedes the memory: ${bytes + header} bytes are asked of kmalloc()`,
  };
  switch (inner.kind) {
    case "slab":
    case "pages":
      return { ...inner, bytesReq: bytes, overhead: header, trace: [step, ...inner.trace] };
    case "fails":
      return { ...fails(bytes, "devm_kmalloc()", inner.why), overhead: header, trace: [step, ...inner.trace] };
    case "none":
    case "unknown":
      return inner;
  }
}

/** Pages, with a devres record beside them. Kernel: devm_get_free_pages(). */
export function devmPages(order: number, gfp: number, config: KernelConfig): Placement {
  const block = allocPages(order, config);
  // struct pages_devres: an address and an order.
  const record = kmalloc(config.devresHeader + 2 * config.wordSize, gfp, config);
  if (block.kind === "fails" || record.kind !== "slab") return block;
  const says = `a devres record in ${record.cache} remembers the pages`;
  return {
    ...block,
    bytesAlloc: block.bytesAlloc + record.bytesAlloc,
    overhead: record.bytesAlloc,
    trace: [...block.trace, { kernel: "devres_alloc()", says }],
  };
}

/** offsetof(struct devres, data). `debugDevres` is CONFIG_DEBUG_DEVRES, which counts up to 5.14. */
export function devresHeaderSize(
  { version, wordSize, arch, kmallocMinAlign, dmaMinAlign }: Omit<LayoutConfig, "slubDebug">,
  debugDevres: boolean,
): number {
  // list_head and release function; a name and a size for tracing; 7.1 adds a function to free the node, and another release.
  const named = debugDevres || atLeast(version, "5.15");
  const words = 3 + (named ? 2 : 0) + (atLeast(version, "7.1") ? 2 : 0);
  const longLongAlign = arch === "i386" ? 4 : 8;
  const align = !atLeast(version, "4.20") ? longLongAlign : atLeast(version, "6.5") ? dmaMinAlign : kmallocMinAlign;
  return alignUp(words * wordSize, align);
}
