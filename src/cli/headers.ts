import { dirname, join, resolve } from "node:path";
import type { FileBuild } from "../core/c/build.ts";
import { type FileIndex, indexFile } from "../core/c/file-index.ts";
import type { KernelHeaders, ResolveInclude } from "../core/c/included-headers.ts";
import type { CTarget } from "../core/c/target.ts";
import type { FileSystem } from "../headers/file-system.ts";
import { KernelHeaderFiles } from "../headers/kernel-headers.ts";

/** Characters of headers that are kept for the files to come. */
const KEPT = 2 ** 26;

/** Where the headers of a file come from. */
export interface HeaderSource {
  /** Headers that belong to the file's own driver or module. */
  resolverFor(mainFile: string): ResolveInclude;
  /** The kernel's, where its tree is read. */
  kernel(): KernelHeaders | undefined;
  /** What the kernel's build says of the file. */
  buildOf(mainFile: string, target: CTarget): FileBuild | undefined;
}

/** Headers beside the sources, read when a file includes them and kept for the run. */
export class HeadersBeside implements HeaderSource {
  private readonly known = new Map<string, FileIndex | undefined>();
  private size = 0;

  constructor(private readonly files: FileSystem) {}

  /** Finds `#include "…"` from the including file's folder, then from that of the file under analysis. */
  resolverFor(mainFile: string): ResolveInclude {
    return (from, path, angled) => {
      if (angled) return undefined;
      return this.read(join(dirname(from.path), path)) ?? this.read(join(dirname(mainFile), path));
    };
  }

  kernel(): undefined {
    return undefined;
  }

  buildOf(): undefined {
    return undefined;
  }

  private read(path: string): FileIndex | undefined {
    const key = resolve(path);
    if (this.known.has(key)) return this.known.get(key);
    const header = this.files.read(path);
    const index = header === undefined ? undefined : indexFile(path, header);
    this.size += index?.text.length ?? 0;
    if (this.size > KEPT) {
      this.known.clear();
      this.size = index?.text.length ?? 0;
    }
    this.known.set(key, index);
    return index;
  }
}

/** Headers of a kernel tree or headers package behind those of the file's own. */
export class HeadersOfKernel implements HeaderSource {
  private readonly files: KernelHeaderFiles;

  constructor(kernel: string, arch: string, files: FileSystem) {
    this.files = new KernelHeaderFiles(resolve(kernel), arch, files);
  }

  get isEmpty(): boolean {
    return this.files.isEmpty;
  }

  resolverFor(mainFile: string): ResolveInclude {
    return this.files.resolveLocal(resolve(mainFile));
  }

  kernel(): KernelHeaders {
    return this.files.headers();
  }

  buildOf(mainFile: string, target: CTarget): FileBuild {
    return this.files.buildOf(resolve(mainFile), (option) => target.config(option));
  }
}
