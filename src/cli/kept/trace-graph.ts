/** What the file system answered, and, for the text of a file, what it looked like then from outside. */
export interface KeptAnswer {
  readonly answer: string;
  readonly identity: string;
}

const NONE: readonly number[] = [];

/** Answers that differ from one time to the other: the file changed in between. */
export const CONTRADICTORY: KeptAnswer = { answer: "?", identity: "" };

/**
 * Which questions to the file system results rest on. Nodes are questions, with their answers, and names under which
 * others were asked; an edge leads from what rests to what it rests on. There may be circles.
 */
export class TraceGraph {
  readonly names: string[] = [];
  readonly answers = new Map<number, KeptAnswer>();
  private readonly numbers = new Map<string, number>();
  /** Most nodes are questions, which have no edges. */
  private readonly targets = new Map<number, Set<number>>();

  node(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.push(name) - 1;
    this.numbers.set(name, number);
    return number;
  }

  /** Those that a node rests on. */
  edges(node: number): Iterable<number> {
    return this.targets.get(node) ?? NONE;
  }

  /** Notes that a node rests on another; returns whether that is new. */
  addEdge(from: number, to: number): boolean {
    const targets = this.targets.get(from);
    if (targets?.has(to)) return false;
    if (targets) targets.add(to);
    else this.targets.set(from, new Set([to]));
    return true;
  }

  /** The node of a name that there is. */
  find(name: string): number | undefined {
    return this.numbers.get(name);
  }

  answer(node: number, { answer, identity }: KeptAnswer): void {
    const known = this.answers.get(node);
    this.answers.set(node, known && known.answer !== answer ? CONTRADICTORY : { answer, identity });
  }

  /** All that nodes rest on, and themselves. */
  below(nodes: Iterable<number>): Set<number> {
    return reached(nodes, (node) => this.edges(node));
  }

  /** All that rests on some of the nodes, and these themselves. */
  above(nodes: Iterable<number>): Set<number> {
    const over: number[][] = this.names.map(() => []);
    for (const [from, targets] of this.targets) for (const to of targets) over[to]?.push(from);
    return reached(nodes, (node) => over[node] ?? []);
  }

  /** Adds some nodes of another graph with their edges to each other, and their answers. */
  add(other: TraceGraph, nodes: Iterable<number>): void {
    const own = new Map<number, number>();
    for (const node of nodes) own.set(node, this.node(other.names[node] ?? ""));
    for (const [node, number] of own) {
      for (const to of other.edges(node)) {
        const target = own.get(to);
        if (target !== undefined) this.addEdge(number, target);
      }
      const answer = other.answers.get(node);
      if (answer) this.answer(number, answer);
    }
  }
}

function reached(from: Iterable<number>, next: (node: number) => Iterable<number>): Set<number> {
  const met = new Set(from);
  for (const node of met) for (const other of next(node)) met.add(other);
  return met;
}
