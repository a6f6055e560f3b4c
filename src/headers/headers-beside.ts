import { type FileIndex, indexFile } from "../core/c/file-index.ts";
import type { ResolveInclude } from "../core/c/included-headers.ts";
import { type FileSystem, folderOf, normalizePath } from "./file-system.ts";
import { KeptHeaders } from "./kept-headers.ts";
import { NO_TRACE, QUESTIONS, type Trace } from "./trace.ts";

/** Headers beside the sources, read when a file includes them, for sources that no kernel's headers are at hand for. */
export class HeadersBeside {
  private readonly kept: KeptHeaders;
  private readonly resolvers = new Map<string, ResolveInclude>();

  private readonly trace: Trace;

  constructor(files: FileSystem) {
    this.trace = files.trace ?? NO_TRACE;
    const readAnew = (path: string) => {
      const text = files.read(path);
      return text === undefined ? undefined : indexFile(path, text);
    };
    this.kept = new KeptHeaders(readAnew, 2 ** 24);
  }

  /** Finds `#include "…"` from the including file's folder, then from that of the file under analysis. */
  resolveLocal(main: string): ResolveInclude {
    if (this.kept.makeRoom()) this.resolvers.clear();
    const folder = folderOf(main);
    let resolve = this.resolvers.get(folder);
    if (!resolve) {
      const find = (from: string, path: string) => this.read(folderOf(from), path) ?? this.read(folder, path);
      const includesOf = (header: string) => `includes of ${header} for ${folder}`;
      const findTraced = (from: string, path: string) =>
        this.trace.within(includesOf(from), () => {
          const index = find(from, path);
          if (index) this.trace.asks(includesOf(index.path));
          return index;
        });
      const findOne = this.trace === NO_TRACE ? find : findTraced;
      resolve = (from, path, angled) => (angled ? undefined : findOne(from.path, path));
      this.resolvers.set(folder, resolve);
    }
    return resolve;
  }

  /** Nothing that a build says. */
  buildOf(): undefined {
    return undefined;
  }

  /** No kernel's headers. */
  headers(): undefined {
    return undefined;
  }

  /** Forgets a file that has changed, and what followed from it. */
  forget(path: string): void {
    if (this.kept.forget(path)) this.resolvers.clear();
  }

  private read(folder: string, path: string): FileIndex | undefined {
    if (path.startsWith("/")) return undefined;
    const header = normalizePath(`${folder}/${path}`);
    this.trace.asks(QUESTIONS.text(header));
    return this.kept.read(header);
  }
}
