import type { Call, Expression, Span } from "../../c/tree/nodes.ts";
import type { Node } from "../../c/tree/walk.ts";
import type { Graph, GraphNode, Step } from "../graph.ts";
import { valueTested } from "./asking.ts";
import { borrows } from "./borrowers.ts";
import { Conditions, subjectOf, type Test, testOf } from "./known-conditions.ts";
import { baseOf, lastMember, placeOf, plainValue } from "./places.ts";

/** What following any place through a graph needs, found once. */
export interface Prepared {
  readonly graph: Graph;
  /** For each node the first one from there on that changes what is known of any place, or where ways part. */
  readonly reached: readonly number[];
  /** Nodes that several ways lead to. */
  readonly meets: readonly boolean[];
  /** Names in each node's step, of those that places start and end with. */
  readonly names: readonly (readonly string[] | undefined)[];
  readonly tests: readonly (Test | undefined)[];
  /** Tests that more than one branch makes, or an assignment decides: only they connect one branch with another. */
  readonly repeated: ReadonlySet<string>;
  readonly conditions: Conditions;
  /** Variables that the function returns. */
  readonly returned: readonly string[];
  /** Whether a call is a statement by itself. */
  isAlone(call: Call): boolean;
  /** Conditions are not followed: every way may be taken, and it may go wrong where it does not. */
  readonly coarse: boolean;
}

/** What a first look at all ways needs, which tells whether the conditions on them have to be followed. */
export function prepareCoarsely(
  graph: Graph,
  nodes: readonly Node[],
  places: readonly string[],
  text: string,
): Prepared {
  const steps = graph.nodes;
  const mentions = new Mentions(nodes, new Set(places.flatMap((place) => [baseOf(place), lastMember(place)])));
  const names = steps.map(({ step }) => mentions.in(step));
  const tests = steps.map(({ step }, n) =>
    step.kind === "branch" && names[n] ? testOf(step.condition, text) : undefined,
  );
  const reached = passing(steps, ({ kind }, n) => names[n] !== undefined || kind === "opaque" || kind === "return");
  return {
    graph,
    reached,
    meets: meetings(steps, reached),
    names,
    tests,
    repeated: NONE,
    conditions: NO_CONDITIONS,
    returned: [],
    isAlone: (call) => nodes.some((node) => node.kind === "expression" && node.expression === call),
    coarse: true,
  };
}

const NONE: ReadonlySet<string> = new Set();
const NO_CONDITIONS = new Conditions([], []);

/**
 * The same with the conditions of the function; undefined where they are too many. `isStored`: one of the places may be
 * stored in others, which calls may reach.
 */
export function prepareExactly(
  coarse: Prepared,
  places: readonly string[],
  { text, isStored }: { readonly text: string; readonly isStored: boolean },
): Prepared | undefined {
  const { graph, names } = coarse;
  const steps = graph.nodes;
  const tests = steps.map(({ step }) => (step.kind === "branch" ? testOf(step.condition, text) : undefined));
  const returned = returnedNames(steps);
  const repeated = repeatedTests(steps, tests, returned);
  const conditions = new Conditions(
    tests.flatMap((test) => (test && repeated.has(subjectOf(test.text)) ? [test.text] : [])),
    returned,
  );
  if (conditions.areTooMany) return undefined;
  const asked = conditions.words();
  const answers = answersIn(steps, names);
  const words = new Set([...repeated].map(lastMember));
  const seesAll = isStored || places.some((place) => baseOf(place) !== place);
  const matters = (step: Step, n: number): boolean => {
    if (names[n] !== undefined) return true;
    switch (step.kind) {
      case "call":
        return seesAll ? !borrows(step.call.name) : writesOne(step.call, asked);
      case "assign":
        return asked.has(lastMember(placeOf(step.target) ?? "")) || answers.has(placeOf(step.target) ?? "");
      case "branch":
        return (
          repeated.has(subjectOf(tests[n]?.text ?? "")) || isCompoundTest(tests[n], words) || asksFor(tests[n], answers)
        );
      case "opaque":
      case "return":
        return true;
      default:
        return false;
    }
  };
  const reached = passing(steps, matters);
  return { ...coarse, reached, meets: meetings(steps, reached), tests, repeated, conditions, returned, coarse: false };
}

