import type { KernelConfig } from "../kernel/config.ts";
import { devmKmalloc } from "../kernel/devres.ts";
import { dmaAllocCoherent, dmaPool } from "../kernel/dma.ts";
import { gfpMask } from "../kernel/gfp.ts";
import { kmalloc } from "../kernel/kmalloc.ts";
import { orderBytes } from "../kernel/page-order.ts";
import { allocPages, allocPagesExact } from "../kernel/pages.ts";
import { percpu } from "../kernel/percpu.ts";
import type { Placement } from "../kernel/placement.ts";
import { atLeast } from "../kernel/version.ts";
import { kvmalloc, vmalloc } from "../kernel/vmalloc.ts";
import { bytesText } from "./bytes-text.ts";
import type { LeafId } from "./graph.ts";
import { COSTLY_ORDER } from "./size-answers.ts";

/** One limit of an allocator in one kernel, computed by the simulator. */
export interface Limit {
  readonly label: string;
  readonly text: string;
  readonly bytes?: number;
}

/** What the allocator of a leaf can and cannot do in `config`'s kernel. */
export function limitsOf(leaf: LeafId, config: KernelConfig): readonly Limit[] {
  const gfp = gfpMask(["GFP_KERNEL"], config) ?? 0;
  switch (leaf) {
    case "kmalloc":
    case "array":
    case "flexible":
    case "kmemdup":
    case "kstrdup":
    case "memdup-user":
    case "streaming-dma":
      return [
        limit("Largest cache", config.kmallocMaxCacheSize),
        limit(
          "Largest request",
          largest((bytes) => kmalloc(bytes, gfp, config)),
        ),
        limit("Reliable up to", orderBytes(COSTLY_ORDER, config)),
        limit("Smallest", spent(kmalloc(1, gfp, config))),
      ];
    case "kmalloc-atomic":
      return [limit("Advisable up to", 2 * config.pageSize), limit("Smallest", spent(kmalloc(1, gfp, config)))];
    case "kvmalloc":
      return [
        limit("May be scattered above", config.pageSize),
        limit("Never kmalloc() above", config.kmallocMaxSize),
        ...refusal("Refused above", (bytes) => kvmalloc(bytes, gfp, config)),
      ];
    case "vmalloc":
    case "vmalloc-user":
      return [
        limit("Rounded up to", spent(vmalloc(1, false, config))),
        { label: "Guard behind it", text: `${bytesText(config.pageSize)} of addresses` },
        config.totalPages === undefined
          ? { label: "Largest request", text: "the free memory" }
          : limit("Largest request", config.totalPages * config.pageSize),
      ];
    case "pages":
      return [
        limit("Smallest", config.pageSize),
        limit("Reliable up to", orderBytes(COSTLY_ORDER, config)),
        limit(`Highest order, ${config.maxPageOrder}`, spent(allocPages(config.maxPageOrder, config))),
      ];
    case "exact-pages":
      return [
        limit("Rounded up to", config.pageSize),
        limit(
          "Largest request",
          largest((bytes) => allocPagesExact(bytes, config)),
        ),
      ];
    case "devm": {
      const header = config.devresHeader;
      return [
        limit("Hidden header", header),
        limit("Largest in the largest cache", config.kmallocMaxCacheSize - header),
        limit(`${bytesText(config.pageSize)} asked take`, spent(devmKmalloc(config.pageSize, gfp, config))),
        limit(
          "Largest request",
          largest((bytes) => devmKmalloc(bytes, gfp, config)),
        ),
      ];
    }
    case "dma-coherent":
    case "dmam-coherent":
      return [
        limit("Rounded up to at least", spent(dmaAllocCoherent(1, gfp, config))),
        config.dmaCma
          ? { label: "Largest request", text: "what the CMA area has free" }
          : limit(
              "Largest request without CMA",
              largest((bytes) => dmaAllocCoherent(bytes, gfp, config)),
            ),
      ];
    case "cma":
      return [
        limit("Page allocator ends at", spent(allocPages(config.maxPageOrder, config))),
        { label: "CMA area in this profile", text: config.dmaCma ? "yes" : "no" },
      ];
    case "dma-pool":
      return [limit("Smallest block", spent(dmaPool(1, 0, 0, config))), limit("Reserved at a time", config.pageSize)];
    case "percpu":
      return [
        limit(
          "Largest per CPU",
          largest((bytes) => percpu(bytes, 4, config)),
        ),
        { label: "Copies", text: `${config.possibleCpus}, one for each possible CPU` },
      ];
    case "kmem-cache":
      return [
        limit("Largest object", config.kmallocMaxSize),
        limit("SLAB_HWCACHE_ALIGN aligns to", config.cacheLine),
        limit("Objects are aligned to at least", config.slabMinAlign),
      ];
    case "nolock":
      return atLeast(config.version, "6.18")
        ? [limit("Largest of kmalloc_nolock()", 2 * config.pageSize)]
        : [{ label: "kmalloc_nolock()", text: "not in this kernel, since 6.18" }];
    case "scatter-gather":
      return [limit("Smallest piece", config.pageSize)];
    case "redesign":
      return [limit("Advisable without sleeping", 2 * config.pageSize)];
    case "mempool":
    case "subsystem":
    case "memblock":
      return [];
  }
}

/** The largest request that does not fail, given that larger ones than a failing one fail too; undefined: none was found. */
function largest(place: (bytes: number) => Placement): number | undefined {
  let good = 1;
  if (place(good).kind === "fails") return undefined;
  let bad = 2;
  while (place(bad).kind !== "fails") {
    good = bad;
    bad *= 2;
    if (bad > 2 ** 40) return undefined;
  }
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (place(middle).kind === "fails") bad = middle;
    else good = middle;
  }
  return good;
}

function refusal(label: string, place: (bytes: number) => Placement): readonly Limit[] {
  const bytes = largest(place);
  return bytes === undefined ? [] : [limit(label, bytes)];
}

function limit(label: string, bytes: number | undefined): Limit {
  return bytes === undefined ? { label, text: "not known" } : { label, text: bytesText(bytes), bytes };
}

function spent(placement: Placement): number | undefined {
  return "bytesAlloc" in placement && placement.kind !== "fails" ? placement.bytesAlloc : undefined;
}
