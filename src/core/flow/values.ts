import type { Expression } from "../c/tree/nodes.ts";
import type { Graph, Step } from "./graph.ts";
import { solve } from "./solve.ts";

/** Values that a variable may have at a place; undefined where one of them is not seen. */
type Values = ReadonlySet<Expression> | undefined;

/** More values are not told apart. */
const MOST_VALUES = 8;

/** What a local variable may hold in front of the call at `offset`, as it was assigned; undefined where that is not known. */
export function valuesAt(graph: Graph, name: string, offset: number): Values {
  if (graph.nodes.some(({ step }) => givesAddress(step, name))) return undefined;
  const states = solve<{ readonly values: Values }>(graph, {
    start: { values: undefined },
    after: (node, before) => {
      const step = graph.nodes[node]?.step;
      if (step?.kind !== "assign" || step.target.kind !== "name" || step.target.name !== name) return before;
      return { values: step.value && new Set([step.value]) };
    },
    join: (a, b) => {
      if (a === b || a.values === undefined) return a;
      if (b.values === undefined) return b;
      const both = new Set([...a.values, ...b.values]);
      if (both.size === a.values.size) return a;
      return { values: both.size > MOST_VALUES ? undefined : both };
    },
  });
  const node = graph.nodes.findIndex(({ step }) => step.kind === "call" && step.call.start === offset);
  return states?.[node]?.values;
}

function givesAddress(step: Step, name: string): boolean {
  if (step.kind === "opaque") return true;
  if (step.kind !== "call") return false;
  return step.call.args.some(
    (arg) => arg.kind === "unary" && arg.operator === "&" && arg.operand.kind === "name" && arg.operand.name === name,
  );
}
