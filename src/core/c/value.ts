import { type CType, commonType, type IntType, promoted, wrap } from "./types.ts";

/** What is known of the value of an expression. */
export type Value =
  | { readonly kind: "int"; readonly int: bigint }
  /** A constant plus multiples of terms whose values are not known before run time. */
  | { readonly kind: "linear"; readonly base: bigint; readonly terms: Terms }
  | { readonly kind: "range"; readonly min: bigint; readonly max: bigint }
  | { readonly kind: "unknown"; readonly why: string };

/** Text of a term to its factor. */
export type Terms = ReadonlyMap<string, bigint>;

/** An expression: its type and what is known of its value. */
export interface Operand {
  readonly type: CType;
  readonly value: Value;
}

export function intValue(int: bigint): Value {
  return { kind: "int", int };
}

export function unknownValue(why: string): Value {
  return { kind: "unknown", why };
}

/** A value that is only known at run time, named by its source text. */
export function term(text: string): Value {
  return { kind: "linear", base: 0n, terms: new Map([[text, 1n]]) };
}

/** The value as an integer type holds it after a conversion. */
export function converted(value: Value, type: IntType): Value {
  if (value.kind === "int") return intValue(wrap(value.int, type));
  if (value.kind === "range" && (wrap(value.min, type) !== value.min || wrap(value.max, type) !== value.max)) {
    return unknownValue("a conversion may change its value");
  }
  return value;
}

/**
 * A binary arithmetic, bitwise, shift or comparison operation with C's conversions. `text` is the source text of the
 * whole operation: what it is called where it is not known.
 */
export function binary(operator: string, left: Operand, right: Operand, text: string): Operand {
  const type = resultType(operator, left.type, right.type);
  if (!type) return { type: left.type, value: opaque(left.value, right.value, text) };
  const { operands, result } = type;
  const a = converted(left.value, operands);
  const b = SHIFTS.has(operator) ? right.value : converted(right.value, operands);
  if (a.kind === "unknown") return { type: result, value: shortCut(operator, a, b) };
  if (b.kind === "unknown") return { type: result, value: shortCut(operator, b, a) };
  if (a.kind === "int" && b.kind === "int")
    return { type: result, value: compute(operator, a.int, b.int, operands, result) };
  const value = linear(operator, a, b) ?? ranged(operator, a, b, operands) ?? opaque(a, b, text);
  return { type: result, value };
}

export function negated(value: Value, text: string): Value {
  if (value.kind === "int") return intValue(-value.int);
  if (value.kind === "linear") return scaled(value, -1n);
  return value.kind === "unknown" ? value : term(text);
}

const SHIFTS: ReadonlySet<string> = new Set(["<<", ">>"]);
const COMPARISONS: ReadonlySet<string> = new Set(["<", ">", "<=", ">=", "==", "!="]);

function resultType(operator: string, left: CType, right: CType): { operands: IntType; result: IntType } | undefined {
  const a = promoted(left);
  const b = promoted(right);
  if (!a || !b) return undefined;
  if (SHIFTS.has(operator)) return { operands: a, result: a };
  const operands = commonType(a, b);
  return { operands, result: COMPARISONS.has(operator) ? { kind: "int", bytes: 4, signed: true, rank: 3 } : operands };
}

/** 0 × unknown is 0, and x & 0 too; everything else stays unknown. */
function shortCut(operator: string, unknown: Value, other: Value): Value {
  return (operator === "*" || operator === "&") && other.kind === "int" && other.int === 0n ? other : unknown;
}

function compute(operator: string, a: bigint, b: bigint, operands: IntType, result: IntType): Value {
  const bits = BigInt(operands.bytes * 8);
  switch (operator) {
    case "+":
      return intValue(wrap(a + b, result));
    case "-":
      return intValue(wrap(a - b, result));
    case "*":
      return intValue(wrap(a * b, result));
    case "/":
      return b === 0n ? unknownValue("it divides by zero") : intValue(wrap(a / b, result));
    case "%":
      return b === 0n ? unknownValue("it divides by zero") : intValue(wrap(a % b, result));
    case "<<":
    case ">>":
      if (b < 0n || b >= bits) return unknownValue("it shifts by more than its width");
      return intValue(wrap(operator === "<<" ? a << b : a >> b, result));
    case "&":
      return intValue(wrap(a & b, result));
    case "|":
      return intValue(wrap(a | b, result));
    case "^":
      return intValue(wrap(a ^ b, result));
    default:
      return intValue(compare(operator, a, b) ? 1n : 0n);
  }
}

function compare(operator: string, a: bigint, b: bigint): boolean {
  switch (operator) {
    case "<":
      return a < b;
    case ">":
      return a > b;
    case "<=":
      return a <= b;
    case ">=":
      return a >= b;
    case "==":
      return a === b;
    default:
      return a !== b;
  }
}

type Linear = Extract<Value, { kind: "linear" }>;

function asLinear(value: Value): Linear | undefined {
  if (value.kind === "int") return { kind: "linear", base: value.int, terms: new Map() };
  return value.kind === "linear" ? value : undefined;
}

/** Sums and multiples of terms stay readable: 320 + 8*n. */
function linear(operator: string, a: Value, b: Value): Value | undefined {
  const left = asLinear(a);
  const right = asLinear(b);
  if (!left || !right) return undefined;
  switch (operator) {
    case "+":
      return sum(left, right);
    case "-":
      return sum(left, multiplied(right, -1n));
    case "*":
      if (left.terms.size === 0) return scaled(right, left.base);
      return right.terms.size === 0 ? scaled(left, right.base) : undefined;
    case "<<":
      return right.terms.size === 0 && right.base >= 0n && right.base < 64n
        ? scaled(left, 1n << right.base)
        : undefined;
    default:
      return undefined;
  }
}

function scaled(value: Linear, factor: bigint): Value {
  return factor === 0n ? intValue(0n) : multiplied(value, factor);
}

function multiplied(value: Linear, factor: bigint): Linear {
  return {
    kind: "linear",
    base: value.base * factor,
    terms: new Map([...value.terms].map(([text, by]) => [text, by * factor])),
  };
}

function sum(left: Linear, right: Linear): Value {
  const terms = new Map(left.terms);
  for (const [text, by] of right.terms) {
    const total = (terms.get(text) ?? 0n) + by;
    if (total === 0n) terms.delete(text);
    else terms.set(text, total);
  }
  const base = left.base + right.base;
  return terms.size === 0 ? intValue(base) : { kind: "linear", base, terms };
}

/** Sums and products of ranges that cannot wrap. */
function ranged(operator: string, a: Value, b: Value, type: IntType): Value | undefined {
  const left = asRange(a);
  const right = asRange(b);
  if (!left || !right) return undefined;
  const ends =
    operator === "+"
      ? [left.min + right.min, left.max + right.max]
      : operator === "*" && left.min >= 0n && right.min >= 0n
        ? [left.min * right.min, left.max * right.max]
        : undefined;
  if (!ends) return undefined;
  const [min = 0n, max = 0n] = ends;
  return wrap(min, type) === min && wrap(max, type) === max ? { kind: "range", min, max } : undefined;
}

function asRange(value: Value): { min: bigint; max: bigint } | undefined {
  if (value.kind === "int") return { min: value.int, max: value.int };
  return value.kind === "range" ? value : undefined;
}

function opaque(a: Value, b: Value, text: string): Value {
  if (a.kind === "unknown") return a;
  if (b.kind === "unknown") return b;
  return term(text);
}
