import { alignUp } from "./bits.ts";
import type { KernelConfig } from "./config.ts";
import { maySleep } from "./gfp.ts";
import { kmalloc } from "./kmalloc.ts";
import { fails, unknown } from "./outcome.ts";
import { pagesFor } from "./page-order.ts";
import type { Placement, TraceStep } from "./placement.ts";
import { atLeast } from "./version.ts";

/** Pages mapped one by one into the vmalloc area; huge ones where `huge` allows. Kernel: __vmalloc_node_range(). */
export function vmalloc(bytes: number, huge: boolean, config: KernelConfig): Placement {
  const kernel = "__vmalloc_node_range()";
  if (bytes === 0) return fails(0, kernel, "vmalloc(0) warns and returns NULL");
  const asked = Math.floor(bytes / config.pageSize);
  if (config.totalPages !== undefined && asked > config.totalPages)
    return fails(bytes, kernel, `${asked} pages are more than the machine has, ${config.totalPages}`);
  if (bytes >= config.vmallocArea)
    return unknown(`the size of the vmalloc area is not in the profile; it may not hold ${bytes} bytes`);

  const mapping = huge ? mappingSize(bytes, config) : config.pageSize;
  const bytesAlloc = alignUp(bytes, mapping);
  const pages = pagesFor(bytesAlloc, config);
  const trace: TraceStep[] = [];
  if (mapping > config.pageSize)
    trace.push({
      kernel: "arch_vmap_pmd_supported()",
      says: `${bytes} bytes are mapped by blocks of ${mapping} bytes, and round up to ${bytesAlloc}`,
    });
  trace.push(
    { kernel: "__vmalloc_area_node()", says: `${pages} pages of ${config.pageSize} bytes are allocated and mapped` },
    { kernel: "__get_vm_area_node()", says: "a guard page of addresses behind the area costs no memory" },
  );
  return { kind: "vmalloc", bytesReq: bytes, bytesAlloc, overhead: 0, pages, guardPages: 1, trace };
}

/** Size of the blocks that map an area: PMD_SIZE if each node's share reaches it, then contiguous PTEs, then pages. */
function mappingSize(bytes: number, config: KernelConfig): number {
  const pmdSize = 2 ** config.pmdShift;
  const share = atLeast(config.version, "7.0") ? bytes : Math.floor(bytes / config.numaNodes);
  if (!config.hugeVmalloc) return config.pageSize;
  if (share >= pmdSize) return pmdSize;
  return config.contPteSize > 0 && share >= config.contPteSize ? config.contPteSize : config.pageSize;
}

const INT_MAX = 0x7fff_ffff;

/** kmalloc(), or vmalloc() where that fails. Kernel: kvmalloc_node(), __kvmalloc_node() since 6.12. */
export function kvmalloc(bytes: number, gfp: number, config: KernelConfig, buckets?: string): Placement {
  const first = kmalloc(bytes, gfp, config, buckets);
  if (first.kind !== "fails") {
    if (bytes <= config.pageSize || first.kind !== "pages") return first;
    const says = "while memory is not too fragmented for one block; else vmalloc() maps single pages";
    return { ...first, trace: [...first.trace, { kernel: "kvmalloc_node()", says }] };
  }
  const refusal = refusesFallback(bytes, gfp, config);
  if (refusal !== undefined) return fails(bytes, "kvmalloc_node()", refusal);
  const second = vmalloc(bytes, atLeast(config.version, "5.18"), config);
  if (second.kind !== "vmalloc") return second;
  const says = `kmalloc() never holds ${bytes} bytes, its limit is ${config.kmallocMaxSize}: vmalloc()`;
  return { ...second, trace: [{ kernel: "kvmalloc_node()", says }, ...second.trace] };
}

/** Why kvmalloc() does not even try vmalloc(); undefined if it does. */
function refusesFallback(bytes: number, gfp: number, config: KernelConfig): string | undefined {
  const { version } = config;
  if (atLeast(version, "5.14") && bytes > INT_MAX) return `${bytes} bytes are above INT_MAX, which kvmalloc() refuses`;
  if (atLeast(version, "7.0")) return undefined;
  if (!maySleep(gfp, config)) return "above the limit of kmalloc(), and vmalloc() may not be used without sleeping";
  const kernelMask = config.gfp.masks.find(([name]) => name === "GFP_KERNEL")?.[1] ?? 0;
  if (!atLeast(version, "5.17") && (gfp & kernelMask) >>> 0 !== kernelMask)
    return "above the limit of kmalloc(), and vmalloc() is only tried with all of GFP_KERNEL before 5.17";
  return undefined;
}
