import { dirname, join, resolve } from "node:path";
import { type FileIndex, indexFile } from "../core/c/file-index.ts";
import type { ResolveInclude } from "../core/c/included-headers.ts";
import { readBytes } from "./files.ts";

/** Characters of headers that are kept for the files to come. */
const KEPT = 2 ** 28;

/** Headers beside the sources, read when a file includes them and kept for the run. */
export class HeaderFiles {
  private readonly known = new Map<string, FileIndex | undefined>();
  private size = 0;

  /** Finds `#include "…"` from the including file's folder, then from that of the file under analysis. */
  resolverFor(mainFile: string): ResolveInclude {
    return (from, path, angled) => {
      if (angled) return undefined;
      return this.read(join(dirname(from.path), path)) ?? this.read(join(dirname(mainFile), path));
    };
  }

  private read(path: string): FileIndex | undefined {
    const key = resolve(path);
    if (this.known.has(key)) return this.known.get(key);
    const header = readBytes(path);
    const index = header.kind === "text" ? indexFile(path, header.text) : undefined;
    this.size += index?.text.length ?? 0;
    if (this.size > KEPT) {
      this.known.clear();
      this.size = index?.text.length ?? 0;
    }
    this.known.set(key, index);
    return index;
  }
}
