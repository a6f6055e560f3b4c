import { apiNamed } from "../../api/catalogue.ts";
import { freeFunctionNamed } from "../../api/free-functions.ts";
import { leaves } from "../../c/tree/leaves.ts";
import type { Call, Expression, Span, Statement } from "../../c/tree/nodes.ts";
import { type Node, nodesOf } from "../../c/tree/walk.ts";
import type { Step } from "../graph.ts";
import { handsOnAlias, leadsToMemory, SETS_DATA, STORES } from "./aliases.ts";
import { failedBy } from "./answers-of.ts";
import { valueTested } from "./asking.ts";
import { borrows, freesInside, freesMemory } from "./borrowers.ts";
import type { FirstLook } from "./first-look.ts";
import type { Followed } from "./followed.ts";
import { type Test, writtenAs } from "./known-conditions.ts";
import {
  heldBy,
  holdersIn,
  isReachable,
  storesIn,
  takesBack,
  withEnd,
  withMark,
  withoutHolder,
  withoutStore,
  withReached,
} from "./lent.ts";
import { evaluated, handsOn, isNull, isPlace, mayHandOn, placeOf, plainValue, rootOf, usesValue } from "./places.ts";
import { doubtful, type Memory, sharedWith, type Value, withoutAwaited } from "./value.ts";

/** Whether a call has a line of text among its arguments, to print it. */
function logs({ args }: Call): boolean {
  return args.some((arg) => arg.kind === "string" && arg.text.endsWith('\\n"'));
}

/** The name of a function, `.read/4` for one with four arguments that a member of that name points at; "" for others. */
function calleeOf({ name, callee, args }: Call): string {
  const called = plainValue(callee.kind === "unary" && callee.operator === "*" ? callee.operand : callee);
  return name === "" && called.kind === "member" ? `.${called.member}/${args.length}` : name;
}

type Happening = Extract<Node, { readonly kind: "call" | "assign" | "return" | "asm" | "broken" | "other" }>;

const HAPPENS: ReadonlySet<Node["kind"]> = new Set(["call", "assign", "return", "asm", "broken", "other"]);

/** What happens in statements that were looked at, which are skipped once for each place and state. */
const HAPPENING = new WeakMap<Statement, readonly Happening[]>();

function happeningIn(statement: Statement): readonly Happening[] {
  let happening = HAPPENING.get(statement);
  if (!happening) {
    happening = nodesOf(statement).filter((node): node is Happening => HAPPENS.has(node.kind));
    HAPPENING.set(statement, happening);
  }
  return happening;
}

/** What becomes of the memory of a place where a function hands it on: who was given it, and how that ended. */
export class HandingOn {
  /** Whether what stands in a skipped statement has to do with the memory. */
  private readonly concerning = new Map<Happening, boolean>();
  /** What was told of arguments and marks before: other states come by again. */
  private readonly arguments = new Map<Expression, boolean>();
  private readonly stores = new Map<string, readonly string[]>();

  constructor(
    private readonly followed: Followed,
    /** Left out where what becomes of the memory is followed to the end. */
    private readonly look: FirstLook | undefined,
  ) {}

  /** Whether an expression hands on the memory, by the place itself or by a local variable that leads to it. */
  may(expression: Expression): boolean {
    return this.mayWhere(expression, this.followed.isPlain);
  }

  /** Whether a caller that is returned one of these values has the memory; where `every`, whichever of them it is. */
  isReturned(values: readonly (Expression | undefined)[], every: boolean): boolean {
    const isOne = (value: Expression | undefined) => value !== undefined && this.may(value);
    return every ? values.every(isOne) : values.some(isOne);
  }

  private mayWhere(expression: Expression, isNoArray: (member: string) => boolean): boolean {
    const { place, aliases } = this.followed;
    const value = plainValue(expression);
    if (value.kind === "member" && aliases.stores.has(value.member)) return true;
    return leadsToMemory(expression, place, aliases, isNoArray);
  }

  /** The same for an argument: a function that keeps an array of an object keeps the object by it hardly ever. */
  private mayBy(arg: Expression): boolean {
    const { isPlain, isNoArray } = this.followed;
    let may = this.arguments.get(arg);
    if (may === undefined) {
      may = this.mayWhere(arg, (member) => isPlain(member) || isNoArray(member));
      this.arguments.set(arg, may);
    }
    return may;
  }

  private storesIn(lent: string): readonly string[] {
    let stores = this.stores.get(lent);
    if (!stores) {
      stores = storesIn(lent);
      this.stores.set(lent, stores);
    }
    return stores;
  }

  /** Whether an expression leads to the memory through a place that it was stored in. */
  mayByStore(expression: Expression, { lent }: Memory): boolean {
    const stores = this.storesIn(lent);
    if (stores.length === 0) return false;
    const written = writtenAs(expression, this.followed.text);
    return stores.some((store) => written.includes(store));
  }

