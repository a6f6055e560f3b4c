import type { FileIndex } from "./file-index.ts";
import type { Found, Headers, Includer, UnitFile } from "./unit.ts";

/** No headers at all, none of which is missing. */
export const NO_HEADERS: Headers = {
  macros: () => [],
  tags: () => [],
  names: () => [],
  includers: () => [],
  includedAt: () => undefined,
  macroCalls: [],
  has: () => false,
  complete: true,
};

/** What an include of a file resolves to: a header that was read, or undefined where it was not found. */
export type ResolveInclude = (from: FileIndex, path: string, angled: boolean) => FileIndex | undefined;

/** A kernel's headers. */
export interface KernelHeaders {
  readonly resolve: ResolveInclude;
  /** Headers that the build includes in front of every file: include/linux/compiler_types.h, kconfig.h. */
  readonly implicit: readonly FileIndex[];
}

/**
 * Headers that a file includes, in the order in which a compiler meets their text: `local` ones, which belong to the
 * driver or module, and those of the `kernel`.
 */
export class IncludedHeaders {
  readonly local = new HeaderList();
  readonly kernel = new HeaderList();
  private readonly byIndex = new Map<FileIndex, UnitFile>();

  constructor(
    main: UnitFile,
    private readonly resolveLocal: ResolveInclude,
    private readonly kernelHeaders: KernelHeaders | undefined,
  ) {
    this.byIndex.set(main.index, main);
    for (const index of kernelHeaders?.implicit ?? []) this.enter({ index, source: "headers" }, this.kernel);
    this.visit(main, this.local);
  }

  private visit(from: UnitFile, list: HeaderList): void {
    for (const { path, angled, branch, at } of from.index.includes) {
      const beside = this.resolveLocal(from.index, path, angled);
      const index = beside ?? this.kernelHeaders?.resolve(from.index, path, angled);
      if (!index) {
        // With the kernel's headers at hand, what is not found is another architecture's or configuration's, unless it
        // is the driver's own and not conditional.
        const isOwn = list === this.local && !angled && isUnconditional(from, branch);
        if (!this.kernelHeaders || isOwn) this.local.complete = false;
        continue;
      }
      const known = this.byIndex.get(index);
      const file = known ?? { index, source: "headers" as const };
      const role = beside && list === this.local ? this.local : this.kernel;
      role.noteIncluder(file, { file: from, branch, at });
      if (!known) this.enter(file, role);
    }
  }

  private enter(file: UnitFile, list: HeaderList): void {
    if (this.byIndex.has(file.index)) return;
    this.byIndex.set(file.index, file);
    this.visit(file, list);
    list.add(file);
  }
}

function isUnconditional({ index }: UnitFile, branch: number): boolean {
  return branch < 0 || index.branches[branch]?.guard === true;
}

/** Headers of one role, searched by name. */
class HeaderList implements Headers {
  readonly files: UnitFile[] = [];
  complete = true;
  private readonly members = new Set<UnitFile>();
  private readonly includedBy = new Map<UnitFile, Includer[]>();

  private calls: Found[] | undefined;

  get macroCalls(): readonly Found[] {
    this.calls ??= this.files.flatMap((file) => file.index.macroCalls.map((declaration) => ({ file, declaration })));
    return this.calls;
  }

  add(file: UnitFile): void {
    this.files.push(file);
    this.members.add(file);
  }

  has(file: UnitFile): boolean {
    return this.members.has(file);
  }

  includedAt(file: UnitFile, offset: number): UnitFile | undefined {
    for (const [header, includers] of this.includedBy) {
      if (includers.some((includer) => includer.file === file && includer.at === offset)) return header;
    }
    return undefined;
  }

  noteIncluder(file: UnitFile, includer: Includer): void {
    const includers = this.includedBy.get(file);
    if (includers) includers.push(includer);
    else this.includedBy.set(file, [includer]);
  }

  macros(name: string): ReturnType<Headers["macros"]> {
    return this.files.flatMap((file) => {
      const sites = file.index.macros.get(name);
      return sites ? [{ file, sites }] : [];
    });
  }

  tags(key: string): Found[] {
    return this.files.flatMap((file) => (file.index.tags.get(key) ?? []).map((declaration) => ({ file, declaration })));
  }

  names(name: string): Found[] {
    return this.files.flatMap((file) =>
      (file.index.names.get(name) ?? []).map((declaration) => ({ file, declaration })),
    );
  }

  includers(file: UnitFile): readonly Includer[] {
    return this.includedBy.get(file) ?? [];
  }
}
