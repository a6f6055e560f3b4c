/** One line of what a running kernel says of its allocations. */
export type EvidenceRecord = CallRecord | CacheRecord;

/** Objects that one call allocated. */
export interface CallRecord {
  readonly kind: "call";
  readonly source: "alloc_traces" | "allocinfo" | "tracepoint";
  readonly function: string;
  readonly module?: string;
  /** allocinfo names the line; the others only the function. */
  readonly file?: string;
  readonly line?: number;
  readonly count: number;
  /** The cache that the objects are in: the name of the folder of alloc_traces. */
  readonly cache?: string;
  /** Bytes asked, and spent, for each object. */
  readonly bytesReq?: number;
  readonly bytesAlloc?: number;
  /** Bytes of each object beyond those asked, as SLUB counts them: without its own metadata. */
  readonly waste?: number;
}

/** A cache in all. */
export interface CacheRecord {
  readonly kind: "cache";
  readonly source: "slabinfo" | "slabinfo-X";
  readonly name: string;
  /** Objects in use, and slots that there are for them; slabinfo -X tells only the first. */
  readonly objects: number;
  readonly slots?: number;
  /** slabinfo: bytes from one object to the next (kmem_cache.size); slabinfo -X: bytes that an object holds. */
  readonly objectSize: number;
  readonly pagesPerSlab?: number;
  readonly slabs?: number;
  /** Bytes that hold no object's content, as slabinfo -X counts them. */
  readonly loss?: number;
}
