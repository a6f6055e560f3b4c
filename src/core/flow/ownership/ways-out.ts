import type { Expression, Span } from "../../c/tree/nodes.ts";
import type { Allocation, Fault } from "./fault.ts";
import { type Conditions, constantOf, type Known } from "./known-conditions.ts";
import { leftToCaller, marksIn } from "./lent.ts";
import { isNull, placeOf, plainValue } from "./places.ts";
import { keyOf, type Memory, type Value } from "./value.ts";

/** Where the ways through a function end with the memory of a place neither freed nor handed on. */
export class WaysOut {
  private readonly leaks = new Map<number, { readonly taken: Allocation; readonly ends: Map<number, Span> }>();
  private readonly suspects: { readonly value: Memory; readonly at: Span }[] = [];
  /** What the memory of an allocation was given to before it was freed. */
  private readonly freed = new Map<number, Set<string>>();
  /** What the place held wherever a return was reached. */
  private readonly arrivals = new Map<number, Set<string>>();

  arrive(at: Span, value: Value): void {
    const arrived = this.arrivals.get(at.start) ?? new Set();
    this.arrivals.set(at.start, arrived.add(value.kind === "memory" ? `${value.taken.call.start}` : keyOf(value)));
  }

  /** The memory is lost on a way, which a function that fails may do to what others were given. */
  lose(value: Memory, at: Span): void {
    if (value.lent === "") this.lost(value, at);
    else this.suspects.push({ value, at });
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
  *faults(place: string): Generator<Fault> {
    for (const { value, at } of this.suspects) {
      const left = leftToCaller(this.freed.get(value.taken.call.start) ?? []);
      if (marksIn(value.lent).every((mark) => left.has(mark))) this.lost(value, at);
    }
    for (const { taken, ends } of this.leaks.values()) {
      const [at, ...others] = [...ends.values()].sort((a, b) => a.start - b.start);
      const arrived = [...(this.arrivals.get(at?.start ?? -1) ?? [])];
      const always = arrived.every((what) => what === `${taken.call.start}` || what === "null");
      if (at) yield { kind: "leak", place, taken, at, others, always };
    }
  }
}

/**
 * Whether a function says that it failed: a negative number, NULL for a pointer, ERR_PTR(), or a variable that is known to
 * be one, or may be where no conditions are given.
 */
export function saysFailure(given: Expression | undefined, known: Known, conditions: Conditions | undefined): boolean {
  if (!given) return false;
  const value = plainValue(given);
  if (value.kind === "call") return /^(?:ERR_PTR|ERR_CAST|PTR_ERR|dev_err_probe)$/.test(value.name);
  if (value.kind === "name" && isNull(value)) return true;
  if ((constantOf(value) ?? 0) < 0) return true;
  const place = placeOf(value);
  if (!conditions) return place !== undefined;
  return place !== undefined && (conditions.holds(known, `${place}<0`) ?? conditions.holds(known, place)) === true;
}