  /** The memory behind a call of a function that nothing else is known of. */
  toCall(call: Call, value: Memory): Memory {
    if (borrows(call.name) || apiNamed(call.name) || logs(call)) return value;
    let left = this.reached(call, value);
    const [object] = call.args;
    if (SETS_DATA.test(call.name) && object && call.args[1] && this.may(call.args[1])) {
      const lent = left.shared ? undefined : withMark(left.lent, heldBy(rootOf(object) ?? ""));
      return lent === undefined ? left : { ...left, lent };
    }
    for (const arg of evaluated(call))
      if (this.mayBy(arg) || this.mayByStore(arg, left)) left = this.lent(call, arg, left);
    const [to, from] = call.args;
    if (STORES.test(call.name) && to && from && this.followed.isLocal) return this.stored(to, from, value);
    return left;
  }

  /** A call may do something to the places that the memory is stored in, or free what they hold. */
  private reached(call: Call, value: Memory): Memory {
    if (value.shared || !isReachable(value.lent)) return value;
    const roots = [...this.storesIn(value.lent).map((store) => /^\W*(\w*)/.exec(store)?.[1]), ...holdersIn(value.lent)];
    const isGiven = call.args.some((arg) => roots.includes(rootOf(arg)));
    if (isGiven && (takesBack(call.name) || this.followed.mayFree(call.name))) return { ...value, shared: true };
    const lent = withReached(value.lent);
    return lent === value.lent ? value : { ...value, lent };
  }

  private lent(call: Call, arg: Expression, value: Memory): Memory {
    const { borrowsArgument, markOf } = this.followed;
    const index = call.args.indexOf(arg);
    if (value.shared) return value;
    const name = calleeOf(call);
    // Who is done with a struct may have kept what a member of it points at.
    if (this.isOnlyHeld(arg)) return this.marked(call, value, name === "" ? undefined : `${name}@${index}`);
    if (call.name !== "" && borrowsArgument(call.name, index))
      return this.neverFails(call.name) ? { ...value, awaited: { mark: "", call, answer: "" } } : value;
    const mark = name === "" ? undefined : markOf(name, index);
    return mark === "" ? value : this.marked(call, value, mark);
  }

  /** A first look does not read the function: what may fail is as bad as it gets. */
  private neverFails(callee: string): boolean {
    return !this.look && this.followed.neverFails(callee);
  }

  private isOnlyHeld(arg: Expression): boolean {
    const { aliases, isPlain } = this.followed;
    if (aliases.holders.size === 0 || this.mayHandOnDirectly(arg)) return false;
    return handsOnAlias(arg, { pointers: new Set(), holders: aliases.holders }, isPlain);
  }

  private mayHandOnDirectly(arg: Expression): boolean {
    const { place, aliases, isPlain } = this.followed;
    return mayHandOn(arg, place, isPlain) || handsOnAlias(arg, { ...aliases, holders: new Set() }, isPlain);
  }

  private marked(call: Call, value: Memory, mark: string | undefined): Memory {
    const lent = mark === undefined || this.look?.isGivenAway(mark) ? undefined : withMark(value.lent, mark);
    if (lent === undefined || mark === undefined) return { ...value, shared: true };
    return { ...value, lent, awaited: { mark, call, answer: "" } };
  }

  /** The memory behind an assignment to something else, which it may be stored in. */
  stored(target: Expression, given: Expression | undefined, value: Memory): Memory {
    const { place, aliases, text } = this.followed;
    const written = writtenAs(target, text);
    const before = this.unstored(written, given, value);
    if (given === undefined || !this.may(given) || this.followed.isNumber(placeOf(target) ?? "")) return before;
    if (aliases.pointers.has(placeOf(target) ?? ""))
      return { ...before, tested: before.tested === "no" ? "asked" : before.tested };
    const base = rootOf(target);
    // What an object says of itself is lost with it.
    const isOwn = base !== undefined && (base === place || aliases.same.has(base) || aliases.holders.has(base));
    if (isOwn && !/->.*->/.test(written)) return before;
    const mark = this.isOpening(target) || this.isOfDevice(target) ? `=^${written}` : `=${written}`;
    const lent = before.shared ? undefined : withMark(before.lent, mark);
    const shared = sharedWith(before);
    return lent === undefined ? shared : { ...shared, shared: false, lent };
  }

  /** What an open() method leaves in its file is its own to free where it fails: nobody calls release() then. */
  private isOpening(target: Expression): boolean {
    if (target.kind !== "member" || target.member !== "private_data" || target.object.kind !== "name") return false;
    const { parameterType, functionName } = this.followed;
    return /open/.test(functionName) && /\bstruct\s+file\b/.test(parameterType(target.object.name) ?? "");
  }

  /** An object was freed that may have the memory: nobody reaches it by that any more. */
  holderFreed(call: Call, object: Expression, value: Value): Value {
    if (value.kind !== "memory" || value.shared || object.kind !== "name" || !freesMemory(call.name)) return value;
    const lent = withoutHolder(value.lent, object.name);
    return lent === value.lent ? value : { ...value, lent };
  }

  /** What a probe method leaves in its device is its own to free where it fails: nobody calls remove() then. */
  private isOfDevice(target: Expression): boolean {
    if (target.kind !== "member" || !this.followed.isProbe()) return false;
    const { parameterType } = this.followed;
    return /\bstruct\s+(?:device|\w+_(?:device|client|dev|func|interface))\s*[*]/.test(
      parameterType(rootOf(target) ?? "") ?? "",
    );
  }

