/**
 * What a call asks of the kernel, with every argument evaluated. `bytes` is what the caller asks for, without hidden
 * headers; a number that is not exact (above Number.MAX_SAFE_INTEGER) is given as a bigint and always fails.
 */
export type AllocationRequest =
  | KmallocRequest
  | { readonly by: "devm"; readonly bytes: Bytes; readonly gfp: number }
  | { readonly by: "kvmalloc"; readonly bytes: Bytes; readonly gfp: number; readonly buckets?: string }
  | { readonly by: "vmalloc"; readonly bytes: Bytes; readonly huge?: boolean }
  | { readonly by: "pages"; readonly order: number; readonly gfp: number }
  /** A block of whole pages for so many bytes: alloc_pages(gfp, get_order(bytes)). */
  | { readonly by: "pages-for"; readonly bytes: Bytes; readonly gfp: number }
  | { readonly by: "pages-bulk"; readonly count: number; readonly gfp: number }
  | { readonly by: "pages-exact"; readonly bytes: Bytes; readonly gfp: number }
  | { readonly by: "devm-pages"; readonly order: number; readonly gfp: number }
  | { readonly by: "krealloc"; readonly oldBytes?: Bytes; readonly bytes: Bytes; readonly gfp: number }
  | CacheRequest
  | { readonly by: "dma-coherent"; readonly bytes: Bytes; readonly gfp: number }
  | DmaPoolRequest
  | { readonly by: "percpu"; readonly bytes: Bytes; readonly align: number }
  | { readonly by: "skb"; readonly bytes: Bytes; readonly gfp: number; readonly via: "alloc_skb" | "netdev" | "napi" }
  | { readonly by: "page-frag"; readonly bytes: Bytes; readonly align?: number }
  | { readonly by: "netdev"; readonly bytes: Bytes; readonly structBytes?: number }
  | { readonly by: "mempool"; readonly minNr: number; readonly elementBytes?: Bytes; readonly elementOrder?: number };

export type Bytes = number | bigint;

export interface KmallocRequest {
  readonly by: "kmalloc";
  readonly bytes: Bytes;
  readonly gfp: number;
  /** Prefix of a dedicated bucket set (`memdup_user`) that CONFIG_SLAB_BUCKETS gives this API. */
  readonly buckets?: string;
  /** Requests of more pages than this always fail (kmalloc_nolock). */
  readonly largestPages?: number;
}

/** kmem_cache_create(). `existing` are caches that a new one may be merged with. */
export interface CacheRequest {
  readonly by: "cache";
  readonly bytes: Bytes;
  readonly align: number;
  readonly flags: readonly string[];
  readonly ctor: boolean;
  readonly name?: string;
  readonly usersize?: number;
  readonly freePointerOffset?: number;
  readonly existing?: readonly ExistingCache[];
}

export interface ExistingCache {
  readonly name: string;
  readonly size: number;
  readonly align: number;
  readonly flags: readonly string[];
  readonly ctor?: boolean;
  readonly usersize?: number;
}

export interface DmaPoolRequest {
  readonly by: "dma-pool";
  readonly bytes: Bytes;
  readonly align: number;
  readonly boundary: number;
}
