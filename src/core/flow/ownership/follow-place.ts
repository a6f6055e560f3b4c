import type { AllocApi } from "../../api/alloc-api.ts";
import { apiNamed } from "../../api/catalogue.ts";
import { freeFunctionNamed } from "../../api/free-functions.ts";
import { freesOf } from "../../api/pairing.ts";
import type { Call, Expression, Span } from "../../c/tree/nodes.ts";
import type { Step } from "../graph.ts";
import { amountMismatch } from "./amounts.ts";
import { borrows, freesAtOnce, freesInside, readsThrough } from "./borrowers.ts";
import type { Allocation, Fault } from "./fault.ts";
import { assigned, common, type Known, learnt, NOTHING_KNOWN, outcomeOf, type Test } from "./known-conditions.ts";
import {
  baseOf,
  evaluated,
  handsOn,
  isNull,
  lastMember,
  leaves,
  mayHandOn,
  mentions,
  placeOf,
  plainValue,
  usesValue,
} from "./places.ts";
import { type Prepared, subjectOf } from "./prepared.ts";
import { handedOn, isMemory, keyOf, UNKNOWN, type Value } from "./value.ts";

/** One variable or member that is followed through a function. */
export interface Followed {
  readonly place: string;
  /** Nothing but the function itself sees it: a local variable whose address is not taken. */
  readonly isLocal: boolean;
  /** What is assigned to it is not always memory that the function took. */
  readonly isShared: boolean;
  readonly text: string;
  /** Whether the file assigns nothing else to a member of that name than what this API returns, and NULL. */
  isAlwaysFrom(api: string): boolean;
  /** Kernel version that frees are judged for. */
  readonly version: string;
  /** Whether a function of the file neither keeps nor frees what its argument points at. */
  borrowsArgument(callee: string, index: number): boolean;
}

interface State {
  readonly value: Value;
  readonly known: Known;
}

const ROUNDS = 24;
/** Families whose memory belongs to whoever asked for it, until it is freed. */
const OWNED: ReadonlySet<AllocApi["family"]> = new Set([
  "kmalloc",
  "strings",
  "user copies",
  "typed",
  "kvmalloc",
  "vmalloc",
  "slab caches",
  "pages",
  "dma",
]);

/** Follows a place on all ways through a function; each way keeps what it knows of its conditions. */
export function followPlace(prepared: Prepared, followed: Followed): readonly Fault[] {
  return new PlaceFlow(prepared, followed).run();
}

class PlaceFlow {
  private readonly faults = new Map<string, Fault>();
  private readonly leaks = new Map<number, { readonly taken: Allocation; readonly ends: Map<number, Span> }>();
  /** What the place held wherever a return was reached. */
  private readonly arrivals = new Map<number, Set<string>>();
  private readonly seen = new Map<number, Map<string, State>>();
  private readonly base: string;
  /** The name that other places may have in common with this one. */
  private readonly last: string;

  constructor(
    private readonly prepared: Prepared,
    private readonly followed: Followed,
  ) {
    this.base = baseOf(followed.place);
    this.last = lastMember(followed.place);
  }

  run(): readonly Fault[] {
    const { graph, meets } = this.prepared;
    let budget = graph.nodes.length * ROUNDS + 200;
    const open: { readonly node: number; readonly state: State }[] = [
      { node: 0, state: { value: UNKNOWN, known: NOTHING_KNOWN } },
    ];
    for (let at = open.pop(); at; at = open.pop()) {
      if (--budget < 0) return [];
      const { step, next } = graph.nodes[at.node] ?? { next: [] };
      if (!step) continue;
      if (step.kind === "return") this.atReturn(step, at.state.value);
      for (let slot = 0; slot < next.length; slot++) {
        const target = next[slot] ?? -1;
        const state = target < 0 ? undefined : this.after(at.node, step, at.state, slot);
        const arriving = state && meets[target] ? this.merge(target, state) : state;
        if (arriving) open.push({ node: target, state: arriving });
      }
    }
    return [...this.faults.values(), ...this.lost()];
  }

