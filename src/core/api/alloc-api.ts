import type { AllocationRequest } from "../kernel/request.ts";

/** A row of the catalogue: what one allocation API takes, asks the kernel for, returns and is freed with. */
export interface AllocApi {
  readonly name: string;
  readonly family: Family;
  /** The call as documentation shows it: `kmalloc(size, gfp)`. */
  readonly signature: string;
  readonly header: string;
  /** Which allocator of the simulator serves the call. */
  readonly by: AllocationRequest["by"] | "object" | "subsystem";
  readonly sizing: Sizing;
  /** Where the GFP mask comes from: an argument, a mask the API uses by itself, or an optional last argument. */
  readonly gfp: GfpSource;
  /** Flags that the API adds to the caller's mask by macro, before the allocator sees it. */
  readonly adds?: readonly string[];
  readonly zeroes: boolean | "copies";
  readonly contiguity: "physical" | "virtual" | "either";
  /** `gfp`: sleeps if and only if the mask contains __GFP_DIRECT_RECLAIM. */
  readonly sleeps: "gfp" | "always" | "never";
  readonly returns: "pointer" | "typed-pointer" | "err-pointer" | "page" | "address" | "cache" | "count" | "errno";
  readonly frees: readonly string[];
  /** `i`: inline or macro over an exported symbol. */
  readonly exported: "yes" | "gpl" | "inline" | "no";
  /** First and last mainline version (`"5.11"`), left out where every supported kernel has it. */
  readonly since?: string;
  readonly until?: string;
  readonly notes?: string;
}

export type GfpSource =
  | { readonly from: "argument"; readonly index: number }
  | { readonly from: "optional"; readonly index: number; readonly default: string }
  | { readonly from: "fixed"; readonly mask: string }
  | { readonly from: "none" };

/** How the number of bytes follows from the arguments. Indexes are 0-based positions in the call. A closed set. */
export type Sizing =
  | { readonly kind: "bytes"; readonly size: number; readonly plus?: number }
  | { readonly kind: "array"; readonly count: number; readonly each: number }
  | { readonly kind: "order"; readonly order: number }
  | { readonly kind: "one-page" }
  | { readonly kind: "page-count"; readonly count: number }
  | { readonly kind: "type"; readonly type: number }
  | { readonly kind: "type-array"; readonly type: number; readonly count: number }
  | { readonly kind: "flex"; readonly type: number; readonly member: number; readonly count: number }
  | { readonly kind: "bits"; readonly bits: number }
  | { readonly kind: "string"; readonly text: number; readonly max?: number }
  | { readonly kind: "format" }
  | { readonly kind: "cache"; readonly size: number; readonly align: number; readonly flags: number; readonly ctor: number }
  | { readonly kind: "cache-type"; readonly type: number; readonly flags: number }
  | { readonly kind: "dma-pool"; readonly size: number; readonly align: number; readonly boundary: number }
  | { readonly kind: "percpu"; readonly size: number; readonly align: number }
  | { readonly kind: "object"; readonly pool: number }
  | { readonly kind: "mempool"; readonly count: number; readonly element?: number; readonly order?: number }
  | { readonly kind: "inside" };

export type Family =
  | "kmalloc"
  | "strings"
  | "user copies"
  | "typed"
  | "kvmalloc"
  | "pages"
  | "vmalloc"
  | "slab caches"
  | "mempool"
  | "device-managed"
  | "dma"
  | "percpu"
  | "genalloc"
  | "networking"
  | "other";
