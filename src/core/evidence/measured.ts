import { cacheInHeading, readEvidenceLine } from "./read-line.ts";
import type { CacheRecord, CallRecord } from "./record.ts";

/** Different calls, and caches, of one kernel that are kept: a kernel has some ten thousand places that allocate. */
const MOST = 200_000;

/** Adds up what lines say, however many there are: what is kept grows with the places that allocate, not with the lines. */
export class Measured {
  private readonly calls = new Map<string, CallRecord>();
  private readonly caches = new Map<string, CacheRecord>();
  /** The heading is over columns of losses, not of space. */
  private showsLoss = false;
  private cache: string | undefined;
  /** Lines that say something. */
  lines = 0;

  /** A new file begins; `cache` is the one that its name tells. */
  startFile(cache: string | undefined): void {
    this.cache = cache;
    this.showsLoss = false;
  }

  line(line: string): void {
    if (line.startsWith("==> ")) this.startFile(cacheInHeading(line));
    if (line.startsWith("Name ")) this.showsLoss = / Loss /.test(line);
    const record = readEvidenceLine(line, this.cache);
    if (!record) return;
    this.lines++;
    if (record.kind === "call") this.addCall(record);
    else if (record.source === "slabinfo" || this.showsLoss) this.caches.set(`${record.source} ${record.name}`, record);
  }

  /** More is not kept: no kernel says that much. */
  get isFull(): boolean {
    return this.calls.size + this.caches.size >= MOST;
  }

  /** What single calls allocated, each once for every amount. */
  get callRecords(): readonly CallRecord[] {
    return [...this.calls.values()];
  }

  get cacheRecords(): readonly CacheRecord[] {
    return [...this.caches.values()];
  }

  private addCall(record: CallRecord): void {
    const { source, function: name, module, file, line, cache, bytesReq, bytesAlloc, waste } = record;
    const key = JSON.stringify([source, name, module, file, line, cache, bytesReq, bytesAlloc, waste]);
    const known = this.calls.get(key);
    this.calls.set(key, known ? { ...known, count: known.count + record.count } : record);
  }
}