/** Where the wanted names stand in a function. */
class Mentions {
  private readonly offsets: number[] = [];
  private readonly names: string[] = [];

  constructor(
    nodes: readonly Node[],
    private readonly wanted: ReadonlySet<string>,
  ) {
    for (const node of nodes) {
      if (node.kind === "name" && wanted.has(node.name)) this.add(node.start, node.name);
      else if (node.kind === "member" && wanted.has(node.member)) this.add(node.end - 1, node.member);
      else if (node.kind === "declaration")
        for (const { name, start } of node.declarators) if (wanted.has(name)) this.add(start, name);
    }
  }

  /** Keeps them in the order of their offsets, which is nearly that of the nodes. */
  private add(at: number, name: string): void {
    let i = this.offsets.length;
    for (; i > 0 && (this.offsets[i - 1] ?? 0) > at; i--) {
      this.offsets[i] = this.offsets[i - 1] ?? 0;
      this.names[i] = this.names[i - 1] ?? "";
    }
    this.offsets[i] = at;
    this.names[i] = name;
  }

  in(step: Step): readonly string[] | undefined {
    if (step.kind === "declare") {
      const { name } = step.declarator;
      return this.wanted.has(name) ? [name] : undefined;
    }
    let names: string[] | undefined;
    for (const { start, end } of spansOf(step)) {
      for (let i = this.firstFrom(start); i < this.offsets.length && (this.offsets[i] ?? 0) < end; i++) {
        const name = this.names[i] ?? "";
        if (!names) names = [name];
        else if (!names.includes(name)) names.push(name);
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
  for (const { step } of steps) {
    const value = step.kind === "return" ? step.value : undefined;
    const decides = value?.kind === "conditional" ? value.condition : value;
    if (decides?.kind === "name") names.add(decides.name);
  }
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

/** Places that have the answer of a call which is given a followed place. */
function answersIn(steps: readonly GraphNode[], names: Prepared["names"]): Set<string> {
  const answers = new Set<string>();
  steps.forEach(({ step }, n) => {
    if (step.kind !== "assign" || !step.value || names[n] === undefined) return;
    const into = plainValue(step.value).kind === "call" ? placeOf(step.target) : undefined;
    if (into !== undefined) answers.add(into);
  });
  return answers;
}

function asksFor(test: Test | undefined, answers: ReadonlySet<string>): boolean {
  if (!test || answers.size === 0) return false;
  const { subject } = test;
  const [arg] = subject.kind === "call" ? subject.args : subject.kind === "binary" ? [subject.left] : [subject];
  const place = arg && placeOf(valueTested(arg));
  return place !== undefined && answers.has(place);
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

/** Passes the nodes that do not matter. A branch both of whose ways lead to one place is none. */
function passing(steps: readonly GraphNode[], matters: (step: Step, node: number) => boolean): number[] {
  const reached = new Array<number>(steps.length).fill(-1);
  // Steps stand in the order of the text, so that only loops and jumps lead back.
  for (let node = steps.length - 1; node >= 0; node--) {
    reached[node] = node;
    const { step, next } = steps[node] ?? NOWHERE;
    const first = next[0] ?? -1;
    const target = first > node ? (reached[first] ?? first) : first;
    if (node === 0 || target < 0 || matters(step, node)) continue;
    let isPassed = true;
    for (let slot = 1; slot < next.length && isPassed; slot++) {
      const to = next[slot] ?? -1;
      isPassed = (to > node ? reached[to] : to) === target;
    }
    if (isPassed) reached[node] = target;
  }
  return reached;
}

const NOWHERE: GraphNode = { step: { kind: "join" }, next: [] };

function meetings(steps: readonly GraphNode[], reached: readonly number[]): boolean[] {
  const isReached = new Array<boolean>(steps.length).fill(false);
  const meets = new Array<boolean>(steps.length).fill(false);
  for (const { next } of steps) {
    for (let slot = 0; slot < next.length; slot++) {
      const target = reached[next[slot] ?? -1] ?? -1;
      if (target < 0) continue;
      if (isReached[target]) meets[target] = true;
      isReached[target] = true;
    }
  }
  return meets;
}
