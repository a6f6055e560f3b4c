import type { FileResult } from "../checker.ts";
import { Present } from "./present.ts";
import { readResults } from "./results.ts";
import type { Store, StoreWriter } from "./store.ts";
import type { Block } from "./store-index.ts";
import type { KeptAnswer, TraceGraph } from "./trace-graph.ts";

interface Place {
  readonly block: Block;
  readonly position: number;
}

/** The results of an earlier run that still hold. */
export class KeptResults {
  private readonly places = new Map<string, Place>();
  /** Blocks of which all results hold: they are copied as they are. */
  private readonly whole = new Set<Block>();
  private readonly copied = new Set<Block>();
  private readonly answers = new Map<number, KeptAnswer>();
  private last: { readonly block: Block; readonly results: readonly FileResult[] | undefined } | undefined;
  /** Whether all that is stored holds, and looks from outside as it did. */
  readonly isAsStored: boolean;

  /** `names` are the nodes of the results that are asked for. */
  constructor(
    private readonly store: Store | undefined,
    names: readonly string[],
  ) {
    const graph = store?.graph;
    const wanted = new Set(names.flatMap((name) => graph?.find(name) ?? []));
    const stale = graph ? this.confirm(graph, wanted) : wanted;
    for (const block of store?.blocks ?? []) {
      block.nodes.forEach((node, position) => {
        if (wanted.has(node) && !stale.has(node)) this.places.set(graph?.names[node] ?? "", { block, position });
      });
      if (block.nodes.every((node) => wanted.has(node) && !stale.has(node))) this.whole.add(block);
    }
    const isAsItWas = [...this.answers].every(([node, answer]) => answer === graph?.answers.get(node));
    this.isAsStored = store !== undefined && isAsItWas && this.whole.size === store.blocks.length;
  }

  has(name: string): boolean {
    return this.places.has(name);
  }

  /** A result that holds; undefined where what is stored is none. */
  resultOf(name: string): FileResult | undefined {
    const place = this.places.get(name);
    if (!place || !this.store) return undefined;
    const { block, position } = place;
    if (this.last?.block !== block) this.last = { block, results: readResults(this.store.resultsOf(block)) };
    return this.last.results?.[position];
  }

  /** Keeps a result for the next run. */
  keep(name: string, result: FileResult, writer: StoreWriter): void {
    const block = this.places.get(name)?.block;
    if (!block || !this.store || !this.whole.has(block)) writer.add(name, result);
    else if (!this.copied.has(block)) {
      this.copied.add(block);
      writer.addBlock(
        this.store.bytesOf(block),
        block.nodes.map((node) => this.store?.graph.names[node] ?? ""),
      );
    }
  }

  /** Adds what the results that hold rest on. */
  addTo(graph: TraceGraph): void {
    const own = this.store?.graph;
    if (!own) return;
    graph.add(own, own.below([...this.places.keys()].flatMap((name) => own.find(name) ?? [])));
    for (const [node, answer] of this.answers) {
      const known = graph.find(own.names[node] ?? "");
      if (known !== undefined) graph.answer(known, answer);
    }
  }

  /** Asks all that results rest on again; returns what does not hold any more. */
  private confirm(graph: TraceGraph, wanted: Iterable<number>): ReadonlySet<number> {
    const present = new Present();
    const other: number[] = [];
    for (const node of graph.below(wanted)) {
      const kept = graph.answers.get(node);
      if (!kept) continue;
      const confirmed = present.confirmed(graph.names[node] ?? "", kept);
      if (confirmed) this.answers.set(node, confirmed);
      else other.push(node);
    }
    return graph.above(other);
  }
}
