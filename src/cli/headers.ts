import { resolve } from "node:path";
import type { FileBuild } from "../core/c/build.ts";
import type { KernelHeaders, ResolveInclude } from "../core/c/included-headers.ts";
import type { CTarget } from "../core/c/target.ts";
import type { FileSystem } from "../headers/file-system.ts";
import { HeadersBeside as HeadersBesideSources } from "../headers/headers-beside.ts";
import { KernelHeaderFiles } from "../headers/kernel-headers.ts";

/** Where the headers of a file come from. */
export interface HeaderSource {
  /** Headers that belong to the file's own driver or module. */
  resolverFor(mainFile: string): ResolveInclude;
  /** The kernel's, where its tree is read. */
  kernel(): KernelHeaders | undefined;
  /** What the kernel's build says of the file. */
  buildOf(mainFile: string, target: CTarget): FileBuild | undefined;
}

/** Headers beside the sources alone. */
export class HeadersBeside implements HeaderSource {
  private readonly headers: HeadersBesideSources;

  constructor(files: FileSystem) {
    this.headers = new HeadersBesideSources(files);
  }

  resolverFor(mainFile: string): ResolveInclude {
    return this.headers.resolveLocal(resolve(mainFile));
  }

  kernel(): undefined {
    return undefined;
  }

  buildOf(): undefined {
    return undefined;
  }
}

/** Bytes of headers that each thread keeps: files come by folders, so that more saves no time. */
const KEPT = 2 ** 26;

/** Headers of a kernel tree or headers package behind those of the file's own. */
export class HeadersOfKernel implements HeaderSource {
  private readonly files: KernelHeaderFiles;

  constructor(kernel: string, arch: string, files: FileSystem) {
    this.files = new KernelHeaderFiles(resolve(kernel), arch, files, KEPT);
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
