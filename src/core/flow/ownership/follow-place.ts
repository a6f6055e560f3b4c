import type { AllocApi } from "../../api/alloc-api.ts";
import { apiNamed } from "../../api/catalogue.ts";
import { freeFunctionNamed } from "../../api/free-functions.ts";
import { freesOf } from "../../api/pairing.ts";
import type { Call, Expression, Span } from "../../c/tree/nodes.ts";
import type { Step } from "../graph.ts";
import { namesOf } from "./aliases.ts";
import { amountMismatch } from "./amounts.ts";
import { asksForAllocator, isGivenTest, isIteration, isPlainMask, mayTest, valueTested } from "./asking.ts";
import { borrows, freesAtOnce, freesInside, freesMemory, readsThrough, splitsBlock } from "./borrowers.ts";
import type { Allocation, Fault } from "./fault.ts";
import { allocationIn, FirstLook } from "./first-look.ts";
import type { Followed } from "./followed.ts";
import { HandingOn } from "./handing-on.ts";
import { common, type Known, subjectOf, type Test } from "./known-conditions.ts";
import { isReachable } from "./lent.ts";
import { baseOf, evaluated, givesValue, handsOn, isNull, isPlace, lastMember, placeOf } from "./places.ts";
import type { Prepared } from "./prepared.ts";
import {
  asked,
  doubtful,
  isOwned,
  isSameValue,
  type Memory,
  saysByNull,
  sharedWith,
  UNKNOWN,
  type Value,
} from "./value.ts";
import { WaysOut, whatIsReturned } from "./ways-out.ts";

interface State {
  readonly value: Value;
  readonly known: Known;
}

interface Arrival {
  readonly node: number;
  readonly state: State;
}

const ROUNDS = 24;
/** No function is followed further: nothing is said of it then. */
const MOST_STEPS = 7_000;
/** The first look, which is only worth it where it is short. */
const COARSE_ROUNDS = 4;

/** Follows a place on all ways through a function; each way keeps what it knows of its conditions. */
export function followPlace(prepared: Prepared, followed: Followed): readonly Fault[] {
  return new PlaceFlow(prepared, followed).run() ?? [];
}

/**
 * False where following the place finds nothing, whatever the conditions are. Most functions are right, and this is told
 * at a fraction of the cost. So that nothing is missed, every value must be as bad here as it can become with conditions,
 * which make memory shared and NULL unknown: NULL is anything, what may say a failure says one, and every call may fail.
 */
export function mayGoWrong(coarse: Prepared, followed: Followed): boolean {
  return new PlaceFlow(coarse, followed).run()?.length !== 0;
}

class PlaceFlow {
  private readonly faults = new Map<string, Fault>();
  private readonly waysOut = new WaysOut();
  /** All that the place may have its memory from. */
  private readonly taken = new Set<AllocApi>();
  /** States that each node was reached with. */
  private readonly seen = new Map<number, State[]>();
  private readonly handing: HandingOn;
  private readonly look: FirstLook | undefined;
  private readonly others: readonly string[];
  private readonly base: string;
  /** The name that other places may have in common with this one. */
  private readonly last: string;
  private readonly nothing: Value;

  constructor(
    private readonly prepared: Prepared,
    private readonly followed: Followed,
  ) {
    this.others = namesOf(followed.aliases);
    this.look = prepared.coarse ? new FirstLook(prepared.graph, prepared.names, followed) : undefined;
    this.handing = new HandingOn(followed, this.look);
    this.base = baseOf(followed.place);
    this.last = lastMember(followed.place);
    this.nothing = prepared.coarse ? UNKNOWN : { kind: "null" };
  }

  /** Undefined where no end is in sight. */
  run(): readonly Fault[] | undefined {
    const { graph, reached, meets } = this.prepared;
    let budget = Math.min(MOST_STEPS, graph.nodes.length * (this.prepared.coarse ? COARSE_ROUNDS : ROUNDS) + 200);
    const { look, waysOut } = this;
    const state = { value: this.followed.initial ?? UNKNOWN, known: this.prepared.conditions.nothingKnown };
    const open = (look?.begins ?? [0]).map((node): Arrival => ({ node, state }));
    for (let at = open.pop(); at; at = open.pop()) {
      if (--budget < 0) {
        this.followed.returned?.(UNKNOWN, undefined, undefined);
        return undefined;
      }
      const node = graph.nodes[at.node];
      if (!node) continue;
      const { step, next } = node;
      if (step.kind === "return" && !this.atReturn(step, at.state)) return [];
      for (let slot = 0; slot < next.length; slot++) {
        const target = reached[next[slot] ?? -1] ?? -1;
        const state = target < 0 ? undefined : this.after(at.node, step, at.state, slot);
        if (!state || look?.isSpent(state.value)) continue;
        const arriving = meets[target] ? this.merge(target, state) : state;
        if (arriving) open.push({ node: target, state: arriving });
      }
      if (look && (this.faults.size > 0 || waysOut.hasLeak)) break;
    }
    const faults = [...this.faults.values()].filter((fault) => look || !this.isRightForAnother(fault));
    return [...faults, ...this.waysOut.faults(this.followed, this.prepared.coarse)];
  }

