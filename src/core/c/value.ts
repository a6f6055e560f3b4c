import { type CType, commonType, type IntType, integerType, promoted, wrap } from "./types.ts";

/** What is known of the value of an expression. */
export type Value =
  | { readonly kind: "int"; readonly int: bigint }
  /** A constant plus multiples of terms whose values are not known before run time. */
  | { readonly kind: "linear"; readonly base: bigint; readonly terms: Terms }
  | Range
  | { readonly kind: "unknown"; readonly why: string };

/** A value between bounds; `linear` where it is also known as a multiple of terms. */
export interface Range {
  readonly kind: "range";
  readonly min: bigint;
  readonly max: bigint;
  readonly linear?: Linear;
}

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
    return value.linear ?? unknownValue("a conversion may change its value");
  }
  return value;
}

/** The value with the bounds that a small unsigned type sets to it. */
export function withTypeBounds({ type, value }: Operand): Value {
  const integer = integerType(type);
  if (value.kind !== "linear" || !integer || integer.signed || integer.bytes > 2) return value;
  const [factor, ...others] = value.terms.values();
  if (value.base !== 0n || factor !== 1n || others.length > 0) return value;
  const max = integer.rank === 0 ? 1n : (1n << BigInt(integer.bytes * 8)) - 1n;
  return { kind: "range", min: 0n, max, linear: value };
}

/**
 * A binary arithmetic, bitwise, shift or comparison operation with C's conversions. `text` is the source text of the
 * whole operation: what it is called where it is not known.
 */
export function binary(operator: string, left: Operand, right: Operand, text: string): Operand {
  const type = resultType(operator, left.type, right.type);
  if (!type) return { type: left.type, value: opaque(left.value, right.value, text) };
  const { operands, result } = type;
  const a = converted(withTypeBounds(left), operands);
  const b = SHIFTS.has(operator) ? withTypeBounds(right) : converted(withTypeBounds(right), operands);
  if (a.kind === "unknown") return { type: result, value: shortCut(operator, a, b) };
  if (b.kind === "unknown") return { type: result, value: shortCut(operator, b, a) };
  if (a.kind === "int" && b.kind === "int")
    return { type: result, value: compute(operator, a.int, b.int, operands, result) };
  const exact = linear(operator, a, b);
  const range = ranged(operator, a, b, operands);
  if (range) return { type: result, value: exact?.kind === "linear" ? { ...range, linear: exact } : (exact ?? range) };
  return { type: result, value: exact ?? opaque(a, b, text) };
}

/** size_mul() (include/linux/overflow.h): exact, or SIZE_MAX. */
export function saturatingProduct(left: Value, right: Value, type: IntType, text: string): Operand {
  const [a, b] = [converted(left, type), converted(right, type)];
  if (a.kind !== "int" || b.kind !== "int") return binary("*", { type, value: a }, { type, value: b }, text);
  const limit = (1n << BigInt(type.bytes * 8)) - 1n;
  const exact = a.int * b.int;
  return { type, value: intValue(exact > limit ? limit : exact) };
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
  return value.kind === "range" ? value.linear : value.kind === "linear" ? value : undefined;
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

/** Bounds of an operation that cannot wrap. */
function ranged(operator: string, a: Value, b: Value, type: IntType): Range | undefined {
  const masked = operator === "&" ? maskedBy(a, b) : operator === "%" ? remainder(a, b, type) : undefined;
  const left = asRange(a);
  const right = asRange(b);
  const ends = masked ?? (left && right && endsOf(operator, left, right));
  if (!ends) return undefined;
  const { min, max } = ends;
  return wrap(min, type) === min && wrap(max, type) === max ? { kind: "range", min, max } : undefined;
}

interface Ends {
  readonly min: bigint;
  readonly max: bigint;
}

function endsOf(operator: string, a: Ends, b: Ends): Ends | undefined {
  const isPositive = a.min >= 0n && b.min >= 0n;
  switch (operator) {
    case "+":
      return { min: a.min + b.min, max: a.max + b.max };
    case "-":
      return { min: a.min - b.max, max: a.max - b.min };
    case "*":
      return isPositive ? { min: a.min * b.min, max: a.max * b.max } : undefined;
    case "/":
      return isPositive && b.min > 0n ? { min: a.min / b.max, max: a.max / b.min } : undefined;
    case "<<":
      return isPositive && b.max < 64n ? { min: a.min << b.min, max: a.max << b.max } : undefined;
    case ">>":
      return isPositive && b.max < 64n ? { min: a.min >> b.max, max: a.max >> b.min } : undefined;
    default:
      return undefined;
  }
}

/** Masks above this clear low bits, and bound nothing that is worth telling. */
const LARGEST_MASK = 0x7fffffffn;

/** `x & mask` is no larger than a mask that is not negative. */
function maskedBy(a: Value, b: Value): Ends | undefined {
  const masks = [asRange(a), asRange(b)].flatMap((range) =>
    range && range.min >= 0n && range.max <= LARGEST_MASK ? [range.max] : [],
  );
  const [first, second = first] = masks;
  if (first === undefined || second === undefined) return undefined;
  return { min: 0n, max: lesser(first, second) };
}

/** `x % n` of what is not negative is below n. */
function remainder(a: Value, b: Value, type: IntType): Ends | undefined {
  const divisor = asRange(b);
  const divided = asRange(a);
  if (!divisor || divisor.min <= 0n || (type.signed && (divided?.min ?? -1n) < 0n)) return undefined;
  const most = divisor.max - 1n;
  return { min: 0n, max: divided ? lesser(divided.max, most) : most };
}

export function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function asRange(value: Value): Ends | undefined {
  if (value.kind === "int") return { min: value.int, max: value.int };
  return value.kind === "range" ? value : undefined;
}

function opaque(a: Value, b: Value, text: string): Value {
  if (a.kind === "unknown") return a;
  if (b.kind === "unknown") return b;
  return term(text);
}
