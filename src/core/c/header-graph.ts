import type { FileIndex } from "./file-index.ts";
import type { KernelHeaders } from "./included-headers.ts";
import type { UnitFile } from "./unit.ts";

/** A header and what it includes. */
export interface HeaderNode {
  readonly file: UnitFile;
  /** The headers that its #include lines bring, in their order; undefined where one is not found. */
  readonly includes: readonly (HeaderNode | undefined)[];
  readonly includers: readonly Inclusion[];
}

/** An #include of a header: branch and offset of the line, and the header it stands in. */
export interface Inclusion {
  readonly from: HeaderNode;
  readonly branch: number;
  readonly at: number;
}

type Kind = "macros" | "tags" | "names";

/** Headers with more names than this are asked one by one, instead of listing each of their names. */
const MANY_NAMES = 4000;

const GRAPHS = new WeakMap<KernelHeaders, HeaderGraph>();

/** The graph of a kernel's headers, shared by all files that are read with them. */
export function graphOf(headers: KernelHeaders): HeaderGraph {
  let graph = GRAPHS.get(headers);
  if (!graph) {
    graph = new HeaderGraph(headers);
    GRAPHS.set(headers, graph);
  }
  return graph;
}

/** The headers that were met so far: what each of them includes, and which of them define a name. */
export class HeaderGraph {
  private readonly nodes = new Map<FileIndex, GraphNode>();
  private readonly definers = {
    macros: new Map<string, HeaderNode[]>(),
    tags: new Map<string, HeaderNode[]>(),
    names: new Map<string, HeaderNode[]>(),
  };
  private readonly large: HeaderNode[] = [];

  constructor(private readonly headers: KernelHeaders) {}

  node(index: FileIndex): HeaderNode {
    return this.nodeOf(index);
  }

  /** Calls `visit` with each header that may define `name`, in no order. */
  forDefiners(kind: Kind, name: string, visit: (node: HeaderNode) => void): void {
    this.definers[kind].get(name)?.forEach(visit);
    for (const node of this.large) if (node.file.index[kind].has(name)) visit(node);
  }

  private nodeOf(index: FileIndex): GraphNode {
    let node = this.nodes.get(index);
    if (!node) {
      node = new GraphNode(index, (from, path, angled) => {
        const found = this.headers.resolve(from, path, angled);
        return found && this.nodeOf(found);
      });
      this.nodes.set(index, node);
      this.register(node);
    }
    return node;
  }

  private register(node: HeaderNode): void {
    const { macros, tags, names } = node.file.index;
    if (macros.size + tags.size + names.size > MANY_NAMES) {
      this.large.push(node);
      return;
    }
    for (const kind of ["macros", "tags", "names"] as const) {
      const definers = this.definers[kind];
      for (const name of node.file.index[kind].keys()) {
        const known = definers.get(name);
        if (known) known.push(node);
        else definers.set(name, [node]);
      }
    }
  }
}

/** A header whose includes are followed when they are first asked for. */
class GraphNode implements HeaderNode {
  readonly file: UnitFile;
  readonly includers: Inclusion[] = [];
  private found: readonly (GraphNode | undefined)[] | undefined;

  constructor(
    index: FileIndex,
    private readonly resolve: (from: FileIndex, path: string, angled: boolean) => GraphNode | undefined,
  ) {
    this.file = { index, source: "headers" };
  }

  get includes(): readonly (GraphNode | undefined)[] {
    if (this.found) return this.found;
    const { index } = this.file;
    this.found = index.includes.map(({ path, angled, branch, at }) => {
      const node = this.resolve(index, path, angled);
      node?.includers.push({ from: this, branch, at });
      return node;
    });
    return this.found;
  }
}
