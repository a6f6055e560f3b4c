import { type Answer, Answers } from "./answers.ts";
import { buildGraph } from "./build-graph.ts";
import { choosesBy } from "./chooses-by.ts";
import { type ContextFact, isSameContext, ONLY_THE_CALLER_KNOWS } from "./context-fact.ts";
import type { Graph } from "./graph.ts";
import { type HeldState, type Hold, heldInWords, joinHeld, NOTHING_HELD } from "./held.ts";
import { type Callees, type Effect, heldIn } from "./held-flow.ts";
import { lineAt, startsOf } from "./lines.ts";
import { MAY_TAKE, mayRelease, takesLock } from "./locks.ts";
import { type EditableText, NamesIn } from "./names-in.ts";
import { entersAtomic } from "./registrations.ts";
import { type FlowFunction, functionAround, lineBefore, MOST_USES, type Use, usesOf } from "./uses.ts";

/** What the flow is told of a file. Text and functions may change, to others of the same names; macros do not. */
export interface FlowSource extends EditableText {
  readonly functions: readonly FlowFunction[];
  /** What the macros of that name, if there are any, are replaced with. */
  macroTexts(name: string): readonly string[];
  /** A number that differs once text that mentions the name, or did so before, has changed; left out where none does. */
  mentioned?(name: string): number;
  /** A number that differs once lines have other numbers. */
  readonly lines?: number;
}

/** Functions that call each other are followed so far. */
const DEEPEST = 3;
const NO_EFFECT: Effect = { releases: false, leaves: [] };
const MENTIONS_LOCKS = /lock|irq|preempt|cpu|rcu|_bh|kmap|seqcount|guard/;
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

/** Functions by their names; undefined where several have one. */
interface NamedFunctions {
  readonly of: FlowSource["functions"];
  readonly functions: ReadonlyMap<string, FlowFunction | undefined>;
  /** Those which may come back with a lock taken. */
  readonly takers: readonly string[];
}

type OfFunction<T> = WeakMap<FlowFunction, Answer<T>>;

/**
 * Control flow of a file's functions, each followed when it is first asked for. Offsets of functions that are edited
 * stay what they are; an edited function is another one.
 */
export class FileFlow implements Callees {
  /** For answers of others that rest on what the flow says. */
  readonly answers = new Answers();
  private readonly graphs = new WeakMap<FlowFunction, { readonly graph: Graph | undefined }>();
  private readonly followed: OfFunction<Followed | undefined> = new WeakMap();
  private readonly changing = new WeakMap<FlowFunction, boolean>();
  private readonly asking = new WeakMap<FlowFunction, boolean>();
  private readonly entering = new WeakMap<FlowFunction, boolean>();
  private readonly locking = new WeakMap<FlowFunction, boolean>();
  private readonly effects = new Map<string, Answer<Effect | undefined>>();
  /** By the number of calls that were followed on the way. */
  private readonly entries: OfFunction<ContextFact>[] = [];
  private readonly atomicEntries: OfFunction<ContextFact | undefined>[] = [];
  private readonly enteredAtomic: OfFunction<boolean>[] = [];
  private readonly places = new Map<string, Answer<readonly number[]>>();
  private readonly uses: OfFunction<readonly Use[]> = new WeakMap();
  private readonly remembered = new Map<string, Answer<boolean>>();
  private readonly inputs = new Map<string, Answer<number>>();
  private readonly named = new Map<string, Answer<FlowFunction | undefined>>();
  private byName: NamedFunctions;
  private readonly namesIn: NamesIn;

  constructor(readonly source: FlowSource) {
    this.byName = namesOf(source.functions);
    // Edits leave functions their names.
    this.namesIn = new NamesIn(source, this.byName.functions);
  }

  get text(): string {
    return this.source.text;
  }

  /** The text has changed. */
  edited(): void {
    this.answers.edited();
  }

  /** The function of that name; undefined where the file has none, or several. */
  functionNamed(name: string): FlowFunction | undefined {
    // Edits leave functions their names.
    if (!this.names().functions.has(name)) return undefined;
    const find = () => this.names().functions.get(name);
    return this.answers.ask(this.named, name, { find, whenCircular: undefined, isInput: true });
  }

  private names(): NamedFunctions {
    const { functions } = this.source;
    if (this.byName.of !== functions) this.byName = namesOf(functions, this.byName);
    return this.byName;
  }

  /** An answer that holds for the whole file, found once; where it rests on itself it is no. */
  remember(question: string, find: () => boolean): boolean {
    return this.answers.ask(this.remembered, question, { find, whenCircular: false, dropsCircular: true });
  }

  /** The text of the file, for an answer that rests on where it mentions a name. */
  textAround(name: string): string {
    this.input(`mention of ${name}`, () => this.source.mentioned?.(name) ?? 0);
    return this.source.text;
  }

  /** Notes that what is answered tells numbers of lines. */
  tellsLines(): void {
    this.input("lines", () => this.source.lines ?? 0);
  }

