import type { DocKey } from "./links.ts";

/** The decision graph: questions that lead, answer by answer, to the APIs that fit. Its facts are in the two tables. */
export type QuestionId =
  | "early-boot"
  | "subsystem-object"
  | "device-dma"
  | "dma-shared"
  | "dma-small-blocks"
  | "dma-lifetime"
  | "dma-scattered"
  | "per-cpu"
  | "may-sleep"
  | "must-not-fail"
  | "copy-of"
  | "device-lifetime"
  | "fits-devres"
  | "user-mmap"
  | "mmap-virtual"
  | "many-objects"
  | "flexible-array"
  | "array-of-elements"
  | "small"
  | "contiguous"
  | "above-kmalloc"
  | "power-of-two-pages"
  | "nmi"
  | "can-defer"
  | "atomic-must-not-fail"
  | "atomic-small";

export type LeafId =
  | "memblock"
  | "subsystem"
  | "dma-pool"
  | "dmam-coherent"
  | "dma-coherent"
  | "scatter-gather"
  | "streaming-dma"
  | "percpu"
  | "mempool"
  | "memdup-user"
  | "kmemdup"
  | "kstrdup"
  | "devm"
  | "vmalloc-user"
  | "pages"
  | "exact-pages"
  | "kmem-cache"
  | "flexible"
  | "array"
  | "kmalloc"
  | "kvmalloc"
  | "vmalloc"
  | "cma"
  | "nolock"
  | "kmalloc-atomic"
  | "redesign";

export type NodeId = QuestionId | LeafId;

export type AnswerId = "yes" | "no" | "user" | "kernel" | "string" | "varies" | "huge";

export interface Edge {
  readonly answer: AnswerId;
  /** What the user picks. */
  readonly text: string;
  readonly to: NodeId;
  /** What to keep in mind at the leaf when this way was taken. */
  readonly advice?: string;
  /** The edge leads back up, to a question that another way has reached already. */
  readonly back?: true;
}

export interface Question {
  /** A few words for the drawing. */
  readonly label: string;
  readonly text: string;
  readonly help: string;
  readonly edges: readonly Edge[];
  /** The answer that holds for most calls in drivers; shown as presumed where nothing is known. */
  readonly usual: AnswerId;
}

export interface Leaf {
  /** A few words for the drawing. */
  readonly label: string;
  /** Names in the catalogue of APIs, the usual one first. */
  readonly apis: readonly string[];
  /** A call to start from; `since` forms exist from that kernel version on. */
  readonly sample: string;
  readonly sampleSince?: { readonly version: string; readonly sample: string };
  /** When this is the right choice. */
  readonly when: string;
  /** What it cannot do; numbers come from limits.ts. */
  readonly limits: string;
  /** What gives the memory back, as code or in words. */
  readonly free: string;
  readonly links: readonly DocKey[];
  readonly modifiers: readonly ModifierId[];
}

/** A wish that changes the call's name or mask, but not the way through the graph. */
export type ModifierId = "zero" | "numa" | "account" | "secret" | "scope";

export interface Modifier {
  readonly when: string;
  readonly advice: string;
}

export const MODIFIERS: Readonly<Record<ModifierId, Modifier>> = {
  zero: { when: "Cleared memory", advice: "take the zeroing form (kzalloc, kcalloc, kvzalloc) or add __GFP_ZERO" },
  numa: { when: "Memory near a device or CPU", advice: "take the _node form with dev_to_node() or cpu_to_node()" },
  account: {
    when: "User space decides how much is allocated",
    advice: "use GFP_KERNEL_ACCOUNT, which charges its memory cgroup",
  },
  secret: {
    when: "Keys and other secrets",
    advice: "free with kfree_sensitive() or kvfree_sensitive(), which clear first",
  },
  scope: { when: "Needed in one scope only", advice: "declare the pointer with __free(kfree) (since 6.5)" },
};

export const ROOT: QuestionId = "early-boot";
