import type { Expression } from "./tree/nodes.ts";
import { commonType, type IntType, promoted, wrap } from "./types.ts";
import { lesser, type Operand } from "./value.ts";

/** The values that an integer may have, both ends included. */
export interface Interval {
  readonly min: bigint;
  readonly max: bigint;
}

/** All values of a type. */
export function everyValue(type: IntType): Interval {
  if (type.rank === 0) return { min: 0n, max: 1n };
  const bits = BigInt(type.bytes * 8);
  return type.signed
    ? { min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n }
    : { min: 0n, max: (1n << bits) - 1n };
}

/** Reads the type and value of an expression of the source. */
export type Evaluate = (expression: Expression) => Operand | undefined;

/**
 * What is left of `interval`, the values of the variable `name` of this type, where `condition` is true (or false). A
 * part of the condition that is not understood leaves all.
 */
export function narrowed(
  interval: Interval,
  condition: Expression,
  truth: boolean,
  name: string,
  type: IntType,
  evaluate: Evaluate,
): Interval {
  const recur = (part: Expression, holds: boolean, from: Interval) => narrowed(from, part, holds, name, type, evaluate);
  switch (condition.kind) {
    case "name":
      return condition.name === name ? compared(interval, truth ? "!=" : "==", 0n) : interval;
    case "unary":
      return condition.operator === "!" ? recur(condition.operand, !truth, interval) : interval;
    case "call": {
      const [first] = condition.args;
      return first && SEEN_THROUGH.test(condition.name) ? recur(first, truth, interval) : interval;
    }
    case "binary": {
      const { operator, left, right } = condition;
      // Both sides hold of `a && b`, and both fail of `a || b`; else either may be the one.
      if (operator === "&&" || operator === "||")
        return (operator === "&&") === truth ? recur(right, truth, recur(left, truth, interval)) : interval;
      const asked = truth ? operator : OPPOSITE.get(operator);
      if (asked === undefined) return interval;
      if (isName(left, name)) return againstConstant(interval, asked, type, evaluate(right));
      return isName(right, name)
        ? againstConstant(interval, MIRRORED.get(asked) ?? asked, type, evaluate(left))
        : interval;
    }
    default:
      return interval;
  }
}

/** The values of `interval` and the one that is assigned instead; all of the type where that is not known. */
export function withValue({ min, max }: Interval, assigned: Operand | undefined, type: IntType): Interval {
  if (assigned?.value.kind !== "int") return everyValue(type);
  const value = wrap(assigned.value.int, type);
  return { min: lesser(min, value), max: -lesser(-max, -value) };
}

/** Macros that are worth their first argument. */
const SEEN_THROUGH = /^(?:un)?likely$|^WARN(?:_ON)?(?:_ONCE)?$|^__builtin_expect$/;

const OPPOSITE: ReadonlyMap<string, string> = new Map([
  ["<", ">="],
  [">=", "<"],
  [">", "<="],
  ["<=", ">"],
  ["==", "!="],
  ["!=", "=="],
]);

/** `C < v` is `v > C`. */
const MIRRORED: ReadonlyMap<string, string> = new Map([
  ["<", ">"],
  [">", "<"],
  ["<=", ">="],
  [">=", "<="],
]);

function isName(expression: Expression, name: string): boolean {
  return expression.kind === "name" && expression.name === name;
}

/** The comparison is made in the type that C converts both sides to: a negative number may become a large one. */
function againstConstant(interval: Interval, operator: string, type: IntType, other: Operand | undefined): Interval {
  const own = promoted(type);
  const its = other && promoted(other.type);
  if (!own || !its || other.value.kind !== "int") return interval;
  const common = commonType(own, its);
  const { int } = other.value;
  const all = everyValue(common);
  if (int < all.min || int > all.max) return interval;
  if (interval.min >= all.min) return compared(interval, operator, int);
  // Negative values of the variable are compared as values above all that its type has.
  const lowest = interval.min + (all.max + 1n);
  const isBelow = operator === "<" ? int <= lowest : operator === "<=" || operator === "==" ? int < lowest : false;
  return isBelow ? compared({ min: 0n, max: interval.max }, operator, int) : interval;
}

function compared({ min, max }: Interval, operator: string, value: bigint): Interval {
  const most = (limit: bigint): Interval => ({ min, max: lesser(limit, max) });
  const least = (limit: bigint): Interval => ({ min: -lesser(-limit, -min), max });
  switch (operator) {
    case "<":
      return most(value - 1n);
    case "<=":
      return most(value);
    case ">":
      return least(value + 1n);
    case ">=":
      return least(value);
    case "==":
      return value < min || value > max ? { min, max } : { min: value, max: value };
    case "!=":
      return value === min ? { min: min + 1n, max } : value === max ? { min, max: max - 1n } : { min, max };
    default:
      return { min, max };
  }
}