  /** Control flow of a function; undefined where the function cannot be followed as a whole. */
  graphOf(of: FlowFunction): Graph | undefined {
    const known = this.graphs.get(of);
    if (known) return known.graph;
    const { tree } = of;
    const graph = tree && !tree.undecided ? buildGraph(tree) : undefined;
    const whole = graph?.complete ? graph : undefined;
    this.graphs.set(of, { graph: whole });
    return whole;
  }

  /** Whether the call at `offset` of a function may sleep. */
  contextAt(of: FlowFunction, offset: number, depth = 0): ContextFact {
    const state = this.heldAt(of, offset);
    if (!state) return ONLY_THE_CALLER_KNOWS;
    const held = this.certainlyHeld(state);
    if (held) return held;
    const entry = this.entryOf(of, depth);
    if (state.entryHolds && entry.kind === "atomic") return entry;
    const doubtful = bestOf(state.holds);
    if (doubtful) return { kind: "unknown", why: `perhaps ${this.described(doubtful)}` };
    if (!state.entryHolds) return { kind: "unknown", why: "it releases what its caller took" };
    if (entry.kind !== "unknown" || !state.slept) return entry;
    const { by, at } = state.slept;
    return { kind: "process", why: `${by}() in line ${this.lineOf(at)} sleeps too`, at };
  }

  /** What makes the place of a call atomic; undefined where nothing is known to. Cheaper than `contextAt`. */
  atomicAt(of: FlowFunction, offset: number, depth = 0): ContextFact | undefined {
    if (this.mayTakeLock(of)) {
      const state = this.heldAt(of, offset);
      const held = state && this.certainlyHeld(state);
      return held ?? (state?.entryHolds ? this.atomicEntryOf(of, depth) : undefined);
    }
    const entry = this.atomicEntryOf(of, depth);
    return entry && this.heldAt(of, offset)?.entryHolds ? entry : undefined;
  }

  /** False where the text tells already that nothing in the file enters the function in atomic context. */
  private mayEnterAtomic(of: FlowFunction, depth: number): boolean {
    this.enteredAtomic[depth] ??= new WeakMap();
    const find = () => this.placesOf(of).some((at) => this.mayEnterAtomicBy(at, of, depth));
    return this.answers.ask(this.enteredAtomic[depth], of, { find, whenCircular: true });
  }

  /** The same for one place that mentions the function. */
  private mayEnterAtomicBy(at: number, of: FlowFunction, depth: number): boolean {
    const around = functionAround(this.source.functions, at);
    if (around === of) return false;
    if (!around) return entersAtomic(lineBefore(this.textAround(of.name), at));
    if (this.saysOf(this.entering, around, entersAtomic) || this.mayTakeLock(around)) return true;
    return depth + 1 < DEEPEST && this.mayEnterAtomic(around, depth + 1);
  }

  /** Where the file mentions the name of a function. */
  private placesOf({ name }: FlowFunction): readonly number[] {
    const find = () => {
      this.textAround(name);
      return this.namesIn.placesOf(name);
    };
    return this.answers.ask(this.places, name, { find, whenCircular: [] });
  }

  /** What the text of a function tells by itself. */
  private saysOf(known: WeakMap<FlowFunction, boolean>, of: FlowFunction, test: (body: string) => boolean): boolean {
    let says = known.get(of);
    if (says === undefined) {
      says = test(this.source.text.slice(of.start, of.end));
      known.set(of, says);
    }
    return says;
  }

  /** False where nothing in a function may take a lock: no call of its own, and none of a function of the file. */
  private mayTakeLock(of: FlowFunction): boolean {
    return (
      this.mayChangeContext(of) &&
      this.saysOf(
        this.locking,
        of,
        (body) => takesLock(body) || this.names().takers.some((name) => body.includes(name)),
      )
    );
  }

  effectOf(name: string): Effect | undefined {
    const find = (): Effect | undefined => {
      const of = this.functionNamed(name);
      return of && this.effect(of);
    };
    // Of functions that call themselves, or each other, nothing is known.
    const question = { find, whenCircular: undefined, dropsCircular: true, isSame: isSameEffect };
    return this.answers.ask(this.effects, name, question);
  }

  mayMacroRelease(name: string): boolean {
    return this.source.macroTexts(name).some((text) => mayRelease(text));
  }

  private input(name: string, find: () => number): void {
    this.answers.ask(this.inputs, name, { find, whenCircular: 0, isInput: true });
  }

  private certainlyHeld({ holds }: HeldState): ContextFact | undefined {
    const hold = bestOf(holds.filter(({ certain }) => certain));
    return hold && { kind: "atomic", why: this.described(hold), at: hold.at };
  }

  /** Whether the file has a macro of that name. */
  hasMacro(name: string): boolean {
    return this.source.macroTexts(name).length > 0;
  }

  private heldAt(of: FlowFunction, offset: number): HeldState | undefined {
    if (!this.mayChangeContext(of)) return NOTHING_HELD;
    const followed = this.follow(of);
    const node = followed?.calls.get(offset);
    return node === undefined ? undefined : followed?.states[node];
  }

