import type { AllocationRequest } from "../kernel/request.ts";

/** A row of the catalogue: what one allocation API takes, asks the kernel for, returns and is freed with. */
export interface AllocApi extends CallForm {
  readonly name: string;
  readonly family: Family;
  readonly header: string;
  /** Which of the simulator's socket buffers a row of `by: "skb"` asks for. */
  readonly via?: "alloc_skb" | "netdev" | "napi";
  /** Prefix of the bucket set that CONFIG_SLAB_BUCKETS gives this API alone. */
  readonly buckets?: string;
  /** The area may be mapped with huge pages and is then rounded up to them (vmalloc_huge). */
  readonly huge?: boolean;
  /** Bytes that the API itself puts around the caller's before the allocator sees the request. */
  readonly wraps?: Wrapping;
  /** Flags that the API adds to the caller's mask by macro or inline, before the allocator sees it. */
  readonly adds?: readonly string[];
  readonly zeroes: boolean | "copies";
  readonly contiguity: "physical" | "virtual" | "either";
  /** `gfp`: sleeps if and only if the mask contains __GFP_DIRECT_RECLAIM. */
  readonly sleeps: "gfp" | "always" | "never";
  readonly returns:
    | "pointer"
    | "typed-pointer"
    | "err-pointer"
    | "page"
    | "folio"
    | "address"
    | "cache"
    | "count"
    | "errno";
  /** Functions that may free the memory; for a managed API those that free it early. */
  readonly frees: readonly string[];
  /** Functions that may free it too from a kernel version on. */
  readonly freesSince?: { readonly version: string; readonly functions: readonly string[] };
  /** The kernel frees the memory by itself when the device, or what stands for it, goes away. */
  readonly managed?: boolean;
  /** `inline`: inline or macro over an exported symbol. */
  readonly exported: "yes" | "gpl" | "inline" | "no";
  /** First and last mainline version (`"5.11"`), left out where every supported kernel has it. */
  readonly since?: string;
  readonly until?: string;
  /** Requests of more pages than this always fail. */
  readonly largestPages?: number;
  /** Other signatures of the same name. The first that applies wins over the row; see formOf(). */
  readonly variants?: readonly Variant[];
  /** `false`: known by name, but a call of it takes no memory of a size that the caller chose, so it is no site. */
  readonly scanned?: false;
  readonly notes?: string;
}

/** How a call is read: what can differ between two signatures of one name. */
export interface CallForm {
  /** The call as documentation shows it: `kmalloc(size, gfp)`. */
  readonly signature: string;
  /** Which allocator of the simulator serves the call. */
  readonly by: Server;
  readonly sizing: Sizing;
  /** Where the GFP mask comes from: an argument, a mask the API uses by itself, or an optional last argument. */
  readonly gfp: GfpSource;
  /** Argument whose block the call resizes (and frees, when the new one lies elsewhere). */
  readonly reallocates?: number;
}

/** `object`: one object of a cache or pool made elsewhere. `subsystem`: not simulated, the subsystem decides. */
export type Server = Exclude<AllocationRequest["by"], "pages-for"> | "object" | "subsystem";

/**
 * A signature that holds for some kernels only. The number of arguments tells two forms apart even where the kernel
 * is not known, as in a driver that is written for several versions.
 */
export interface Variant extends Partial<CallForm> {
  readonly arguments?: number;
  readonly since?: string;
  readonly until?: string;
}

/** The allocator is asked for header + bytes, each rounded up to `align`, once per header, innermost first. */
export interface Wrapping {
  readonly headers: readonly number[];
  readonly align: number;
}

/** A fixed mask is written as in C: `GFP_KERNEL | __GFP_ZERO`. */
export type GfpSource =
  | { readonly from: "argument"; readonly index: number }
  | { readonly from: "optional"; readonly index: number; readonly default: string }
  | { readonly from: "fixed"; readonly mask: string }
  | { readonly from: "none" };

/** How the number of bytes follows from the arguments. Indexes are 0-based positions in the call. A closed set. */
export type Sizing =
  /** Argument `size`, and `plus` bytes more. */
  | { readonly kind: "bytes"; readonly size: number; readonly plus?: number }
  | { readonly kind: "sum"; readonly sizes: readonly number[] }
  | { readonly kind: "array"; readonly count: number; readonly each: number }
  | { readonly kind: "order"; readonly order: number }
  | { readonly kind: "one-page" }
  | { readonly kind: "page-count"; readonly count: number }
  /** sizeof of a type name or of an expression that is not evaluated. */
  | { readonly kind: "type"; readonly type: number }
  | { readonly kind: "type-array"; readonly type: number; readonly count: number }
  /** struct_size_t(type, member, count) */
  | { readonly kind: "flex"; readonly type: number; readonly member: number; readonly count: number }
  /** Whole longs that hold so many bits. */
  | { readonly kind: "bits"; readonly bits: number }
  /**
   * strlen(text) + 1 bytes. With `max`, the argument that bounds the length: between 1 and max + `plus` bytes
   * (`plus` is 1 where max does not count the terminating NUL, else 0).
   */
  | { readonly kind: "string"; readonly text: number; readonly max?: number; readonly plus?: 0 | 1 }
  /** As many bytes as the formatted text has, and its NUL. */
  | { readonly kind: "format"; readonly format: number }
  /** count elements of the kfifo; the allocator is asked for the next power of two of them. */
  | { readonly kind: "kfifo"; readonly fifo: number; readonly count: number }
  | CacheSizing
  /** size, align, constructor and usercopy window in a struct kmem_cache_args (or NULL). */
  | { readonly kind: "cache-args"; readonly size: number; readonly args: number; readonly flags: number }
  /** `struct <type>`, with its alignment; `field` is the usercopy window. */
  | { readonly kind: "cache-type"; readonly type: number; readonly flags: number; readonly field?: number }
  | { readonly kind: "dma-pool"; readonly size: number; readonly align: number; readonly boundary: number }
  | { readonly kind: "percpu"; readonly size: number; readonly align: number }
  /** One object, or `count` of them, of the cache or pool in argument `pool`. */
  | { readonly kind: "object"; readonly pool: number; readonly count?: number }
  | MempoolSizing
  /** The size is the subsystem's own affair. */
  | { readonly kind: "inside" }
  /** Nothing: existing memory is mapped or wrapped. */
  | { readonly kind: "none" };

export interface CacheSizing {
  readonly kind: "cache";
  readonly size: number;
  readonly align: number;
  readonly flags: number;
  readonly ctor: number;
  readonly useroffset?: number;
  readonly usersize?: number;
}

/** `count` elements, each of `element` bytes, of 2^`order` pages, or an object of `cache`. */
export interface MempoolSizing {
  readonly kind: "mempool";
  readonly count: number;
  readonly element?: number;
  readonly order?: number;
  readonly cache?: number;
}

export const FAMILIES = [
  "kmalloc",
  "strings",
  "user copies",
  "typed",
  "kvmalloc",
  "pages",
  "vmalloc",
  "slab caches",
  "mempool",
  "device-managed",
  "dma",
  "percpu",
  "genalloc",
  "networking",
  "other",
] as const;

export type Family = (typeof FAMILIES)[number];
