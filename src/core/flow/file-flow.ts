import { apiNamed } from "../api/catalogue.ts";
import type { Expression } from "../c/tree/nodes.ts";
import { type Node, nodesOf } from "../c/tree/walk.ts";
import { buildGraph } from "./build-graph.ts";
import { type ContextFact, ONLY_THE_CALLER_KNOWS } from "./context-fact.ts";
import { isTruthMacro } from "./evaluation.ts";
import type { Graph } from "./graph.ts";
import { type HeldState, type Hold, joinHeld, NOTHING_HELD } from "./held.ts";
import { type Callees, type Effect, heldIn } from "./held-flow.ts";
import { mayRelease } from "./locks.ts";
import { type FlowFunction, type Use, usesOf } from "./uses.ts";

/** What the flow is told of a file. */
export interface FlowSource {
  readonly text: string;
  readonly functions: readonly FlowFunction[];
  /** What the macros of that name, if there are any, are replaced with. */
  macroTexts(name: string): readonly string[];
}

/** Functions that call each other are followed so far. */
const DEEPEST = 3;
const NO_EFFECT: Effect = { releases: false, leaves: [] };
const MENTIONS_LOCKS = /lock|irq|preempt|cpu|rcu|_bh\b|kmap|seqcount|guard/;
/** A function without these words neither holds anything nor sleeps by itself: it need not be followed. */
const CHANGES_CONTEXT = new RegExp(
  `${MENTIONS_LOCKS.source}|sleep|wait|mutex|down|sync|flush|schedule|kthread|clk_prepare|request_firmware|device_register`,
);
/** A function that asks where it runs has an answer for both. */
const ASKS_CONTEXT =
  /\b(?:in_interrupt|in_atomic|in_task|in_irq|in_hardirq|in_softirq|in_serving_softirq|in_nmi|irqs_disabled|preemptible|preempt_count|oops_in_progress|drm_can_sleep|gfpflags_allow_blocking)\b/;

interface Followed {
  readonly graph: Graph;
  /** In front of each node. */
  readonly states: readonly (HeldState | undefined)[];
  /** Node of each call, by its offset. */
  readonly calls: ReadonlyMap<number, number>;
}

/** Control flow of a file's functions, each followed when it is first asked for. */
export class FileFlow implements Callees {
  private readonly graphs = new Map<FlowFunction, Graph | undefined>();
  private readonly followed = new Map<FlowFunction, Followed | undefined>();
  private readonly effects = new Map<string, Effect | undefined>();
  private readonly entries = new Map<FlowFunction, ContextFact>();
  private readonly following = new Set<FlowFunction>();

  private byName: Map<string, FlowFunction | undefined> | undefined;
  private readonly answers = new Map<string, boolean>();

  constructor(private readonly source: FlowSource) {}

  get text(): string {
    return this.source.text;
  }

  /** The function of that name; undefined where the file has none, or several. */
  functionNamed(name: string): FlowFunction | undefined {
    if (!this.byName) {
      this.byName = new Map();
      for (const of of this.source.functions) this.byName.set(of.name, this.byName.has(of.name) ? undefined : of);
    }
    return this.byName.get(name);
  }

  /** An answer that holds for the whole file, found once; while it is being looked for it is no. */
  remember(question: string, find: () => boolean): boolean {
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    this.answers.set(question, false);
    const answer = find();
    this.answers.set(question, answer);
    return answer;
  }

  /** Control flow of a function; undefined where the function cannot be followed as a whole. */
  graphOf(of: FlowFunction): Graph | undefined {
    if (this.graphs.has(of)) return this.graphs.get(of);
    const { tree } = of;
    const graph = tree && !tree.undecided ? buildGraph(tree) : undefined;
    const whole = graph?.complete ? graph : undefined;
    this.graphs.set(of, whole);
    return whole;
  }