  private unstored(written: string, given: Expression | undefined, value: Memory): Memory {
    if (value.shared || !value.lent.includes("=")) return value;
    if (given && isNull(given)) {
      const lent = withoutStore(value.lent, written);
      return lent === value.lent ? value : { ...value, lent };
    }
    // Where a variable of the place has another value, nobody knows any more which place that was.
    const isOther = this.storesIn(value.lent).some((store) => store.match(/\w+/g)?.includes(written));
    return isOther ? { ...value, shared: true } : value;
  }

  /** The call that was awaited gave its answer to a place. */
  answered(into: string | undefined, given: Expression | undefined, value: Memory): Memory {
    const { awaited } = value;
    if (!awaited || into === undefined) return value;
    if (given && plainValue(given) === awaited.call) return { ...value, awaited: { ...awaited, answer: into } };
    return awaited.answer === into ? withoutAwaited(value) : value;
  }

  /** A test tells whether the call that was awaited failed. */
  ended(test: Test, outcome: boolean, value: Value): Value {
    if (value.kind !== "memory" || !value.awaited) return value;
    const isFailed = failedBy(test, outcome, value.awaited, this.followed.saysByZero);
    if (isFailed === undefined) return value;
    const { mark } = value.awaited;
    const rest = withoutAwaited(value);
    if (mark === "") return isFailed ? { ...rest, shared: true } : rest;
    return { ...rest, lent: withEnd(value.lent, mark, isFailed) };
  }

  /** A branch that would have handed the memory on was not taken: it may be known that it must not. */
  skipped(
    { skipped: statement, isBody = false, broken = false }: Extract<Step, { kind: "skip" }>,
    value: Value,
  ): Value {
    const { place, isLocal } = this.followed;
    // What a round takes and breaks off with is not yet handed on.
    if (broken && value.kind === "memory" && isInside(value.taken.call, statement)) return value;
    if (value.kind === "unknown" || !this.followed.doubtsSkipped || (!isBody && leaves(statement))) return value;
    if (value.kind !== "memory" || !isLocal || value.shared)
      return usesValue(statement, place) ? doubtful(value) : value;
    let left = value;
    for (const node of happeningIn(statement)) {
      if (left.shared) return left;
      if (!isReachable(left.lent) && !this.concerns(node)) continue;
      if (node.kind === "call") {
        const free = freesInside(node.name) ? undefined : freeFunctionNamed(node.name);
        if (free && node.args.some((arg) => this.may(arg) || this.mayByStore(arg, left))) return doubtful(left);
        left = this.toCall(node, left);
      } else if (node.kind === "assign") {
        if (isPlace(node.target, place)) return doubtful(left);
        if (this.may(node.value)) left = this.stored(node.target, node.value, left);
      } else if (node.kind !== "return" || (node.value && this.may(node.value))) return doubtful(left);
    }
    return withoutAwaited(left);
  }

  /** The same for memory that nobody has yet, which nothing is reached by but the place itself and its aliases. */
  private concerns(node: Happening): boolean {
    let concerns = this.concerning.get(node);
    if (concerns === undefined) {
      if (node.kind === "call") concerns = node.args.some((arg) => this.may(arg));
      else if (node.kind === "assign") concerns = isPlace(node.target, this.followed.place) || this.may(node.value);
      else concerns = node.kind !== "return" || (node.value !== undefined && this.may(node.value));
      this.concerning.set(node, concerns);
    }
    return concerns;
  }

  /** Whether a condition compares the pointer with another, or asks if an alias of it is set. */
  isComparedBy(subject: Expression): boolean {
    const { place, aliases } = this.followed;
    const isOne = (expression: Expression): boolean => {
      const tested = valueTested(expression);
      return handsOn(tested, place) || aliases.pointers.has(placeOf(tested) ?? "");
    };
    if (subject.kind === "binary")
      return /^(?:[!=<>]=|[<>])$/.test(subject.operator) && (isOne(subject.left) || isOne(subject.right));
    const [arg] = subject.kind === "call" && /^(?:IS_ERR|ZERO_OR_NULL)/.test(subject.name) ? subject.args : [];
    return isOne(arg ?? subject);
  }

  /** A way on which a call gave one error of its own, which may say that it kept the memory all the same. */
  isSpecialError({ text, negated }: Test, taken: boolean, value: Value): boolean {
    return value.kind === "memory" && taken !== negated && value.lent.includes("!") && /==-E[A-Z0-9]+$/.test(text);
  }

  /** A way on which a member is set that the function never assigned, in memory that was cleared. */
  isUnset({ subject, negated }: Test, taken: boolean, value: Value): boolean {
    if (value.kind !== "memory" || taken === negated || subject.kind !== "member") return false;
    return isPlace(subject.object, this.followed.place) && !this.followed.isAssigned(subject.member);
  }
}

function isInside({ start }: Span, around: Span): boolean {
  return around.start <= start && start < around.end;
}