  /** The text of a function tells it for all its calls. */
  private mayChangeContext(of: FlowFunction): boolean {
    return this.saysOf(this.changing, of, (body) => CHANGES_CONTEXT.test(body));
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
    const find = () => this.followAnew(of);
    return this.answers.ask(this.followed, of, { find, whenCircular: undefined });
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
    if (depth >= DEEPEST) return ONLY_THE_CALLER_KNOWS;
    this.entries[depth] ??= new WeakMap();
    const find = () => this.entryAnew(of, depth);
    return this.answers.ask(this.entries[depth], of, {
      find,
      whenCircular: ONLY_THE_CALLER_KNOWS,
      isSame: isSameContext,
    });
  }

  private entryAnew(of: FlowFunction, depth: number): ContextFact {
    if (this.functionNamed(of.name) !== of) return ONLY_THE_CALLER_KNOWS;
    if (this.asksContext(of)) return { kind: "unknown", why: "the function asks for its context itself" };
    const atomic = this.atomicEntryOf(of, depth);
    if (atomic) return atomic;
    if (!of.tree?.isStatic) return ONLY_THE_CALLER_KNOWS;
    let first: ContextFact | undefined;
    for (const use of this.usesOf(of)) {
      const fact = this.entryBy(use, of, (caller, offset) => this.contextAt(caller, offset, depth + 1));
      if (fact?.kind !== "process") return ONLY_THE_CALLER_KNOWS;
      first ??= fact;
    }
    return first ?? ONLY_THE_CALLER_KNOWS;
  }

  /** The first use in its file that enters a function in atomic context. */
  private atomicEntryOf(of: FlowFunction, depth: number): ContextFact | undefined {
    if (depth >= DEEPEST || !this.mayEnterAtomic(of, depth)) return undefined;
    this.atomicEntries[depth] ??= new WeakMap();
    const find = () => this.atomicEntryAnew(of, depth);
    return this.answers.ask(this.atomicEntries[depth], of, { find, whenCircular: undefined, isSame: isSameContext });
  }

  private atomicEntryAnew(of: FlowFunction, depth: number): ContextFact | undefined {
    if (this.functionNamed(of.name) !== of || this.asksContext(of)) return undefined;
    const places = this.placesOf(of);
    // To tell what a use is takes reading the function around it.
    const uses =
      places.length > MOST_USES
        ? this.usesOf(of)
        : this.usesAt(
            places.filter((at) => this.mayEnterAtomicBy(at, of, depth)),
            of,
          );
    for (const use of uses) {
      const fact = this.entryBy(use, of, (caller, offset) => this.atomicAt(caller, offset, depth + 1));
      if (fact?.kind === "atomic") return fact;
    }
    return undefined;
  }

  private asksContext(of: FlowFunction): boolean {
    return this.saysOf(this.asking, of, (body) => ASKS_CONTEXT.test(body));
  }

  private usesOf(of: FlowFunction): readonly Use[] {
    const find = () => this.usesAt(this.placesOf(of), of);
    return this.answers.ask(this.uses, of, { find, whenCircular: [] });
  }

  private usesAt(places: readonly number[], of: FlowFunction): readonly Use[] {
    return usesOf(of, places, this.textAround(of.name), this.source.functions);
  }

  private entryBy(
    use: Use,
    of: FlowFunction,
    contextAt: (caller: FlowFunction, offset: number) => ContextFact | undefined,
  ): ContextFact | undefined {
    switch (use.kind) {
      case "unknown":
        return undefined;
      case "entry": {
        const { context, role } = use.entry;
        return { kind: context, why: `${of.name}() is ${role}, set in line ${this.lineOf(use.at)}`, at: use.at };
      }
      case "call": {
        const { caller, call } = use;
        const fact = contextAt(caller, call.start);
        if (!fact || fact.kind === "unknown" || choosesBy(use, of)) return undefined;
        const why = `called by ${caller.name}() in line ${this.lineOf(call.start)}: ${fact.why}`;
        return { ...fact, why, at: call.start };
      }
    }
  }

  private described(hold: Hold): string {
    return heldInWords(hold, this.lineOf(hold.at));
  }

  private lineOf(offset: number): number {
    this.tellsLines();
    return lineAt(startsOf(this.source.text), offset) + 1;
  }
}

/** Edits leave functions their names. */
function namesOf(of: FlowSource["functions"], before?: NamedFunctions): NamedFunctions {
  const functions = new Map<string, FlowFunction | undefined>();
  for (const each of of) functions.set(each.name, functions.has(each.name) ? undefined : each);
  return { of, functions, takers: before?.takers ?? [...functions.keys()].filter((name) => MAY_TAKE.test(name)) };
}

/** Whoever calls the function takes its own place for that of the lock. */
function isSameEffect(a: Effect | undefined, b: Effect | undefined): boolean {
  if (!a || !b) return a === b;
  const holds = ({ leaves }: Effect) =>
    leaves.map(({ kind, lock, certain }) => `${kind} ${lock} ${certain}`).join("\n");
  return a.releases === b.releases && holds(a) === holds(b);
}

/** The lock itself tells more than the interrupts that were disabled with it. */
function bestOf(holds: readonly Hold[]): Hold | undefined {
  return holds.find(({ kind }) => kind !== "irq" && kind !== "bh") ?? holds[0];
}