  /** Whether the call at `offset` of a function may sleep. */
  contextAt(of: FlowFunction, offset: number, depth = 0): ContextFact {
    const state = this.heldAt(of, offset);
    if (!state) return ONLY_THE_CALLER_KNOWS;
    const hold = bestOf(state.holds.filter(({ certain }) => certain));
    if (hold) return { kind: "atomic", why: this.described(hold), at: hold.at };
    const entry = this.entryOf(of, depth);
    if (state.entryHolds && entry.kind === "atomic") return entry;
    const doubtful = bestOf(state.holds);
    if (doubtful) return { kind: "unknown", why: `perhaps ${this.described(doubtful)}` };
    if (!state.entryHolds) return { kind: "unknown", why: "it releases what its caller took" };
    if (entry.kind !== "unknown" || !state.slept) return entry;
    const { by, at } = state.slept;
    return { kind: "process", why: `${by}() in line ${this.lineOf(at)} sleeps too`, at };
  }

  private heldAt(of: FlowFunction, offset: number): HeldState | undefined {
    if (!CHANGES_CONTEXT.test(this.source.text.slice(of.start, of.end))) return NOTHING_HELD;
    const followed = this.follow(of);
    const node = followed?.calls.get(offset);
    return node === undefined ? undefined : followed?.states[node];
  }

  effectOf(name: string): Effect | undefined {
    if (this.effects.has(name)) return this.effects.get(name);
    const of = this.functionNamed(name);
    this.effects.set(name, undefined); // of a function that calls itself nothing is known
    const effect = of && this.effect(of);
    this.effects.set(name, effect);
    return effect;
  }

  mayMacroRelease(name: string): boolean {
    return this.source.macroTexts(name).some((text) => mayRelease(text));
  }

  private effect(of: FlowFunction): Effect | undefined {
    if (!MENTIONS_LOCKS.test(this.source.text.slice(of.start, of.end))) return NO_EFFECT;
    const followed = this.follow(of);
    if (!followed) return undefined;
    const ends = followed.graph.nodes.flatMap(({ step }, i) => (step.kind === "return" ? [followed.states[i]] : []));
    const reached = ends.filter((state) => state !== undefined);
    const [first, ...others] = reached;
    if (!first) return NO_EFFECT;
    const end = others.reduce(joinHeld, first);
    return { releases: !end.entryHolds, leaves: end.holds };
  }

  private follow(of: FlowFunction): Followed | undefined {
    if (this.followed.has(of)) return this.followed.get(of);
    if (this.following.has(of)) return undefined;
    this.following.add(of);
    const followed = this.followAnew(of);
    this.following.delete(of);
    this.followed.set(of, followed);
    return followed;
  }

  private followAnew(of: FlowFunction): Followed | undefined {
    const graph = this.graphOf(of);
    const states = graph && heldIn(graph, this.source.text, this);
    if (!graph || !states) return undefined;
    const calls = new Map<number, number>();
    graph.nodes.forEach(({ step }, i) => {
      if (step.kind === "call") calls.set(step.call.start, i);
    });
    return { graph, states, calls };
  }

  /** What a function's uses in its file tell of the context that it is entered in. */
  private entryOf(of: FlowFunction, depth: number): ContextFact {
    const known = this.entries.get(of);
    if (known) return known;
    if (depth >= DEEPEST) return ONLY_THE_CALLER_KNOWS;
    this.entries.set(of, ONLY_THE_CALLER_KNOWS); // while it is looked for: of a function that calls itself
    const entry = this.entryAnew(of, depth);
    this.entries.set(of, entry);
    return entry;
  }

  private entryAnew(of: FlowFunction, depth: number): ContextFact {
    const { text, functions } = this.source;
    if (this.functionNamed(of.name) !== of) return ONLY_THE_CALLER_KNOWS;
    if (ASKS_CONTEXT.test(text.slice(of.start, of.end))) {
      return { kind: "unknown", why: "the function asks for its context itself" };
    }
    const facts = usesOf(of, text, functions).map((use) => this.entryBy(use, of, depth));
    const atomic = facts.find(({ kind }) => kind === "atomic");
    if (atomic) return atomic;
    const [first] = facts;
    const isProcess = of.tree?.isStatic && facts.every(({ kind }) => kind === "process");
    return first && isProcess ? first : ONLY_THE_CALLER_KNOWS;
  }

