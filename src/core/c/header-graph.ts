import type { FileIndex } from "./file-index.ts";
import type { KernelHeaders, ResolveInclude } from "./included-headers.ts";
import type { Includer, UnitFile } from "./unit.ts";

/** A header, whose includes are followed when they are first asked for. */
export interface HeaderNode {
  readonly file: UnitFile;
  /** The graph that the header belongs to: the kernel's or that of a driver's own headers. */
  readonly graph: HeaderGraph;
  /** What its #include lines bring, in their order; undefined where a header is not found. */
  readonly includes: readonly (HeaderNode | undefined)[];
}

/** Headers with more names than this are asked one by one, instead of listing each of their names. */
const MANY_NAMES = 4000;

/** Whether a graph does not list the names of a header. */
export function isLarge({ macros, tags, names }: FileIndex): boolean {
  return macros.size + tags.size + names.size > MANY_NAMES;
}

const NOTHING: readonly UnitFile[] = [];
const NOBODY: readonly Includer[] = [];

/** Headers that were met so far: what each of them includes, and which of them define a name. */
export class HeaderGraph {
  private readonly nodes = new Map<FileIndex, HeaderNode>();
  /** By name: one header, as most have, or several. */
  private readonly definers = new Map<string, UnitFile | UnitFile[]>();
  private readonly includers = new Map<UnitFile, Includer[]>();

  /** `find` resolves an #include, to a header of this graph or of another. */
  constructor(
    private readonly find: (graph: HeaderGraph, ...include: Parameters<ResolveInclude>) => HeaderNode | undefined,
  ) {}

  /** How many headers were met. */
  get size(): number {
    return this.nodes.size;
  }

  node(index: FileIndex): HeaderNode {
    let node = this.nodes.get(index);
    if (!node) {
      node = new GraphNode(index, this, this.nodes.size);
      this.nodes.set(index, node);
      this.register(node.file);
    }
    return node;
  }

  /** What the #include lines of a file bring. */
  includesOf(index: Pick<FileIndex, "path" | "includes">): (HeaderNode | undefined)[] {
    return index.includes.map(({ path, angled }) => this.find(this, index, path, angled));
  }

  /** The headers of the graph that are known to include `header`. */
  includersOf(header: UnitFile): readonly Includer[] {
    return this.includers.get(header) ?? NOBODY;
  }

  noteInclude(header: UnitFile, includer: Includer): void {
    const includers = this.includers.get(header);
    if (includers) includers.push(includer);
    else this.includers.set(header, [includer]);
  }

  /** Headers that define `name` as a macro, a tag or a declared name, but for large ones; in no order. */
  definersOf(name: string): readonly UnitFile[] {
    const known = this.definers.get(name);
    return known === undefined ? NOTHING : Array.isArray(known) ? known : [known];
  }

  private register(file: UnitFile): void {
    if (isLarge(file.index)) return;
    const { macros, tags, names } = file.index;
    for (const kind of [macros, tags, names]) {
      for (const name of kind.keys()) {
        const known = this.definers.get(name);
        if (known === undefined) this.definers.set(name, file);
        else if (!Array.isArray(known)) {
          if (known !== file) this.definers.set(name, [known, file]);
        } else if (known.at(-1) !== file) known.push(file);
      }
    }
  }
}

class GraphNode implements HeaderNode {
  readonly file: UnitFile;
  private found: readonly (HeaderNode | undefined)[] | undefined;

  constructor(
    index: FileIndex,
    readonly graph: HeaderGraph,
    number: number,
  ) {
    this.file = { index, source: "headers", number };
  }

  get includes(): readonly (HeaderNode | undefined)[] {
    if (this.found) return this.found;
    const { index } = this.file;
    this.found = this.graph.includesOf(index);
    this.found.forEach((node, i) => {
      const include = index.includes[i];
      if (node && include)
        this.graph.noteInclude(node.file, { file: this.file, branch: include.branch, at: include.at });
    });
    return this.found;
  }
}

const KERNEL_GRAPHS = new WeakMap<KernelHeaders, HeaderGraph>();
const LOCAL_GRAPHS = new WeakMap<
  ResolveInclude,
  { readonly graph: HeaderGraph; readonly kernel: HeaderGraph | undefined }
>();

/** The graph of a kernel's headers, shared by all files that are read with them. */
export function kernelGraph(headers: KernelHeaders): HeaderGraph {
  let graph = KERNEL_GRAPHS.get(headers);
  if (!graph) {
    graph = new HeaderGraph((own, ...include) => {
      const index = headers.resolve(...include);
      return index && own.node(index);
    });
    KERNEL_GRAPHS.set(headers, graph);
  }
  return graph;
}

/** The graph of the headers that `resolve` finds beside the sources, shared by all files that are read with it. */
export function localGraph(resolve: ResolveInclude, headers: KernelHeaders | undefined): HeaderGraph {
  const kernel = headers && kernelGraph(headers);
  const known = LOCAL_GRAPHS.get(resolve);
  if (known && known.kernel === kernel) return known.graph;
  const graph = new HeaderGraph((own, ...include) => {
    const index = resolve(...include);
    if (index) return own.node(index);
    const ofKernel = headers?.resolve(...include);
    return ofKernel && kernel?.node(ofKernel);
  });
  LOCAL_GRAPHS.set(resolve, { graph, kernel });
  return graph;
}
