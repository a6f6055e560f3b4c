import { type FileIndex, indexFile } from "../core/c/file-index.ts";
import { type FileSystem, folderOf } from "./file-system.ts";
import { NO_TRACE } from "./trace.ts";

/** A source that includes another one of its folder. */
interface Inclusion {
  readonly path: string;
  readonly text: string;
  readonly at: number;
}

/** Sources that are included by others: `#include "ohci-dbg.c"`. */
export class SourceIncluders {
  private readonly folders = new Map<string, ReadonlyMap<string, readonly Inclusion[]>>();

  constructor(private readonly files: FileSystem) {}

  /** The text above the #include in the only file of the folder that includes `source`. */
  only(source: string): FileIndex | undefined {
    if (!source.endsWith(".c")) return undefined;
    const folder = folderOf(source);
    const [first, ...others] = this.inFolder(folder).get(source.slice(folder.length + 1)) ?? [];
    return first && others.length === 0 ? indexFile(first.path, first.text.slice(0, first.at)) : undefined;
  }

  /** Forgets a source that has changed; returns whether it was known. */
  forget(path: string): boolean {
    return path.endsWith(".c") && this.folders.delete(folderOf(path));
  }

  private inFolder(folder: string): ReadonlyMap<string, readonly Inclusion[]> {
    return (this.files.trace ?? NO_TRACE).within(`includers in ${folder}`, () => this.readFolder(folder));
  }

  private readFolder(folder: string): ReadonlyMap<string, readonly Inclusion[]> {
    const known = this.folders.get(folder);
    if (known) return known;
    const found = new Map<string, Inclusion[]>();
    for (const name of this.files.list(folder)) {
      const path = `${folder}/${name}`;
      const text = name.endsWith(".c") ? this.files.read(path) : undefined;
      if (text === undefined) continue;
      for (const include of text.matchAll(/^[ \t]*#[ \t]*include[ \t]+"([^"\n/]+\.c)"/gm)) {
        const inclusion = { path, text, at: include.index };
        const known = found.get(include[1] ?? "");
        if (known) known.push(inclusion);
        else found.set(include[1] ?? "", [inclusion]);
      }
    }
    this.folders.set(folder, found);
    return found;
  }
}