  /** The state to go on with; undefined where it was here before. */
  private merge(node: number, state: State): State | undefined {
    const seen = this.seen.get(node) ?? [];
    const at = seen.findIndex((before) => this.isSame(before, state));
    const before = seen[at];
    if (!before) {
      if (seen.push(state) === 1) this.seen.set(node, seen);
      return state;
    }
    const known = common(before.known, state.known);
    if (known === before.known) return undefined;
    const merged = { value: state.value, known };
    seen[at] = merged;
    return merged;
  }

  /** States are followed by themselves by what the place holds, and where it holds memory by what will be returned. */
  private isSame(a: State, b: State): boolean {
    if (!isSameValue(a.value, b.value)) return false;
    if (a.known === b.known || a.value.kind !== "memory" || a.value.shared) return true;
    const { conditions, returned } = this.prepared;
    return returned.every((name) => conditions.holds(a.known, name) === conditions.holds(b.known, name));
  }

  /** What holds behind a step on one of its ways; undefined where that way cannot be taken. */
  private after(node: number, step: Step, state: State, slot: number): State | undefined {
    const { value, known } = state;
    const names = this.prepared.names[node];
    const isNamed = names !== undefined && this.isAnyNamed(names);
    switch (step.kind) {
      case "call": {
        const written = this.afterWrites(step.call, known);
        const isLocal = this.followed.isLocal || value.kind === "unknown";
        const isStored = value.kind === "memory" && isReachable(value.lent);
        if (!isNamed && isLocal && !isStored) return written === known ? state : { value, known: written };
        return { value: this.afterCall(step.call, value, isNamed), known: written };
      }
      case "assign":
        if (!isNamed && !names?.includes(this.last)) return this.afterOtherAssignment(step, state);
        return this.afterAssignment(step, state);
      case "declare":
        return step.declarator.name === this.base ? { value: UNKNOWN, known } : state;
      case "dereference":
        return isNamed ? { value: this.afterAccess(step.pointer, step.at, value), known } : state;
      case "branch":
        return this.afterBranch(this.prepared.tests[node], isNamed, state, slot === 0);
      case "skip":
        return isNamed ? { value: this.handing.skipped(step, value), known } : state;
      case "untested": {
        const isMissed = isNamed && value.kind === "memory" && value.tested !== "yes";
        return isMissed ? { value: doubtful(value), known } : state;
      }
      case "opaque":
        return { value: UNKNOWN, known };
      case "start":
      case "join":
      case "switch":
      case "return":
      case "enter":
      case "leave":
      case "cleanup":
        return state;
    }
  }

  private isAnyNamed(names: readonly string[]): boolean {
    return names.includes(this.base) || this.others.some((name) => names.includes(name));
  }

  private afterCall(call: Call, value: Value, isNamed: boolean): Value {
    const { place, isLocal } = this.followed;
    const free = freesInside(call.name) ? undefined : freeFunctionNamed(call.name);
    if (free) {
      const arg = call.args[free.pointer];
      if (!arg) return UNKNOWN;
      if (isPlace(arg, place)) return this.afterFree(call, value);
      if (!isLocal && isPlace(arg, this.base)) return UNKNOWN;
      const isOwn = value.kind === "memory" && isLocal && this.handing.mayByStore(arg, value);
      if (isOwn || handsOn(arg, place) || (isLocal && this.handing.may(arg))) return UNKNOWN;
      return isLocal ? this.handing.holderFreed(call, arg, value) : value;
    }
    if (value.kind === "unknown") return value;
    if (splitsBlock(call.name) && call.args.some((arg) => handsOn(arg, place))) return UNKNOWN;
    const api = apiNamed(call.name);
    if (api) {
      const isCopied = api.zeroes === "copies" && api.reallocates === undefined;
      const isKept = !isCopied && evaluated(call).some((arg) => handsOn(arg, place));
      if (api.reallocates !== undefined && isKept) return UNKNOWN;
      return isKept ? doubtful(value) : value;
    }
    const through = readsThrough(call.name).map((index) => call.args[index]);
    const accessed = through.find((arg) => arg !== undefined && handsOn(arg, place));
    if (accessed) return this.afterUse(call, value);
    if (borrows(call.name)) return value;
    if (value.kind !== "memory")
      return isLocal && !evaluated(call).some((arg) => this.handing.may(arg)) ? value : UNKNOWN;
    const given = isNamed ? this.tested(call, value) : value;
    if (!isLocal) return given.shared ? given : { ...given, shared: true };
    return this.handing.toCall(call, given);
  }

