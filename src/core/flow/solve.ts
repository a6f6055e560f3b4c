import type { Graph } from "./graph.ts";

/** A forward analysis: how a step changes a state, and what is known where several ways meet. */
export interface Analysis<State> {
  readonly start: State;
  /** The state behind a node, on the way to `next[slot]`. */
  after(node: number, before: State, slot: number): State;
  /** What holds on either way; `a` itself where `b` adds nothing. */
  join(a: State, b: State): State;
}

/** Each node is visited this often on average before a function is given up. */
const ROUNDS = 12;

/** The state in front of each node, undefined where it is never reached; undefined as a whole where no end is in sight. */
export function solve<State>({ nodes }: Graph, analysis: Analysis<State>): readonly (State | undefined)[] | undefined {
  const before: (State | undefined)[] = nodes.map(() => undefined);
  const waiting = new Array<boolean>(nodes.length).fill(false);
  before[0] = analysis.start;
  let budget = nodes.length * ROUNDS + 100;
  const open = [0];
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    waiting[top] = false;
    // Straight runs are followed to their end at once.
    for (let node = top; node >= 0; ) {
      const state = before[node];
      const next = nodes[node]?.next ?? [];
      if (state === undefined || --budget < 0) return undefined;
      let follow = -1;
      for (let slot = next.length - 1; slot >= 0; slot--) {
        const target = next[slot] ?? -1;
        if (target < 0) continue;
        const arriving = analysis.after(node, state, slot);
        const known = before[target];
        const merged = known === undefined ? arriving : analysis.join(known, arriving);
        if (merged === known) continue;
        before[target] = merged;
        if (next.length === 1 && !waiting[target]) follow = target;
        else if (!waiting[target]) {
          waiting[target] = true;
          open.push(target);
        }
      }
      node = follow;
    }
  }
  return before;
}