  /** Each allocation that some ways out lose, once. */
  private *lost(): Generator<Fault> {
    const { place } = this.followed;
    for (const { taken, ends } of this.leaks.values()) {
      const [at, ...others] = [...ends.values()].sort((a, b) => a.start - b.start);
      const always = at !== undefined && this.arrivals.get(at.start)?.size === 1;
      if (at) yield { kind: "leak", place, taken, at, others, always };
    }
  }

  /** The state to go on with; undefined where it was here before. */
  private merge(node: number, state: State): State | undefined {
    let seen = this.seen.get(node);
    if (!seen) {
      seen = new Map();
      this.seen.set(node, seen);
    }
    const key = keyOf(state.value);
    const before = seen.get(key);
    const known = before ? common(before.known, state.known) : state.known;
    if (before && known === before.known) return undefined;
    const merged = { value: state.value, known };
    seen.set(key, merged);
    return merged;
  }

  /** What holds behind a step on one of its ways; undefined where that way cannot be taken. */
  private after(node: number, step: Step, state: State, slot: number): State | undefined {
    const { value, known } = state;
    const isNamed = this.prepared.names[node]?.has(this.base) === true;
    switch (step.kind) {
      case "call": {
        const written = known.size === 0 ? known : this.afterWrites(step.call, known);
        const isUntouched = !isNamed && (this.followed.isLocal || value.kind === "unknown");
        if (isUntouched) return written === known ? state : { value, known: written };
        return { value: this.afterCall(step.call, value), known: written };
      }
      case "assign":
        if (!isNamed && !this.prepared.names[node]?.has(this.last)) return this.afterOtherAssignment(step, state);
        return this.afterAssignment(step, state);
      case "declare":
        return step.declarator.name === this.base ? { value: UNKNOWN, known } : state;
      case "dereference":
        return isNamed ? { value: this.afterAccess(step.pointer, step.at, value), known } : state;
      case "branch":
        return this.afterBranch(this.prepared.tests[node], isNamed, state, slot === 0);
      case "skip": {
        const { skipped } = step;
        if (value.kind === "unknown" || leaves(skipped) || !usesValue(skipped, this.followed.place)) return state;
        return { value: handedOn(value), known };
      }
      case "untested": {
        const isMissed = value.kind === "owned" && !value.checked && mentions(step.expression, this.followed.place);
        return isMissed ? { value: handedOn(value), known } : state;
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

  private afterCall(call: Call, value: Value): Value {
    const { place, isLocal } = this.followed;
    const free = freesInside(call.name) ? undefined : freeFunctionNamed(call.name);
    if (free) {
      const arg = call.args[free.pointer];
      if (!arg) return UNKNOWN;
      if (placeOf(arg) === place) return this.afterFree(call, value);
      if (!isLocal && placeOf(arg) === this.base) return UNKNOWN;
      return handsOn(arg, place) ? UNKNOWN : value;
    }
    if (value.kind === "unknown") return value;
    const api = apiNamed(call.name);
    if (api) {
      const isCopied = api.zeroes === "copies" && api.reallocates === undefined;
      const isKept = !isCopied && evaluated(call).some((arg) => handsOn(arg, place));
      if (api.reallocates !== undefined && isKept) return UNKNOWN;
      return isKept ? handedOn(value) : value;
    }
    const through = readsThrough(call.name).map((index) => call.args[index]);
    const accessed = through.find((arg) => arg !== undefined && handsOn(arg, place));
    if (accessed) return this.afterUse(call, value);
    if (borrows(call.name)) return value;
    if (!isLocal) return handedOn(value);
    const isLent = evaluated(call).every((arg) => !mayHandOn(arg, place) || this.lends(call, arg));
    return isLent ? value : handedOn(value);
  }

  private lends(call: Call, arg: Expression): boolean {
    return call.name !== "" && this.followed.borrowsArgument(call.name, call.args.indexOf(arg));
  }

  private afterFree(call: Call, value: Value): Value {
    const { place, text, version } = this.followed;
    const free = freeFunctionNamed(call.name);
    if ((value.kind === "owned" || (value.kind === "handed-on" && this.isCertain(value.taken))) && free) {
      const { taken } = value;
      const frees = freesOf(taken.api, version);
      if (frees.length > 0 && !frees.includes(call.name)) this.report({ kind: "wrong-free", place, taken, at: call });
      else {
        const amounts = amountMismatch(taken.call, taken.api, free, call, text);
        if (amounts) this.report({ kind: "amount-mismatch", place, taken, at: call, amounts });
      }
    }
    if (!freesAtOnce(call.name)) return UNKNOWN;
    if (value.kind === "freed") this.report({ kind: "double-free", place, freed: value.by, at: call });
    return value.kind === "null" ? value : { kind: "freed", by: call };
  }

  /** Nobody else gives a place other memory: it is a local variable, or the file assigns nothing else to the member. */
  private isCertain({ api }: Allocation): boolean {
    return this.followed.isLocal || this.followed.isAlwaysFrom(api.name);
  }

  private afterAccess(pointer: Expression, at: Span, value: Value): Value {
    const { place } = this.followed;
    if (value.kind === "unknown") return value;
    return placeOf(pointer) === place || handsOn(pointer, place) ? this.afterUse(at, value) : value;
  }

  /** Memory is read or written through the place. */
  private afterUse(at: Span, value: Value): Value {
    const { place } = this.followed;
    if (value.kind === "freed") {
      this.report({ kind: "use-after-free", place, freed: value.by, at });
      return UNKNOWN;
    }
    if (value.kind !== "owned" || value.checked) return value;
    const { returns, family } = value.taken.api;
    const mayBeNull = returns === "pointer" || returns === "typed-pointer";
    // A mempool and a bio set wait for memory where they may sleep.
    if (!mayBeNull || (!OWNED.has(family) && family !== "device-managed")) return UNKNOWN;
    this.report({ kind: "unchecked", place, taken: value.taken, at });
    return UNKNOWN;
  }

  private afterAssignment({ target, value: given }: Extract<Step, { kind: "assign" }>, state: State): State {
    const { place } = this.followed;
    const into = placeOf(target);
    const known = into === undefined ? state.known : assigned(state.known, into, given);
    if (into === place) return { value: given ? this.valueIn(given) : UNKNOWN, known };
    if (state.value.kind === "unknown") return { value: UNKNOWN, known };
    if (into !== undefined && (into === this.base || place.startsWith(`${into}.`) || place.startsWith(`${into}->`)))
      return { value: UNKNOWN, known };
    const isAlias = !this.followed.isLocal && lastMember(into ?? "") === lastMember(place);
    const escapes = state.value.kind === "owned" && given !== undefined && mayHandOn(given, place);
    return { value: isAlias ? UNKNOWN : escapes ? handedOn(state.value) : state.value, known };
  }

  /** An assignment that has nothing to do with the place, but perhaps with a condition. */
  private afterOtherAssignment({ target, value: given }: Extract<Step, { kind: "assign" }>, state: State): State {
    const into = placeOf(target);
    const isAsked = into !== undefined && this.prepared.repeated.has(into);
    const known =
      into === undefined || (state.known.size === 0 && !isAsked) ? state.known : assigned(state.known, into, given);
    return known === state.known ? state : { value: state.value, known };
  }

  private valueIn(given: Expression): Value {
    const value = plainValue(given);
    if (isNull(value)) return { kind: "null" };
    // In a chain of assignments another place has it too.
    const api = value.kind === "call" && given.kind !== "assign" ? apiNamed(value.name) : undefined;
    if (value.kind !== "call" || !api || api.scanned === false || !isMemory(api)) return UNKNOWN;
    const cannotFail = /NOFAIL/.test(this.followed.text.slice(value.start, value.end));
    return { kind: "owned", taken: { call: value, api }, checked: cannotFail };
  }

  private afterBranch(test: Test | undefined, isNamed: boolean, state: State, taken: boolean): State | undefined {
    if (!test) return state;
    const isSet = isNamed ? this.asksFor(test.subject) : undefined;
    if (isSet !== undefined) {
      const holds = taken !== test.negated;
      const value = this.afterTest(state.value, isSet === "err" ? !holds : holds);
      return value && { value, known: state.known };
    }
    if (isNamed && asksForAllocator(test.subject)) return { value: UNKNOWN, known: state.known };
    const isCompared =
      isNamed && state.value.kind === "owned" && test.subject.kind === "binary" && this.compares(test.subject);
    const value = isCompared ? handedOn(state.value) : state.value;
    if (!this.prepared.repeated.has(subjectOf(test.text)) || isIteration(test.subject)) {
      if (isCompound(test, state.known)) return { value: handedOn(state.value), known: state.known };
      return isCompared ? { value, known: state.known } : state;
    }
    const outcome = outcomeOf(test, state.known);
    if (outcome !== undefined && outcome !== taken) return undefined;
    if (outcome === undefined && isCompound(test, state.known))
      return { value: handedOn(state.value), known: state.known };
    return { value, known: outcome === undefined ? learnt(state.known, test, taken) : state.known };
  }

  /** Whether a condition asks if the place is set, or if it holds an error. */
  private asksFor(subject: Expression): "set" | "err" | undefined {
    const { place } = this.followed;
    if (placeOf(valueTested(subject)) === place) return "set";
    if (subject.kind !== "call" || !/^(?:IS_ERR(?:_OR_NULL)?|ZERO_OR_NULL_PTR)$/.test(subject.name)) return undefined;
    const arg = subject.args[0];
    return arg && placeOf(valueTested(arg)) === place ? "err" : undefined;
  }

  private compares({ left, right }: Extract<Expression, { kind: "binary" }>): boolean {
    return handsOn(left, this.followed.place) || handsOn(right, this.followed.place);
  }

  /** The value behind a test that found it set, or not; undefined where that cannot be. */
  private afterTest(value: Value, isSet: boolean): Value | undefined {
    switch (value.kind) {
      case "owned":
        if (isSet) return value.checked ? value : { ...value, checked: true };
        return value.checked ? undefined : { kind: "null" };
      case "handed-on":
        return isSet ? value : { kind: "null" };
      case "null":
        return isSet ? undefined : value;
      case "freed":
        return isSet ? value : UNKNOWN;
      case "unknown":
        return value;
    }
  }

  private atReturn({ value: given, at }: Extract<Step, { kind: "return" }>, value: Value): void {
    this.arrivals.set(at.start, (this.arrivals.get(at.start) ?? new Set()).add(keyOf(value)));
    const { place, isLocal } = this.followed;
    if (value.kind !== "owned" || !value.checked || !isLocal || this.followed.isShared) return;
    if (!OWNED.has(value.taken.api.family)) return;
    if (value.taken.api.managed || (given && mayHandOn(given, place))) return;
    const ends = this.leaks.get(value.taken.call.start) ?? { taken: value.taken, ends: new Map<number, Span>() };
    this.leaks.set(value.taken.call.start, ends);
    ends.ends.set(at.start, at);
  }

  /** Variables whose address a call is given may have another value behind it. */
  private afterWrites(call: Call, known: Known): Known {
    let left = known;
    for (const arg of call.args) {
      if (arg.kind !== "unary" || arg.operator !== "&") continue;
      const written = placeOf(arg.operand);
      if (written !== undefined) left = assigned(left, written, undefined);
    }
    return left;
  }

  private report(fault: Fault): void {
    this.faults.set(`${fault.kind} ${fault.at.start}`, fault);
  }
}

/** `(p = f())` as a condition asks for p. */
function valueTested(expression: Expression): Expression {
  return expression.kind === "assign" && expression.operator === "=" ? expression.target : expression;
}

/** Whether a test depends on several conditions that are known: what it comes to is not worked out. */
function isCompound({ text }: Test, known: Known): boolean {
  if (known.size < 2) return false;
  const parts = new Set(
    [...known.keys()].map(subjectOf).filter((subject) => text !== subject && text.includes(subject)),
  );
  return parts.size > 1;
}

/** The loop of an iteration macro goes on or ends: that says nothing of its next use. */
function isIteration(subject: Expression): boolean {
  return subject.kind === "call" && /for_each|^h?list_/.test(subject.name);
}

/** Which allocator the memory is from decides what frees it: kvmalloc() by hand. */
function asksForAllocator(subject: Expression): boolean {
  return subject.kind === "call" && /^is_(?:vmalloc|kmalloc)\w*|^virt_addr_valid$/.test(subject.name);
}
