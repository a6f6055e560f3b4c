import { ALWAYS, type Include } from "./directives.ts";
import type { FileIndex } from "./file-index.ts";
import { type HeaderGraph, type HeaderNode, isLarge, kernelGraph, localGraph } from "./header-graph.ts";
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
  missing: undefined,
};

/**
 * What an include of a file resolves to: a header that was read, or undefined where it was not found. Files that are
 * read with the same function share what follows from it.
 */
export type ResolveInclude = (from: Pick<FileIndex, "path">, path: string, angled: boolean) => FileIndex | undefined;

/** A kernel's headers. What follows from them is kept for as long as the same object is given. */
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
  private readonly localGraph: HeaderGraph;
  private readonly met = new Set<UnitFile>();
  /** The kernel headers that the file and its own headers include, in order. */
  private readonly entries: { readonly node: HeaderNode; readonly depth: number }[] = [];

  constructor(
    main: UnitFile,
    resolveLocal: ResolveInclude,
    private readonly kernelHeaders: KernelHeaders | undefined,
    /** A file that includes the main one: what it has above that place. */
    includer?: FileIndex,
  ) {
    const kernel = kernelHeaders && kernelGraph(kernelHeaders);
    this.localGraph = localGraph(resolveLocal, kernelHeaders);
    this.local = new HeaderList(this.localGraph);
    this.kernel = new HeaderList(kernel, () => this.visitKernel());
    for (const index of kernelHeaders?.implicit ?? []) {
      const node = kernel?.node(index);
      if (node) this.enter(node, { file: main, branch: ALWAYS, at: -1 }, 1);
    }
    if (includer) this.enter(this.localGraph.node(includer), { file: main, branch: ALWAYS, at: -1 }, 1);
    this.localGraph.includesOf(main.index).forEach((node, i) => {
      const include = main.index.includes[i];
      if (!include) return;
      if (node) this.enter(node, { file: main, branch: include.branch, at: include.at }, 1);
      else this.miss(main, include);
    });
  }

  private enter(node: HeaderNode, main: Includer, depth: number): void {
    this.local.noteInclude(node.file, main);
    this.visit(node, depth);
  }

  private visit(node: HeaderNode, depth: number): void {
    const { file } = node;
    if (node.graph !== this.localGraph) {
      this.entries.push({ node, depth });
      return;
    }
    if (this.met.has(file)) return;
    if (depth > DEEPEST) {
      this.local.complete = false;
      return;
    }
    this.met.add(file);
    node.includes.forEach((included, i) => {
      const include = file.index.includes[i];
      if (included) this.visit(included, depth + 1);
      else if (include) this.miss(file, include);
    });
    this.local.add(file);
  }

  /** Most files need no header of the kernel: what they include is followed when it is first asked for. */
  private visitKernel(): void {
    const met = new Set<HeaderNode>();
    const visit = (node: HeaderNode, depth: number): void => {
      if (met.has(node)) return;
      if (depth > DEEPEST) {
        this.kernel.complete = false;
        return;
      }
      met.add(node);
      for (const included of node.includes) if (included) visit(included, depth + 1);
      this.kernel.add(node.file);
    };
    for (const { node, depth } of this.entries) visit(node, depth);
  }

  /**
   * With the kernel's headers at hand, what is not found is another architecture's or configuration's, unless it is the
   * driver's own and not conditional.
   */
  private miss({ index }: UnitFile, { angled, branch, path }: Include): void {
    if (!angled) this.local.missing ??= path;
    const isConditional = branch >= 0 && index.branches[branch]?.guard !== true;
    if (!this.kernelHeaders || (!angled && !isConditional)) this.local.complete = false;
  }
}

const NO_FILES: readonly UnitFile[] = [];
const NO_MACROS: ReturnType<Headers["macros"]> = [];
const NOTHING_FOUND: readonly Found[] = [];

/** Headers of one role, searched by name. */
class HeaderList implements Headers {
  private readonly met: UnitFile[] = [];
  private readonly large: UnitFile[] = [];
  private isComplete = true;
  missing: string | undefined;
  /** By a header's number in the graph: its place among those of the list, counted from 1. */
  private places = new Uint32Array(0);
  private readonly noted = new Map<UnitFile, Includer[]>();
  private calls: Found[] | undefined;

  constructor(
    private readonly graph: HeaderGraph | undefined,
    /** Adds the headers, before the first question about them. */
    private fill: (() => void) | undefined = undefined,
  ) {}

  get files(): readonly UnitFile[] {
    this.filled();
    return this.met;
  }

  get complete(): boolean {
    this.filled();
    return this.isComplete;
  }

  set complete(complete: boolean) {
    this.isComplete = complete;
  }

  get macroCalls(): readonly Found[] {
    this.calls ??= this.files.flatMap((file) => file.index.macroCalls.map((declaration) => ({ file, declaration })));
    return this.calls;
  }

  add(file: UnitFile): void {
    const { number = 0 } = file;
    if (number >= this.places.length) {
      const places = new Uint32Array(Math.max(this.graph?.size ?? 0, 2 * number + 1));
      places.set(this.places);
      this.places = places;
    }
    this.places[number] = this.met.push(file);
    if (isLarge(file.index)) this.large.push(file);
  }

  has(file: UnitFile): boolean {
    this.filled();
    return this.placeOf(file) > 0;
  }

  /** 0 where the header is none of the list. */
  private placeOf(file: UnitFile): number {
    const place = this.places[file.number ?? -1] ?? 0;
    return this.met[place - 1] === file ? place : 0;
  }

  /** Notes an #include of the main file; the graphs know those of headers. */
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
    const definers = this.definers("macros", name);
    if (definers.length === 0) return NO_MACROS;
    return definers.flatMap((file) => {
      const sites = file.index.macros.get(name);
      return sites ? [{ file, sites }] : [];
    });
  }

  tags(key: string): readonly Found[] {
    return this.declaring("tags", key);
  }

  names(name: string): readonly Found[] {
    return this.declaring("names", name);
  }

  private declaring(kind: "tags" | "names", name: string): readonly Found[] {
    const definers = this.definers(kind, name);
    if (definers.length === 0) return NOTHING_FOUND;
    return definers.flatMap((file) => (file.index[kind].get(name) ?? []).map((declaration) => ({ file, declaration })));
  }

  includers(file: UnitFile): readonly Includer[] {
    const noted = this.noted.get(file) ?? [];
    return this.graph
      ? [...noted, ...this.graph.includersOf(file).filter((includer) => this.has(includer.file))]
      : noted;
  }

  /** The headers of the list that define `name`, in include order. */
  private definers(kind: "macros" | "tags" | "names", name: string): readonly UnitFile[] {
    this.filled();
    const known = this.graph?.definersOf(name) ?? NO_FILES;
    if (known.length === 0 && this.large.length === 0) return NO_FILES;
    const found = known.filter((file) => this.placeOf(file) > 0);
    for (const file of this.large) if (file.index[kind].has(name)) found.push(file);
    return found.length < 2 ? found : found.sort((a, b) => this.placeOf(a) - this.placeOf(b));
  }

  private filled(): void {
    const { fill } = this;
    this.fill = undefined;
    fill?.();
  }
}
