import type { KernelConfig } from "../kernel/config.ts";
import { devmKmalloc } from "../kernel/devres.ts";
import { dmaAllocCoherent } from "../kernel/dma.ts";
import { gfpMask } from "../kernel/gfp.ts";
import { kmalloc } from "../kernel/kmalloc.ts";
import { getOrder, orderBytes } from "../kernel/page-order.ts";
import { allocPages, allocPagesExact } from "../kernel/pages.ts";
import { percpu } from "../kernel/percpu.ts";
import type { Placement } from "../kernel/placement.ts";
import { kvmalloc, vmalloc } from "../kernel/vmalloc.ts";
import { bytesText } from "./bytes-text.ts";
import type { LeafId } from "./graph.ts";
import { COSTLY_ORDER, sizeAnswers } from "./size-answers.ts";
import { type Answers, likelyWalk } from "./walk.ts";

/** Which API for which amount of which type of memory: the graph walked once for each cell. */
export interface AmountTable {
  readonly columns: readonly { readonly id: ColumnId; readonly title: string; readonly about: string }[];
  readonly rows: readonly AmountRow[];
}

export interface AmountRow {
  /** `up to 8 KiB`. */
  readonly title: string;
  /** Why the amount is a limit. */
  readonly about: string;
  /** The amount that the cells are computed for. */
  readonly bytes: number;
  readonly cells: readonly AmountCell[];
}

export interface AmountCell {
  readonly column: ColumnId;
  readonly leaf: LeafId;
  readonly advice: readonly string[];
  /** Bytes that the row's amount takes, where the simulator knows. */
  readonly bytesAlloc?: number;
  /** What goes with the API. */
  readonly note?: string;
  /** Why the amount cannot be had in this way. */
  readonly fails?: string;
}

export type ColumnId = "software" | "contiguous" | "device-bound" | "coherent" | "transfer" | "atomic" | "percpu";

const COLUMNS: readonly {
  readonly id: ColumnId;
  readonly title: string;
  readonly about: string;
  readonly answers: Answers;
}[] = [
  {
    id: "software",
    title: "Used by the CPU only",
    about: "Plain memory of the driver",
    answers: { "device-dma": "no", "may-sleep": "yes", contiguous: "varies" },
  },
  {
    id: "contiguous",
    title: "Physically contiguous",
    about: "One run of pages",
    answers: { "device-dma": "no", "may-sleep": "yes", contiguous: "yes" },
  },
  {
    id: "device-bound",
    title: "Freed with the device",
    about: "State set up in probe()",
    answers: { "device-dma": "no", "may-sleep": "yes", "device-lifetime": "yes" },
  },
  {
    id: "coherent",
    title: "Shared with the device",
    about: "Rings and descriptors",
    answers: { "device-dma": "yes", "dma-shared": "yes", "dma-lifetime": "no" },
  },
  {
    id: "transfer",
    title: "One DMA transfer",
    about: "A data buffer",
    answers: { "device-dma": "yes", "dma-shared": "no" },
  },
  {
    id: "atomic",
    title: "Without sleeping",
    about: "Interrupt or spinlock",
    answers: { "device-dma": "no", "may-sleep": "no" },
  },
  { id: "percpu", title: "A copy for each CPU", about: "Counters, scratch", answers: { "per-cpu": "yes" } },
];

export function amountTable(config: KernelConfig): AmountTable {
  return {
    columns: COLUMNS.map(({ id, title, about }) => ({ id, title, about })),
    rows: amounts(config).map((amount) => ({
      ...amount,
      cells: COLUMNS.map(({ id, answers }) => cellOf(id, answers, amount.bytes, config)),
    })),
  };
}

interface Amount {
  readonly title: string;
  readonly about: string;
  readonly bytes: number;
}

