import type { TraceGraph } from "./trace-graph.ts";
import type { Noted } from "./traced-disk.ts";

/** Puts what the threads of a run note into one graph. */
export class JoinedNotes {
  /** For each thread, the node of each of its own. */
  private readonly threads = new Map<number, { turn: number; readonly nodes: number[] }>();
  private waiting: Noted[] = [];

  constructor(private readonly graph: TraceGraph) {}

  /** Notes of a thread may come out of turn where another one died over its work. */
  add(noted: Noted): void {
    if (!this.added(noted)) this.waiting.push(noted);
  }

  /** Adds what had to wait. What builds on notes that were lost is left out, and with it the results that rest on it. */
  end(): void {
    for (const noted of this.waiting.sort((a, b) => a.turn - b.turn)) this.added(noted);
    this.waiting = [];
  }

  private added({ thread, turn, names, edges, answers }: Noted): boolean {
    const of = this.threads.get(thread) ?? { turn: 0, nodes: [] };
    this.threads.set(thread, of);
    if (turn !== of.turn) return false;
    of.turn++;
    for (const name of names) of.nodes.push(this.graph.node(name));
    const nodeOf = (number = -1) => of.nodes[number] ?? -1;
    for (let i = 0; i < edges.length; i += 2) this.graph.addEdge(nodeOf(edges[i]), nodeOf(edges[i + 1]));
    for (const [node, answer] of answers) this.graph.answer(nodeOf(node), answer);
    return true;
  }
}
