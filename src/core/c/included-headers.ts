import { ALWAYS } from "./directives.ts";
import type { FileIndex } from "./file-index.ts";
import { graphOf, type HeaderGraph, type HeaderNode } from "./header-graph.ts";
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

/** A kernel's headers. What files share is kept for as long as the same object is given. */
export interface KernelHeaders {
  readonly resolve: ResolveInclude;
  /** Headers that the build includes in front of every file: include/linux/compiler_types.h, kconfig.h. */
  readonly implicit: readonly FileIndex[];
}

/** Includes nest at most this deep, as for gcc; what stands deeper is not found. */
const DEEPEST = 200;

/**
 * Headers that a file includes, in the order in which a compiler meets their text: `local` ones, which belong to the
 * driver or module, and those of the `kernel`.
 */
export class IncludedHeaders {
  readonly local: HeaderList;
  readonly kernel: HeaderList;
  private readonly graph: HeaderGraph | undefined;
  private readonly included = new Map<FileIndex, UnitFile>();

  constructor(
    main: UnitFile,
    private readonly resolveLocal: ResolveInclude,
    private readonly kernelHeaders: KernelHeaders | undefined,
  ) {
    this.graph = kernelHeaders && graphOf(kernelHeaders);
    this.local = new HeaderList(this.graph);
    this.kernel = new HeaderList(this.graph);
    this.included.set(main.index, main);
    for (const index of kernelHeaders?.implicit ?? []) this.enterImplicit(main, index);
    this.visitLocal(main, 1);
  }

  private enterImplicit(main: UnitFile, index: FileIndex): void {
    if (!this.graph) return;
    const node = this.graph.node(index);
    this.enterKernel(node, 1);
    this.local.noteInclude(node.file, { file: main, branch: ALWAYS, at: -1 });
  }

  private visitLocal(from: UnitFile, depth: number): void {
    for (const { path, angled, branch, at } of from.index.includes) {
      const beside = this.resolveLocal(from.index, path, angled);
      if (beside && depth < DEEPEST) {
        const file = this.included.get(beside) ?? this.enterLocal(beside, depth + 1);
        this.local.noteInclude(file, { file: from, branch, at });
        continue;
      }
      const index = beside ? undefined : this.kernelHeaders?.resolve(from.index, path, angled);
      if (index && this.graph) {
        const node = this.graph.node(index);
        if (!this.included.has(index)) this.enterKernel(node, depth + 1);
        this.local.noteInclude(node.file, { file: from, branch, at });
        continue;
      }
      // With the kernel's headers at hand, what is not found is another architecture's or configuration's, unless it
      // is the driver's own and not conditional.
      if (beside || !this.kernelHeaders || (!angled && isUnconditional(from, branch))) this.local.complete = false;
    }
  }

  private enterLocal(index: FileIndex, depth: number): UnitFile {
    const file = this.graph?.node(index).file ?? { index, source: "headers" };
    this.included.set(index, file);
    this.visitLocal(file, depth);
    this.local.add(file);
    return file;
  }

  private enterKernel(node: HeaderNode, depth: number): void {
    const { index } = node.file;
    if (this.included.has(index)) return;
    if (depth > DEEPEST) {
      this.kernel.complete = false;
      return;
    }
    this.included.set(index, node.file);
    for (const include of node.includes) if (include) this.enterKernel(include, depth + 1);
    this.kernel.add(node.file);
  }
}

function isUnconditional({ index }: UnitFile, branch: number): boolean {
  return branch < 0 || index.branches[branch]?.guard === true;
}

/** Headers of one role, searched by name. */
class HeaderList implements Headers {
  readonly files: UnitFile[] = [];
  complete = true;
  private readonly order = new Map<UnitFile, number>();
  private readonly noted = new Map<UnitFile, Includer[]>();
  private calls: Found[] | undefined;

  constructor(private readonly graph: HeaderGraph | undefined) {}

  get macroCalls(): readonly Found[] {
    this.calls ??= this.files.flatMap((file) => file.index.macroCalls.map((declaration) => ({ file, declaration })));
    return this.calls;
  }

  add(file: UnitFile): void {
    this.order.set(file, this.files.push(file));
  }

  has(file: UnitFile): boolean {
    return this.order.has(file);
  }

  /** Notes an #include of the file itself or of a header beside it; the graph knows those of the kernel's headers. */
  noteInclude(header: UnitFile, includer: Includer): void {
    const includers = this.noted.get(header);
    if (includers) includers.push(includer);
    else this.noted.set(header, [includer]);
  }

  includedAt(file: UnitFile, offset: number): UnitFile | undefined {
    for (const [header, includers] of this.noted) {
      if (includers.some((includer) => includer.file === file && includer.at === offset)) return header;
    }
    if (!this.graph || !this.has(file)) return undefined;
    const at = file.index.includes.findIndex((include) => include.at === offset);
    return this.graph.node(file.index).includes[at]?.file;
  }

  macros(name: string): ReturnType<Headers["macros"]> {
    return this.definers("macros", name).flatMap((file) => {
      const sites = file.index.macros.get(name);
      return sites ? [{ file, sites }] : [];
    });
  }

  tags(key: string): Found[] {
    return this.definers("tags", key).flatMap((file) =>
      (file.index.tags.get(key) ?? []).map((declaration) => ({ file, declaration })),
    );
  }

  names(name: string): Found[] {
    return this.definers("names", name).flatMap((file) =>
      (file.index.names.get(name) ?? []).map((declaration) => ({ file, declaration })),
    );
  }

  includers(file: UnitFile): readonly Includer[] {
    const noted = this.noted.get(file) ?? [];
    if (!this.graph || !this.has(file)) return noted;
    const includers = this.graph.node(file.index).includers.filter(({ from }) => this.has(from.file));
    return [...noted, ...includers.map(({ from, branch, at }) => ({ file: from.file, branch, at }))];
  }

  /** The headers of the list that define `name`, in include order. */
  private definers(kind: "macros" | "tags" | "names", name: string): UnitFile[] {
    const { graph, order, files } = this;
    if (!graph) return files.filter(({ index }) => index[kind].has(name));
    const found: UnitFile[] = [];
    graph.forDefiners(kind, name, ({ file }) => {
      if (order.has(file)) found.push(file);
    });
    return found.length < 2 ? found : found.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  }
}