/** The amounts at which something changes in this kernel, in order. */
function amounts(config: KernelConfig): readonly Amount[] {
  const { pageSize, kmallocMaxCacheSize, kmallocMaxSize } = config;
  const costly = orderBytes(COSTLY_ORDER, config);
  const odd = 3 * (costly / 2);
  const all: readonly Amount[] = [
    { title: "200 bytes", about: "for example: a small struct", bytes: 200 },
    upTo(pageSize / 4, "a quarter of a page"),
    upTo(pageSize / 2, "half a page"),
    upTo(pageSize, "a page"),
    upTo(kmallocMaxCacheSize, "the largest kmalloc cache"),
    upTo(costly, `a block of order ${COSTLY_ORDER}, beyond which the page allocator tries less hard`),
    { title: bytesText(odd), about: "for example: no power of two of pages", bytes: odd },
    upTo(kmallocMaxSize, "KMALLOC_MAX_SIZE"),
    {
      title: `above ${bytesText(kmallocMaxSize)}`,
      about: "no block of the page allocator holds it",
      bytes: 2 * kmallocMaxSize,
    },
  ];
  const sorted = [...all].sort((a, b) => a.bytes - b.bytes);
  return sorted.filter(({ bytes }, index) => sorted.findIndex((other) => other.bytes === bytes) === index);
}

function upTo(bytes: number, about: string): Amount {
  return { title: `up to ${bytesText(bytes)}`, about, bytes };
}

function cellOf(column: ColumnId, fixed: Answers, bytes: number, config: KernelConfig): AmountCell {
  const size = sizeAnswers(bytes, config);
  const { at, advice } = likelyWalk({
    ...size,
    ...hugeIf(column, bytes, config),
    ...fixed,
    ...transferAnswers(column, bytes, config),
  });
  // Every way ends in a leaf.
  const leaf = at.kind === "leaf" ? at.id : "kmalloc";
  const note = column === "device-bound" && leaf !== "devm" ? { note: "with devm_add_action_or_reset()" } : {};
  const cell = { column, leaf, advice, ...note };
  const placement = placementOf(leaf, bytes, config);
  if (placement?.kind === "fails") return { ...cell, fails: placement.why };
  return placement && "bytesAlloc" in placement ? { ...cell, bytesAlloc: placement.bytesAlloc } : cell;
}

/** Above the limit of kmalloc(), kvmalloc() is only another name of vmalloc(). */
function hugeIf(column: ColumnId, bytes: number, { kmallocMaxSize }: KernelConfig): Answers {
  return column === "device-bound" && bytes > kmallocMaxSize ? { contiguous: "huge" } : {};
}

/** Beyond order 3 a transfer is better scattered; small coherent blocks come in numbers. */
function transferAnswers(column: ColumnId, bytes: number, config: KernelConfig): Answers {
  if (column === "coherent" && bytes * 2 < config.pageSize) return { "dma-small-blocks": "yes" };
  return column === "transfer" ? { "dma-scattered": bytes > orderBytes(COSTLY_ORDER, config) ? "yes" : "no" } : {};
}

/** What the leaf's API hands out for `bytes`; undefined where it depends on more than the amount. */
function placementOf(leaf: LeafId, bytes: number, config: KernelConfig): Placement | undefined {
  const gfp = gfpMask(["GFP_KERNEL"], config) ?? 0;
  switch (leaf) {
    case "kmalloc":
    case "kmalloc-atomic":
    case "streaming-dma":
    case "array":
    case "flexible":
    case "kmemdup":
    case "kstrdup":
    case "memdup-user":
      return kmalloc(bytes, gfp, config);
    case "kvmalloc":
      return kvmalloc(bytes, gfp, config);
    case "vmalloc":
    case "vmalloc-user":
      return vmalloc(bytes, false, config);
    case "pages":
      return allocPages(getOrder(bytes, config), config);
    case "exact-pages":
      return allocPagesExact(bytes, config);
    case "devm":
      return devmKmalloc(bytes, gfp, config);
    case "dma-coherent":
    case "dmam-coherent":
      return dmaAllocCoherent(bytes, gfp, config);
    case "percpu":
      return percpu(bytes, 4, config);
    case "scatter-gather":
    case "dma-pool":
    case "cma":
    case "mempool":
    case "subsystem":
    case "kmem-cache":
    case "nolock":
    case "redesign":
    case "memblock":
      return undefined;
  }
}
