import { type FileIndex, indexFile } from "../core/c/file-index.ts";
import type { KernelHeaders, ResolveInclude } from "../core/c/included-headers.ts";
import { type FileSystem, folderOf, normalizePath } from "./file-system.ts";
import { HeadersByName } from "./headers-by-name.ts";
import { makefileFolders } from "./kbuild-flags.ts";
import { includeFolders } from "./kernel-folders.ts";

/** Headers that Kbuild includes in front of every file. */
const IMPLICIT = ["linux/compiler-version.h", "linux/kconfig.h", "linux/compiler_types.h"];
/** Larger headers are tables of registers that no allocation needs, or no headers. */
const LARGEST = 32 * 2 ** 20;
/** Characters of headers that are kept for the files to come. */
const KEPT = 2 ** 27;

/** Headers found and read for the files of one kernel: each is indexed once and kept. */
export class KernelHeaderFiles {
  private readonly folders: readonly string[];
  private indexes = new Map<string, FileIndex | undefined>();
  private older: ReadonlyMap<string, FileIndex | undefined> = new Map();
  private readonly found = new Map<string, FileIndex | undefined>();
  private readonly added = new Map<string, readonly string[]>();
  private size = 0;
  private readonly byName: HeadersByName;
  private readonly implicit: readonly FileIndex[];

  constructor(
    private readonly kernel: string,
    arch: string,
    private readonly files: FileSystem,
  ) {
    this.folders = includeFolders(kernel, arch, files);
    this.byName = new HeadersByName(kernel, files);
    this.implicit = IMPLICIT.flatMap((path) => this.inFolders(path) ?? []);
  }

  /** Whether the kernel has any headers. */
  get isEmpty(): boolean {
    return this.folders.length === 0;
  }

  /**
   * Between files: once much was read, it becomes the older half of what is kept, and what no file has used since the
   * last time is forgotten. The closure of one file is always kept whole for the next.
   */
  private makeRoom(): void {
    if (this.size <= KEPT) return;
    this.older = this.indexes;
    this.indexes = new Map();
    this.found.clear();
    this.size = 0;
  }

  /** Includes of a driver's own: beside the including file, or where its Makefile points. */
  resolveLocal(main: string): ResolveInclude {
    this.makeRoom();
    const isOfKernel = (path: string) => this.folders.some((folder) => path.startsWith(`${folder}/`));
    const extra = this.makefileFolders(main);
    return (from, path, angled) => {
      if (isOfKernel(from.path)) return undefined;
      const key = `${folderOf(main)}|${angled ? "<" : folderOf(from.path)}|${path}`;
      if (this.found.has(key)) return this.found.get(key);
      const index = this.findLocal(from.path, path, angled, extra);
      const own = index && !isOfKernel(index.path) ? index : undefined;
      this.found.set(key, own);
      return own;
    };
  }

  /** What the kernel's include folders answer. */
  headers(): KernelHeaders {
    const resolve: ResolveInclude = (from, path, angled) => {
      const beside = angled ? undefined : this.read(normalizePath(`${folderOf(from.path)}/${path}`));
      return beside ?? this.inFolders(path);
    };
    return { resolve, implicit: this.implicit };
  }

  private findLocal(from: string, path: string, angled: boolean, extra: readonly string[]): FileIndex | undefined {
    const beside = angled ? undefined : this.read(normalizePath(`${folderOf(from)}/${path}`));
    if (beside) return beside;
    for (const folder of extra) {
      const index = this.read(normalizePath(`${folder}/${path}`));
      if (index) return index;
    }
    if (this.inFolders(path)) return undefined;
    // Makefiles that are not plain: the only header of that name around is the one.
    const only = this.byName.only(path, folderOf(from));
    return only === undefined ? undefined : this.read(only);
  }

  private makefileFolders(main: string): readonly string[] {
    const folder = folderOf(main);
    let folders = this.added.get(folder);
    if (!folders) {
      folders = makefileFolders(main, this.kernel, this.files);
      this.added.set(folder, folders);
    }
    return folders;
  }

  private inFolders(path: string): FileIndex | undefined {
    if (this.found.has(path)) return this.found.get(path);
    let index: FileIndex | undefined;
    for (const folder of this.folders) {
      index = this.read(normalizePath(`${folder}/${path}`));
      if (index) break;
    }
    this.found.set(path, index);
    return index;
  }

  private readAnew(path: string): FileIndex | undefined {
    const text = this.files.read(path);
    return text === undefined || text.length > LARGEST ? undefined : indexFile(path, text);
  }

  private read(path: string): FileIndex | undefined {
    if (this.indexes.has(path)) return this.indexes.get(path);
    const index = this.older.has(path) ? this.older.get(path) : this.readAnew(path);
    this.size += index?.text.length ?? 0;
    this.indexes.set(path, index);
    return index;
  }
}
