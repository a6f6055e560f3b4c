import type { Call, Expression, Span } from "../../c/tree/nodes.ts";
import type { Node } from "../../c/tree/walk.ts";
import type { Graph, GraphNode, Step } from "../graph.ts";
import { borrows } from "./borrowers.ts";
import { Conditions, subjectOf, type Test, testOf } from "./known-conditions.ts";
import { baseOf, lastMember, placeOf } from "./places.ts";

/** What following any place through a graph needs, found once. */
export interface Prepared {
  readonly graph: Graph;
  /** Where each node leads, past those that change nothing of what is known of any place. */
  readonly next: readonly (readonly number[])[];
  /** Nodes that several ways lead to. */
  readonly meets: Uint8Array;
  /** Names in each node's step, of those that places start and end with. */
  readonly names: readonly (ReadonlySet<string> | undefined)[];
  readonly tests: readonly (Test | undefined)[];
  /** Tests that more than one branch makes, or an assignment decides: only they connect one branch with another. */
  readonly repeated: ReadonlySet<string>;
  readonly conditions: Conditions;
  /** Variables that the function returns. */
  readonly returned: readonly string[];
  /** Calls that are statements by themselves. */
  readonly alone: ReadonlySet<Call>;
}

export function prepare(
  graph: Graph,
  nodes: readonly Node[],
  places: readonly string[],
  text: string,
): Prepared | undefined {
  const steps = graph.nodes;
  const mentions = new Mentions(nodes, new Set(places.flatMap((place) => [baseOf(place), lastMember(place)])));
  const tests = steps.map(({ step }) => (step.kind === "branch" ? testOf(step.condition, text) : undefined));
  const returned = returnedNames(steps);
  const repeated = repeatedTests(steps, tests, returned);
  const names = steps.map(({ step }) => mentions.in(step));
  const conditions = new Conditions(
    tests.flatMap((test) => (test && repeated.has(subjectOf(test.text)) ? [test.text] : [])),
    returned,
  );
  if (conditions.areTooMany) return undefined;
  const asked = conditions.words();
  const words = new Set([...repeated].map(lastMember));
  const seesAll = places.some((place) => baseOf(place) !== place);
  const matters = (step: Step, n: number): boolean => {
    if (names[n] !== undefined) return true;
    switch (step.kind) {
      case "call":
        return seesAll ? !borrows(step.call.name) : writesOne(step.call, asked);
      case "assign":
        return asked.has(lastMember(placeOf(step.target) ?? ""));
      case "branch":
        return repeated.has(subjectOf(tests[n]?.text ?? "")) || isCompoundTest(tests[n], words);
      case "opaque":
      case "return":
        return true;
      default:
        return false;
    }
  };
  const next = shortened(
    steps,
    steps.map(({ step }, n) => matters(step, n)),
  );
  const alone = new Set(
    nodes.flatMap((node) => (node.kind === "expression" && node.expression.kind === "call" ? [node.expression] : [])),
  );
  return { graph, next, meets: meetings(next), names, tests, repeated, conditions, returned, alone };
}

/** Where the wanted names stand in a function. */
class Mentions {
  private readonly offsets: number[] = [];
  private readonly names: string[] = [];

  constructor(
    nodes: readonly Node[],
    private readonly wanted: ReadonlySet<string>,
  ) {
    const found: { at: number; name: string }[] = [];
    for (const node of nodes) {
      if (node.kind === "name" && wanted.has(node.name)) found.push({ at: node.start, name: node.name });
      else if (node.kind === "member" && wanted.has(node.member)) found.push({ at: node.end - 1, name: node.member });
      else if (node.kind === "declaration")
        for (const { name, start } of node.declarators) if (wanted.has(name)) found.push({ at: start, name });
    }
    found.sort((a, b) => a.at - b.at);
    for (const { at, name } of found) {
      this.offsets.push(at);
      this.names.push(name);
    }
  }

  in(step: Step): ReadonlySet<string> | undefined {
    if (step.kind === "declare") {
      const { name } = step.declarator;
      return this.wanted.has(name) ? new Set([name]) : undefined;
    }
    let names: Set<string> | undefined;
    for (const { start, end } of spansOf(step)) {
      for (let i = this.firstFrom(start); i < this.offsets.length && (this.offsets[i] ?? 0) < end; i++) {
        names ??= new Set();
        names.add(this.names[i] ?? "");
      }
    }
    return names;
  }

  private firstFrom(start: number): number {
    let low = 0;
    let high = this.offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.offsets[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function spansOf(step: Step): readonly Span[] {
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
    case "skip":
      return [step.skipped];
    case "untested":
      return [step.expression];
    case "declare":
    case "start":
    case "join":
    case "switch":
    case "enter":
    case "leave":
    case "cleanup":
    case "opaque":
      return [];
  }
}

function returnedNames(steps: readonly GraphNode[]): string[] {
  const names = new Set<string>();
  for (const { step } of steps) if (step.kind === "return" && step.value?.kind === "name") names.add(step.value.name);
  return [...names];
}

function repeatedTests(
  steps: readonly GraphNode[],
  tests: readonly (Test | undefined)[],
  returned: readonly string[],
): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>(returned);
  for (const test of tests) {
    if (!test) continue;
    const subject = subjectOf(test.text);
    if (seen.has(subject)) repeated.add(subject);
    seen.add(subject);
  }
  for (const { step } of steps) {
    const place = step.kind === "assign" && step.value ? placeOf(step.target) : undefined;
    if (place !== undefined && seen.has(place)) repeated.add(place);
  }
  return repeated;
}

/** Whether a test may depend on several others, by the words in it. */
function isCompoundTest(test: Test | undefined, words: ReadonlySet<string>): boolean {
  if (!test || /^\w+$/.test(test.text)) return false;
  const parts = new Set(test.text.match(/\w+/g)?.filter((word) => words.has(word)));
  return parts.size > 1;
}

function writesOne(call: Call, asked: ReadonlySet<string>): boolean {
  return call.args.some((arg: Expression) => {
    const written = arg.kind === "unary" && arg.operator === "&" ? placeOf(arg.operand) : undefined;
    return written !== undefined && asked.has(lastMember(written));
  });
}

/** Ways past the nodes that do not matter. A branch both of whose ways lead to one place is none. */
function shortened(steps: readonly GraphNode[], matters: readonly boolean[]): number[][] {
  /** The first node from here on that matters, or where ways part. */
  const reached = new Int32Array(steps.length);
  const next: number[][] = new Array(steps.length);
  // Steps stand in the order of the text, so that only loops and jumps lead back.
  for (let node = steps.length - 1; node >= 0; node--) {
    const ways = (steps[node]?.next ?? []).map((to) => (to > node ? (reached[to] ?? to) : to));
    next[node] = ways;
    const [first] = ways;
    const isPassed =
      !matters[node] && node > 0 && first !== undefined && first >= 0 && ways.every((to) => to === first);
    reached[node] = isPassed ? first : node;
  }
  // Ways that lead back were not known to be passed yet.
  for (let node = 0; node < steps.length; node++) {
    const ways = next[node] ?? [];
    for (let slot = 0; slot < ways.length; slot++) {
      const to = ways[slot] ?? -1;
      if (to >= 0 && to <= node) ways[slot] = reached[to] ?? to;
    }
  }
  return next;
}

function meetings(next: readonly (readonly number[])[]): Uint8Array {
  const ways = new Uint8Array(next.length);
  for (const targets of next)
    for (const target of targets) if (target >= 0) ways[target] = Math.min(2, (ways[target] ?? 0) + 1);
  return ways.map((count) => (count > 1 ? 1 : 0));
}
