import { type FileSystem, folderOf } from "./file-system.ts";

/** Which files exist, by listing each folder once: most of the places where a header is looked for hold none. */
export class ExistingFiles {
  private readonly folders = new Map<string, ReadonlySet<string>>();

  constructor(private readonly files: FileSystem) {}

  has(path: string): boolean {
    const folder = folderOf(path);
    let names = this.folders.get(folder);
    if (!names) {
      names = new Set(this.files.list(folder));
      this.folders.set(folder, names);
    }
    return names.has(path.slice(path.lastIndexOf("/") + 1));
  }

  /** Forgets which files a folder holds where `path` is new there; returns whether it is. */
  forget(path: string): boolean {
    return this.folders.has(folderOf(path)) && !this.has(path) && this.folders.delete(folderOf(path));
  }
}
