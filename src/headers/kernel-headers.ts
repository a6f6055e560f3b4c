import type { FileBuild } from "../core/c/build.ts";
import { type FileIndex, indexFile } from "../core/c/file-index.ts";
import type { KernelHeaders, ResolveInclude } from "../core/c/included-headers.ts";
import { CompileCommands } from "./compile-commands.ts";
import { ExistingFiles } from "./existing-files.ts";
import { type FileSystem, folderOf, normalizePath } from "./file-system.ts";
import { HeadersByName } from "./headers-by-name.ts";
import { buildOf, makefileFolders } from "./kbuild-flags.ts";
import { isObject, type OptionValue } from "./kbuild-objects.ts";
import { KeptHeaders } from "./kept-headers.ts";
import { includeFolders } from "./kernel-folders.ts";
import { Makefiles } from "./makefile.ts";
import { SourceIncluders } from "./source-includers.ts";
import { NO_TRACE, QUESTIONS, type Trace } from "./trace.ts";

/** Headers that Kbuild includes in front of every file. */
const IMPLICIT = ["linux/compiler-version.h", "linux/kconfig.h", "linux/compiler_types.h"];
/** Larger headers are tables of registers that no allocation needs, or no headers. */
const LARGEST = 32 * 2 ** 20;

type Includer = Parameters<ResolveInclude>[0];

/** What is asked about the include folders, on which everything rests. */
const FOLDERS = "include folders";

/** What is asked to find what a file includes: among the kernel's headers, or where those in a folder look first. */
function includesOf({ path }: Includer, context = "the kernel"): string {
  return `includes of ${path} for ${context}`;
}

/** Headers found and read for the files of one kernel: each is indexed once and kept. */
export class KernelHeaderFiles {
  private readonly folders: readonly string[];
  private readonly existing: ExistingFiles;
  private readonly ofKernel: KeptHeaders;
  private readonly ofDrivers: KeptHeaders;
  private readonly found = new Map<string, FileIndex | undefined>();
  private readonly locals = new Map<string, ResolveInclude>();
  private shared: KernelHeaders | undefined;
  private readonly byName: HeadersByName;
  private readonly makefiles: Makefiles;
  private readonly commands: CompileCommands;
  private readonly includers: SourceIncluders;
  private readonly trace: Trace;

  constructor(
    private readonly kernel: string,
    arch: string,
    private readonly files: FileSystem,
    /** Bytes of headers that are kept for the files to come, roughly: a driver's take some 30 MB. */
    kept = 2 ** 28,
  ) {
    this.trace = files.trace ?? NO_TRACE;
    this.folders = this.trace.within(FOLDERS, () => includeFolders(kernel, arch, files));
    this.existing = new ExistingFiles(files);
    this.byName = new HeadersByName(kernel, files);
    this.makefiles = new Makefiles(kernel, files);
    this.commands = new CompileCommands(files, this.existing);
    this.includers = new SourceIncluders(files);
    const read = (path: string) => this.readAnew(path);
    this.ofKernel = new KeptHeaders(read, kept);
    this.ofDrivers = new KeptHeaders(read, kept / 8);
  }

  /** Whether the kernel has any headers. */
  get isEmpty(): boolean {
    return this.folders.length === 0;
  }

  /** Includes of a driver's own: beside the including file, or where its Makefile points. */
  resolveLocal(main: string): ResolveInclude {
    this.makeRoom();
    this.trace.asks(FOLDERS);
    const ofCommand = this.commands.of(main, this.kernel)?.folders ?? [];
    const key = [folderOf(main), ...ofCommand].join("|");
    return this.trace.within(`folders for ${key}`, () => {
      let resolve = this.locals.get(key);
      if (!resolve) {
        resolve = this.localResolver(key, [...ofCommand, ...makefileFolders(main, this.kernel, this.makefiles)]);
        this.locals.set(key, resolve);
      }
      return resolve;
    });
  }

