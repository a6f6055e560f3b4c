import { type FileSystem, folderOf } from "./file-system.ts";
import { NO_TRACE, QUESTIONS } from "./trace.ts";

/** Which files exist, by listing each folder once: most of the places where a header is looked for hold none. */
export class ExistingFiles {
  private readonly folders = new Map<string, ReadonlySet<string>>();

  constructor(private readonly files: FileSystem) {}

  has(path: string): boolean {
    const folder = folderOf(path);
    let names = this.folders.get(folder);
    const { trace = NO_TRACE } = this.files;
    if (!names) {
      names = new Set(trace.apart(() => this.files.list(folder)));
      this.folders.set(folder, names);
    }
    const has = names.has(path.slice(path.lastIndexOf("/") + 1));
    trace.asks(QUESTIONS.has(path), String(has));
    return has;
  }

  /** Forgets which files a folder holds where `path` is new there; returns whether it is. */
  forget(path: string): boolean {
    return this.folders.has(folderOf(path)) && !this.has(path) && this.folders.delete(folderOf(path));
  }
}
