import type { Expression, Span } from "../../c/tree/nodes.ts";
import type { Allocation, Fault } from "./fault.ts";
import type { Followed } from "./followed.ts";
import { type Conditions, constantOf, type Known } from "./known-conditions.ts";
import { isLeft, isLeftBy, leftToCaller, type Mark, marksIn, withoutEnd } from "./lent.ts";
import { isNull, placeOf, plainValue } from "./places.ts";
import type { Memory, Value } from "./value.ts";

/** Where the ways through a function end with the memory of a place neither freed nor handed on. */
export class WaysOut {
  private readonly leaks = new Map<number, { readonly taken: Allocation; readonly ends: Map<number, Span> }>();
  private readonly suspects: { readonly value: Memory; readonly at: Span; readonly isFailed: boolean }[] = [];
  /** What the memory of an allocation was given to before it was freed. */
  private readonly freed = new Map<number, Set<string>>();
  /** What the place held wherever a return was reached: memory is told by the call that it was taken with. */
  private readonly arrivals = new Map<number, Set<number | Value["kind"]>>();

  /** Whether some way loses memory for certain, by what is known so far. */
  get hasLeak(): boolean {
    return this.leaks.size > 0;
  }

  arrive(at: Span, value: Value): void {
    const arrived = this.arrivals.get(at.start) ?? new Set();
    this.arrivals.set(at.start, arrived.add(value.kind === "memory" ? value.taken.call.start : value.kind));
  }

  /** The memory is lost on a way; a function that fails may do that to what others were given, any other if they only borrow. */
  lose(value: Memory, at: Span, isFailed: boolean): void {
    if (value.lent === "") this.lost(value, at);
    else this.suspects.push({ value, at, isFailed });
  }

  free({ taken, lent }: Memory): void {
    const freed = this.freed.get(taken.call.start) ?? new Set();
    this.freed.set(taken.call.start, freed.add(lent));
  }

  private lost({ taken }: Memory, at: Span): void {
    const leak = this.leaks.get(taken.call.start) ?? { taken, ends: new Map<number, Span>() };
    this.leaks.set(taken.call.start, leak);
    leak.ends.set(at.start, at);
  }

  /** Each allocation that some ways out lose, once. */
  *faults({ place, leavingBy, parameterType }: Followed, coarse: boolean): Generator<Fault> {
    // What a caller is given by an address it can free itself.
    const isLasting = (store: string) => parameterType(/^=\^?(\w+)/.exec(store)?.[1] ?? "") !== undefined;
    for (const { value, at, isFailed } of this.suspects) {
      const freed = this.freed.get(value.taken.call.start) ?? new Set();
      const left = leftToCaller(freed, isLasting);
      const isLost = (mark: Mark) => {
        const leaving = leavingBy(mark);
        if (!isFailed) return leaving.borrowed;
        return isLeftBy(mark, left) || isLeft(mark, leaving) || (coarse && (leaving.failing || wasFreed(mark, freed)));
      };
      if (marksIn(value.lent).every(isLost)) this.lost(value, at);
    }
    for (const { taken, ends } of this.leaks.values()) {
      const [at, ...others] = [...ends.values()].sort((a, b) => a.start - b.start);
      const arrived = [...(this.arrivals.get(at?.start ?? -1) ?? [])];
      const always = arrived.every((what) => what === taken.call.start || what === "null");
      if (at) yield { kind: "leak", place, taken, at, others, always };
    }
  }
}

/** Whether memory with this mark is freed on some way, however the call ended that left it. */
function wasFreed(mark: Mark, freed: ReadonlySet<string>): boolean {
  return [...freed].some((lent) => marksIn(lent).some((other) => withoutEnd(other) === withoutEnd(mark)));
}

/**
 * Whether a function says that it failed: a negative number, NULL for a pointer, ERR_PTR(), or a variable that is known to
 * be one; false where it says that it did not, undefined where that is not clear. Where no conditions are
 * given, a variable may be one.
 */
function saysFailure(
  given: Expression | undefined,
  known: Known,
  conditions: Conditions | undefined,
  isPointer: (expression: Expression) => boolean,
): boolean | undefined {
  if (!given) return undefined;
  const value = plainValue(given);
  if (value.kind === "call") return /^(?:ERR_PTR|ERR_CAST|PTR_ERR|dev_err_probe)$/.test(value.name) ? true : undefined;
  if (value.kind === "name" && isNull(value)) return true;
  const constant = constantOf(value);
  if (constant !== undefined) return constant < 0 ? true : constant === 0 || value.kind === "name" ? false : undefined;
  const place = placeOf(value);
  if (place === undefined) return undefined;
  if (!conditions) return true;
  if (value.kind === "name" && isPointer(value)) {
    const isSet = conditions.holds(known, place);
    return conditions.holds(known, `IS_ERR(${place})`) === true ? true : isSet === undefined ? undefined : !isSet;
  }
  const isNegative = conditions.holds(known, `${place}<0`);
  return isNegative === undefined
    ? conditions.holds(known, place)
    : isNegative || (conditions.holds(known, place) === true ? undefined : false);
}

/**
 * The values that a function may return, of `err ? ERR_PTR(err) : p` the one whose branch is known to be taken, and
 * whether all of them say that it failed. Where no conditions are given, one is enough.
 */
export function whatIsReturned(
  given: Expression | undefined,
  known: Known,
  conditions: Conditions | undefined,
  isPointer: (expression: Expression) => boolean,
): { readonly values: readonly (Expression | undefined)[]; readonly says: boolean | undefined } {
  const values = valuesReturned(given, known, conditions);
  const sayings = values.map((value) => saysFailure(value, known, conditions, isPointer));
  if (sayings.every((one) => one === sayings[0])) return { values, says: sayings[0] };
  return { values, says: !conditions && sayings.includes(true) ? true : undefined };
}

function valuesReturned(
  given: Expression | undefined,
  known: Known,
  conditions: Conditions | undefined,
): readonly (Expression | undefined)[] {
  const value = given && plainValue(given);
  if (value?.kind !== "conditional") return [given];
  const asked = placeOf(value.condition);
  const isSet = asked === undefined ? undefined : conditions?.holds(known, asked);
  const branches = [value.whenTrue ?? value.condition, value.whenFalse];
  return isSet === undefined ? branches : [isSet ? branches[0] : branches[1]];
}
