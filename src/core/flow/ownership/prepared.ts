import type { Expression } from "../../c/tree/nodes.ts";
import { nodesOf } from "../../c/tree/walk.ts";
import type { Graph, Step } from "../graph.ts";
import { signless, type Test, testOf } from "./known-conditions.ts";
import { placeOf } from "./places.ts";

/** What following any place through a graph needs, found once. */
export interface Prepared {
  readonly graph: Graph;
  /** Nodes that several ways lead to. */
  readonly meets: readonly boolean[];
  /** Names in each node's step. */
  readonly names: readonly ReadonlySet<string>[];
  readonly tests: readonly (Test | undefined)[];
  /** Tests that more than one branch makes, or an assignment decides: only they connect one branch with another. */
  readonly repeated: ReadonlySet<string>;
}

const NO_NAMES: ReadonlySet<string> = new Set();

export function prepare(graph: Graph, text: string): Prepared {
  const ways = new Uint32Array(graph.nodes.length);
  for (const { next } of graph.nodes)
    for (const target of next) if (target >= 0) ways[target] = (ways[target] ?? 0) + 1;
  const tests = graph.nodes.map(({ step }) => (step.kind === "branch" ? testOf(step.condition, text) : undefined));
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const test of tests) {
    if (!test) continue;
    const subject = subjectOf(test.text);
    if (seen.has(subject)) repeated.add(subject);
    seen.add(subject);
  }
  for (const { step } of graph.nodes) {
    const place = step.kind === "assign" && step.value ? placeOf(step.target) : undefined;
    if (place !== undefined && seen.has(place)) repeated.add(place);
  }
  const names = graph.nodes.map(({ step }) => namesIn(step));
  return { graph, meets: [...ways].map((count) => count > 1), names, tests, repeated };
}

/** What a test is about: `x`, for `x`, `x < 0` and `x == A`. */
export function subjectOf(test: string): string {
  const compared = test.indexOf("==");
  return compared > 0 ? test.slice(0, compared) : signless(test);
}

function namesIn(step: Step): ReadonlySet<string> {
  const expressions = expressionsOf(step);
  if (expressions.length === 0) return NO_NAMES;
  const names = new Set<string>();
  for (const expression of expressions) {
    for (const node of nodesOf(expression)) {
      if (node.kind === "name") names.add(node.name);
      else if (node.kind === "member") names.add(node.member);
    }
  }
  return names;
}

function expressionsOf(step: Step): readonly Expression[] {
  switch (step.kind) {
    case "call":
      return [step.call];
    case "assign":
      return step.value ? [step.target, step.value] : [step.target];
    case "dereference":
      return [step.pointer];
    case "branch":
      return [step.condition];
    case "return":
      return step.value ? [step.value] : [];
    case "declare":
      return [{ kind: "name", name: step.declarator.name, start: 0, end: 0 }];
    case "start":
    case "join":
    case "switch":
    case "enter":
    case "leave":
    case "cleanup":
    case "skip":
    case "untested":
    case "opaque":
      return [];
  }
}