  /** What the compile database, or else the Makefiles say of a file, with the value that an option has. */
  buildOf(main: string, option: OptionValue): FileBuild {
    const command = this.commands.of(main, this.kernel);
    if (command) return { defines: command.defines, isModule: command.defines.has("MODULE") };
    const build = buildOf(main, this.kernel, this.makefiles, option);
    const includer = isObject(main, this.makefiles) === false ? this.includers.only(main) : undefined;
    return includer ? { ...build, includer } : build;
  }

  /** What the kernel's include folders answer; the same object until headers were forgotten. */
  headers(): KernelHeaders {
    return this.trace.within("implicit includes", () => {
      this.shared ??= {
        resolve: (from, path, angled) => this.trace.within(includesOf(from), () => this.findShared(from, path, angled)),
        implicit: IMPLICIT.flatMap((path) => this.inFolders(path) ?? []),
      };
      return this.shared;
    });
  }

  /** Forgets a file that was changed, made or removed, and what followed from it. */
  forget(path: string): void {
    const kept = [this.ofKernel, this.ofDrivers].map((headers) => headers.forget(path));
    const forgotten = [this.commands, this.makefiles, this.includers, this.existing].map((known) => known.forget(path));
    if (![...kept, ...forgotten].includes(true)) return;
    this.shared = undefined;
    this.found.clear();
    this.locals.clear();
  }

  /** Between files: forgets headers once many were read. What one file includes is kept whole while it is read. */
  private makeRoom(): void {
    if (this.ofDrivers.makeRoom()) this.locals.clear();
    if (!this.ofKernel.makeRoom()) return;
    this.shared = undefined;
    this.found.clear();
    this.locals.clear();
  }

  private localResolver(context: string, extra: readonly string[]): ResolveInclude {
    const { trace } = this;
    const found = new Map<string, FileIndex | undefined>();
    const find = (from: Includer, path: string, angled: boolean, key: string) => {
      if (found.has(key)) return found.get(key);
      const index = this.findLocal(from.path, path, angled, extra);
      const own = index && !this.isOfKernel(index.path) ? index : undefined;
      if (own) trace.asks(includesOf(own, context));
      found.set(key, own);
      return own;
    };
    return (from, path, angled) => {
      if (this.isOfKernel(from.path)) return undefined;
      const key = `${folderOf(from.path)}|${angled ? "<" : '"'}${path}`;
      return trace.within(includesOf(from, context), () => {
        trace.asks(includesOf(from)); // what is found nowhere here is looked for among the kernel's
        return trace.within(`${key} for ${context}`, () => find(from, path, angled, key));
      });
    };
  }

  private findShared(from: Includer, path: string, angled: boolean): FileIndex | undefined {
    const beside = angled ? undefined : this.read(normalizePath(`${folderOf(from.path)}/${path}`));
    if (beside) this.trace.asks(includesOf(beside));
    return beside ?? this.inFolders(path);
  }

  private isOfKernel(path: string): boolean {
    return this.folders.some((folder) => path.startsWith(`${folder}/`));
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

  private inFolders(path: string): FileIndex | undefined {
    return this.trace.within(`<${path}>`, () => {
      if (this.found.has(path)) return this.found.get(path);
      let index: FileIndex | undefined;
      for (const folder of this.folders) {
        index = this.read(normalizePath(`${folder}/${path}`));
        if (index) break;
      }
      if (index) this.trace.asks(includesOf(index));
      this.found.set(path, index);
      return index;
    });
  }

  private read(path: string): FileIndex | undefined {
    if (!this.existing.has(path)) return undefined;
    this.trace.asks(QUESTIONS.text(path));
    return (this.isOfKernel(path) ? this.ofKernel : this.ofDrivers).read(path);
  }

  private readAnew(path: string): FileIndex | undefined {
    const text = this.files.read(path);
    return text === undefined || text.length > LARGEST ? undefined : indexFile(path, text);
  }
}