  /** What may be said of a test for NULL behind a call that has the place among its arguments. */
  private tested(call: Call, value: Memory): Memory {
    if (value.tested === "yes" || value.tested === "perhaps") return value;
    const { place, isMacro } = this.followed;
    // The address of a member tells nobody whether the pointer is set.
    const isGiven = call.name === "" || call.args.some((arg) => givesValue(arg, place) || isPlace(arg, this.base));
    if (!isGiven) return call.args.some((arg) => isGivenTest(arg, place)) ? { ...value, tested: "perhaps" } : value;
    if (mayTest(call.name) || isMacro(call.name)) return { ...value, tested: "perhaps" };
    return this.prepared.isAlone(call) ? value : { ...value, tested: "asked" };
  }

  private afterFree(call: Call, value: Value): Value {
    const { place, text, version } = this.followed;
    const free = freeFunctionNamed(call.name);
    if (value.kind === "memory" && free) {
      const { taken } = value;
      const frees = freesOf(taken.api, version);
      const isWrong = frees.length > 0 && !frees.includes(call.name) && freesMemory(call.name);
      const amounts = isWrong ? undefined : amountMismatch(taken.call, taken.api, free, call, text);
      if ((isWrong || amounts) && (!value.shared || this.isCertain(taken))) {
        if (amounts) this.report({ kind: "amount-mismatch", place, taken, at: call, amounts });
        else this.report({ kind: "wrong-free", place, taken, at: call });
      }
    }
    if (value.kind === "memory" && !value.shared) {
      this.waysOut.free(value);
      this.followed.ended?.(value.lent, "freed");
    }
    if (!freesAtOnce(call.name)) return UNKNOWN;
    if (value.kind === "freed") this.report({ kind: "double-free", place, freed: value.by, at: call });
    return value.kind === "null" ? value : { kind: "freed", by: call };
  }

  /** One free for each allocator: conditions that are not followed may keep them apart. */
  private isRightForAnother(fault: Fault): boolean {
    if (fault.kind !== "wrong-free") return false;
    return [...this.taken].some((api) => freesOf(api, this.followed.version).includes(fault.at.name));
  }

  /** Nobody else gives a place other memory: it is a local variable, or the file assigns nothing else to the member. */
  private isCertain({ api }: Allocation): boolean {
    return this.followed.isLocal || this.followed.isAlwaysFrom(api.name);
  }

  private afterAccess(pointer: Expression, at: Span, value: Value): Value {
    const { place } = this.followed;
    if (value.kind === "unknown") return value;
    return isPlace(pointer, place) || handsOn(pointer, place) ? this.afterUse(at, value) : value;
  }

  /** Memory is read or written through the place. */
  private afterUse(at: Span, value: Value): Value {
    const { place } = this.followed;
    if (value.kind === "freed") {
      this.report({ kind: "use-after-free", place, freed: value.by, at });
      return UNKNOWN;
    }
    if (value.kind !== "memory" || value.tested === "yes" || value.tested === "perhaps") return value;
    if (!saysByNull(value.taken.api)) return UNKNOWN;
    this.report({ kind: "unchecked", place, taken: value.taken, at });
    return UNKNOWN;
  }

  private afterAssignment({ target, value: given }: Extract<Step, { kind: "assign" }>, state: State): State {
    const { place, isLocal } = this.followed;
    const { value } = state;
    const into = placeOf(target);
    const known = into === undefined ? state.known : this.prepared.conditions.assigned(state.known, into, given);
    if (into === place) return { value: this.valueIn(given, value), known };
    if (value.kind === "unknown") return { value: UNKNOWN, known };
    if (into !== undefined && (into === this.base || place.startsWith(`${into}.`) || place.startsWith(`${into}->`)))
      return { value: UNKNOWN, known };
    if (!isLocal && lastMember(into ?? "") === this.last) return { value: UNKNOWN, known };
    if (value.kind !== "memory") return { value, known };
    if (!isLocal) return { value: given && this.handing.may(given) ? sharedWith(value) : value, known };
    return { value: this.handing.stored(target, given, this.handing.answered(into, given, value)), known };
  }

  /** An assignment that has nothing to do with the place, but perhaps with a condition. */
  private afterOtherAssignment({ target, value: given }: Extract<Step, { kind: "assign" }>, state: State): State {
    const into = placeOf(target);
    const known = into === undefined ? state.known : this.prepared.conditions.assigned(state.known, into, given);
    const value =
      state.value.kind === "memory" && this.followed.isLocal
        ? this.handing.stored(target, given, this.handing.answered(into, given, state.value))
        : state.value;
    return known === state.known && value === state.value ? state : { value, known };
  }