  private entryBy(use: Use, of: FlowFunction, depth: number): ContextFact {
    switch (use.kind) {
      case "unknown":
        return ONLY_THE_CALLER_KNOWS;
      case "entry": {
        const { context, role } = use.entry;
        return { kind: context, why: `${of.name}() is ${role}, set in line ${this.lineOf(use.at)}`, at: use.at };
      }
      case "call": {
        if (choosesBy(use, of)) return ONLY_THE_CALLER_KNOWS;
        const { caller, call } = use;
        const fact = this.contextAt(caller, call.start, depth + 1);
        if (fact.kind === "unknown") return fact;
        const why = `called by ${caller.name}() in line ${this.lineOf(call.start)}: ${fact.why}`;
        return { ...fact, why, at: call.start };
      }
    }
  }

  private described({ kind, lock, by, at }: Hold): string {
    const line = this.lineOf(at);
    switch (kind) {
      case "spin":
      case "rw":
      case "bit":
        return `under \`${lock}\`, taken in line ${line}`;
      case "local":
        return `under \`${lock}\`, taken in line ${line} (only on PREEMPT_RT it may sleep)`;
      case "seq":
        return `in the write side of \`${lock}\`, entered in line ${line}`;
      case "rcu":
        return `in the RCU read-side critical section of line ${line}`;
      case "irq":
        return `with interrupts disabled in line ${line}`;
      case "bh":
        return `with bottom halves disabled in line ${line}`;
      case "preempt":
        return `with preemption disabled in line ${line}`;
      case "cpu":
      case "kmap":
        return `behind ${by}() in line ${line}`;
    }
  }

  private lineOf(offset: number): number {
    const { text } = this.source;
    let line = 1;
    for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
    return line;
  }
}

/** The lock itself tells more than the interrupts that were disabled with it. */
function bestOf(holds: readonly Hold[]): Hold | undefined {
  return holds.find(({ kind }) => kind !== "irq" && kind !== "bh") ?? holds[0];
}

/**
 * Whether what a function does may depend on this call: it allocates under a test of a parameter for being set, or
 * decides by one for which the call has a constant.
 */
function choosesBy({ call }: Extract<Use, { kind: "call" }>, { tree }: FlowFunction): boolean {
  if (!tree) return true;
  const all = new Set(tree.parameters.map(({ name }) => name));
  const fixed = new Set(tree.parameters.filter((_, i) => isConstant(call.args[i])).map(({ name }) => name));
  for (const node of nodesOf(tree.body)) {
    const isCondition = node.kind === "if" || node.kind === "loop" || node.kind === "conditional";
    const decides = isCondition ? node.condition : node.kind === "switch" ? node.value : undefined;
    if (!decides) continue;
    if (testsOneOf(decides, all) && nodesOf(node).some(allocates)) return true;
    if (fixed.size > 0 && nodesOf(decides).some((inner) => inner.kind === "name" && fixed.has(inner.name))) return true;
  }
  return false;
}

function allocates(node: Node): boolean {
  return node.kind === "call" && apiNamed(node.name) !== undefined;
}

function isConstant(arg: Expression | undefined): boolean {
  return arg?.kind === "number" || (arg?.kind === "name" && /^(?:true|false|[A-Z_0-9]+)$/.test(arg.name));
}

/** `p`, `!p`, `likely(p && …)`. */
function testsOneOf(condition: Expression, names: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case "name":
      return names.has(condition.name);
    case "unary":
      return condition.operator === "!" && testsOneOf(condition.operand, names);
    case "binary":
      return (
        /^(?:&&|\|\|)$/.test(condition.operator) &&
        (testsOneOf(condition.left, names) || testsOneOf(condition.right, names))
      );
    case "call":
      return isTruthMacro(condition.name) && condition.args.some((arg) => testsOneOf(arg, names));
    default:
      return false;
  }
}
