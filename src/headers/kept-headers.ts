import type { FileIndex } from "../core/c/file-index.ts";

/** Bytes that an index takes for each name beside its text, roughly. */
const NAME_BYTES = 200;

/** Headers that were read, kept for the files to come until they take more than `bytes`. */
export class KeptHeaders {
  private indexes = new Map<string, FileIndex | undefined>();
  private older: ReadonlyMap<string, FileIndex | undefined> = new Map();
  private size = 0;

  constructor(
    private readonly readAnew: (path: string) => FileIndex | undefined,
    private readonly bytes: number,
  ) {}

  read(path: string): FileIndex | undefined {
    if (this.indexes.has(path)) return this.indexes.get(path);
    const index = this.older.has(path) ? this.older.get(path) : this.readAnew(path);
    this.size += index ? bytesOf(index) : 0;
    this.indexes.set(path, index);
    return index;
  }

  /** Forgets a file that has changed; returns whether it was kept. */
  forget(path: string): boolean {
    const isOlder = this.older.has(path);
    if (isOlder) this.older = new Map([...this.older].filter(([other]) => other !== path));
    return this.indexes.delete(path) || isOlder;
  }

  /**
   * Once much was read it becomes the older half of what is kept, and what nothing has used since the last time is
   * forgotten. Returns whether that was so.
   */
  makeRoom(): boolean {
    if (this.size <= this.bytes) return false;
    this.older = this.indexes;
    this.indexes = new Map();
    this.size = 0;
    return true;
  }
}

function bytesOf({ text, macros, names }: FileIndex): number {
  return text.length + NAME_BYTES * (macros.size + names.size);
}