  private valueIn(given: Expression | undefined, before: Value): Value {
    if (this.followed.initial) return before; // what a caller gave is not lost with the parameter
    if (given && isNull(given)) return this.nothing;
    const taken = allocationIn(given);
    if (!taken) return UNKNOWN;
    const { call, api } = taken;
    this.taken.add(api);
    const cannotFail = api.gfp.from === "argument" && !isPlainMask(call.args[api.gfp.index]);
    const shared = api.family === "dma" && this.followed.isFoundByAddress(call);
    return { kind: "memory", taken, tested: cannotFail ? "perhaps" : "no", lent: "", shared };
  }

  private afterBranch(test: Test | undefined, isNamed: boolean, before: State, taken: boolean): State | undefined {
    if (!test) return before;
    const { known } = before;
    const given = this.handing.ended(test, taken, asked(before.value));
    const { conditions, repeated } = this.prepared;
    const isSet = isNamed ? this.asksFor(test.subject) : undefined;
    if (isSet !== undefined) {
      const holds = taken !== test.negated;
      const value = this.afterTest(this.handing.ended(test, taken, before.value), isSet === "err" ? !holds : holds);
      return value && { value, known };
    }
    if (isNamed && asksForAllocator(test.subject, this.followed.place)) return { value: UNKNOWN, known };
    const isCompared = isNamed && given.kind === "memory" && this.handing.isComparedBy(test.subject);
    const isUnset = isNamed && !this.followed.initial && this.handing.isUnset(test, taken, given);
    const isSpecial = this.handing.isSpecialError(test, taken, given);
    const value = isCompared || isUnset || isSpecial ? doubtful(given) : given;
    if (!repeated.has(subjectOf(test.text)) || isIteration(test.subject)) {
      if (conditions.isCompound(test, known)) return { value: doubtful(given), known };
      return value === before.value ? before : { value, known };
    }
    const outcome = conditions.outcomeOf(test, known);
    if (outcome !== undefined && outcome !== taken) return undefined;
    if (outcome === undefined && conditions.isCompound(test, known)) return { value: doubtful(given), known };
    return { value, known: outcome === undefined ? conditions.learnt(known, test, taken) : known };
  }

  /** Whether a condition asks if the place is set, or if it holds an error. */
  private asksFor(subject: Expression): "set" | "err" | undefined {
    const { place } = this.followed;
    if (isPlace(valueTested(subject), place)) return "set";
    if (subject.kind !== "call" || !/^(?:IS_ERR(?:_OR_NULL)?|ZERO_OR_NULL_PTR)$/.test(subject.name)) return undefined;
    const arg = subject.args[0];
    return arg && isPlace(valueTested(arg), place) ? "err" : undefined;
  }

  /** The value behind a test that found it set, or not; undefined where that cannot be. */
  private afterTest(value: Value, isSet: boolean): Value | undefined {
    switch (value.kind) {
      case "memory":
        if (isSet) return value.tested === "yes" ? value : { ...value, tested: "yes" };
        return value.tested === "yes" && (this.followed.isLocal || !(value.shared || this.prepared.coarse))
          ? undefined
          : this.nothing;
      case "null":
        return isSet ? undefined : value;
      case "freed":
      case "unknown":
        return isSet ? value : UNKNOWN;
    }
  }

  /** False where nothing else needs to be followed. */
  private atReturn({ value: given, at }: Extract<Step, { kind: "return" }>, { value, known }: State): boolean {
    const { conditions, coarse } = this.prepared;
    const { isLocal, isShared, saysByZero, returned, ended } = this.followed;
    const { values, says } = whatIsReturned(given, known, coarse ? undefined : conditions, saysByZero);
    if (returned) return returned(value, given, says);
    if (!coarse) this.waysOut.arrive(at, value);
    if (value.kind !== "memory" || value.tested !== "yes" || value.shared || !isLocal) return true;
    if (!isOwned(value.taken.api) || value.taken.api.managed || this.handing.isReturned(values, coarse)) return true;
    if (isShared && says !== true) return true;
    ended?.(value.lent, says === true || value.lent === "" ? "lost" : "kept");
    this.waysOut.lose(value, at, says === true);
    return true;
  }

  /** Variables whose address a call is given may have another value behind it. */
  private afterWrites(call: Call, known: Known): Known {
    let left = known;
    for (const arg of call.args) {
      if (arg.kind !== "unary" || arg.operator !== "&") continue;
      const written = placeOf(arg.operand);
      if (written !== undefined) left = this.prepared.conditions.assigned(left, written, undefined);
    }
    return left;
  }

  private report(fault: Fault): void {
    this.faults.set(`${fault.kind} ${fault.at.start}`, fault);
  }
}
