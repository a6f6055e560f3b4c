import { Cursor } from "./cursor.ts";
import { readTypeName, startsType } from "./declarations.ts";
import { readAssignment, readExpression } from "./expressions.ts";
import { stringLength } from "./literals.ts";
import { offsetOf, sizeOf, targetOf } from "./operands.ts";
import type { Scope } from "./scope.ts";
import type { CType, IntType } from "./types.ts";
import * as T from "./types.ts";
import { attempt, Unknown } from "./unknown.ts";
import {
  binary,
  converted,
  intValue,
  type Operand,
  saturatingProduct,
  term,
  unknownValue,
  type Value,
} from "./value.ts";

/**
 * Functions of gcc and of the kernel whose meaning cannot be written as a macro in our own words: they saturate, compare
 * types or count bits. Each reads its arguments from cursors.
 */
type Builtin = (args: readonly Cursor[], scope: Scope, text: string) => Operand;

export function isBuiltin(name: string): boolean {
  return BUILTINS.has(name);
}

/** Names of kernel helpers that stand for these functions, whatever a kernel header makes of them. */
export function builtinNames(): Iterable<string> {
  return BUILTINS.keys();
}

/** Reads the arguments of the builtin `name`, whose parenthesis comes next. */
export function readBuiltin(name: string, cursor: Cursor, scope: Scope, start: number): Operand {
  const group = new Cursor(cursor.group());
  const text = cursor.textSince(start);
  const args: Cursor[] = [];
  while (!group.done) {
    const from = group.at;
    group.skipTo(",");
    args.push(new Cursor(group.tokens.slice(from, group.at)));
    if (!group.take(",")) break;
  }
  const builtin = BUILTINS.get(name);
  if (!builtin) throw new Unknown(`${name} is not a builtin`);
  return builtin(args, scope, text);
}

const value = (args: readonly Cursor[], i: number, scope: Scope): Operand => {
  const arg = args[i];
  if (!arg) throw new Unknown("an argument is missing");
  const operand = readExpression(arg, scope);
  if (!arg.done) throw new Unknown(`"${arg.text}" is not expected in an argument`);
  return operand;
};

const typeOf = (args: readonly Cursor[], i: number, scope: Scope): CType => {
  const arg = args[i];
  if (!arg) throw new Unknown("an argument is missing");
  return startsType(arg.token, scope) ? readTypeName(arg, scope) : readExpression(arg, scope).type;
};

const sizeType = (scope: Scope): IntType => T.longOf(scope.abi.wordBytes, false);

/** A function of one integer, known where its argument is. */
function ofInteger(
  type: (scope: Scope, argument: CType) => CType,
  compute: (n: bigint, scope: Scope) => bigint | undefined,
): Builtin {
  return (args, scope, text) => {
    const operand = value(args, 0, scope);
    const result = type(scope, operand.type);
    if (operand.value.kind === "unknown") return { type: result, value: operand.value };
    if (operand.value.kind !== "int") return { type: result, value: term(text) };
    const computed = compute(operand.value.int, scope);
    return { type: result, value: computed === undefined ? unknownValue(`${text} is undefined`) : intValue(computed) };
  };
}

const asInt = () => T.INT;
const asUlong = sizeType;

/** Number of bits needed for a non-negative integer: fls() of the kernel. */
function fls(n: bigint): bigint {
  return n <= 0n ? 0n : BigInt(n.toString(2).length);
}

function lowestBit(n: bigint): bigint {
  let bit = 0n;
  while (((n >> bit) & 1n) === 0n) bit++;
  return bit;
}

const sizeMul: Builtin = (args, scope, text) =>
  saturatingProduct(value(args, 0, scope).value, value(args, 1, scope).value, sizeType(scope), text);

/** size_add() and size_sub(): exact, or SIZE_MAX (include/linux/overflow.h). */
function saturating(operator: "+" | "-"): Builtin {
  return (args, scope, text) => {
    const type = sizeType(scope);
    const limit = (1n << BigInt(type.bytes * 8)) - 1n;
    const [a, b] = [value(args, 0, scope), value(args, 1, scope)].map((operand) => ({
      type,
      value: converted(operand.value, type),
    }));
    if (!a || !b) throw new Unknown("an argument is missing");
    if (a.value.kind !== "int" || b.value.kind !== "int") return binary(operator, a, b, text);
    const x = a.value.int;
    const y = b.value.int;
    const exact = operator === "+" ? x + y : x === limit || y === limit || x < y ? limit : x - y;
    return { type, value: intValue(exact > limit ? limit : exact) };
  };
}

/** min(), max() and clamp(): with one side known the result is bounded on that side. */
function extreme(
  which: "min" | "max",
  first: number,
  castType?: (args: readonly Cursor[], scope: Scope) => IntType,
): Builtin {
  return (args, scope, text) => {
    const cast = castType?.(args, scope);
    const operands = args.slice(first).map((_, i) => value(args, first + i, scope));
    const joined = operands
      .map(({ type }) => T.promoted(type))
      .reduce((a, b) => (a && b ? T.commonType(a, b) : undefined));
    const type = cast ?? joined;
    if (!type)
      return {
        type: T.unknownType("its operands are no integers"),
        value: operands.map(({ value: v }) => v).find(isUnknown) ?? term(text),
      };
    const values = operands.map((operand) => converted(operand.value, type));
    return { type, value: values.reduce((a, b) => bounded(which, a, b, type, text)) };
  };
}

function isUnknown(v: Value): boolean {
  return v.kind === "unknown";
}

function bounded(which: "min" | "max", a: Value, b: Value, type: IntType, text: string): Value {
  if (a.kind === "unknown") return a;
  if (b.kind === "unknown") return b;
  const x = ends(a, type);
  const y = ends(b, type);
  const pick = (m: bigint, n: bigint) => (m < n === (which === "min") ? m : n);
  const min = pick(x.min, y.min);
  const max = pick(x.max, y.max);
  if (min === max) return intValue(min);
  // A bound at the end of the type says nothing.
  const full = ends(term(""), type);
  const isBounded = which === "min" ? max < full.max && min >= 0n : max < full.max;
  return isBounded ? { kind: "range", min, max } : term(text);
}

function ends(v: Value, type: IntType): { min: bigint; max: bigint } {
  if (v.kind === "int") return { min: v.int, max: v.int };
  if (v.kind === "range") return v;
  const bits = BigInt(type.bytes * 8);
  return type.signed
    ? { min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n }
    : { min: 0n, max: (1n << bits) - 1n };
}

function typeArgument(args: readonly Cursor[], scope: Scope): IntType {
  const type = T.integerType(typeOf(args, 0, scope));
  if (!type) throw new Unknown("it compares what are no integers");
  return type;
}

const clamp = (first: number, castType?: (args: readonly Cursor[], scope: Scope) => IntType): Builtin => {
  return (args, scope, text) => {
    const cast = castType?.(args, scope);
    const [v, low, high] = [first, first + 1, first + 2].map((i) => value(args, i, scope));
    if (!v || !low || !high) throw new Unknown("an argument is missing");
    const type = cast ?? T.promoted(v.type);
    if (!type) return { type: v.type, value: isUnknown(v.value) ? v.value : term(text) };
    const atLeast = bounded("max", converted(v.value, type), converted(low.value, type), type, text);
    if (atLeast.kind === "linear" && low.value.kind === "int" && high.value.kind === "int") {
      return { type, value: { kind: "range", min: low.value.int, max: high.value.int } };
    }
    return { type, value: bounded("min", atLeast, converted(high.value, type), type, text) };
  };
};

const offset: Builtin = (args, scope) => {
  const type = sizeType(scope);
  const member = args[1];
  if (!member) throw new Unknown("an argument is missing");
  let at = 0n;
  let current = typeOf(args, 0, scope);
  while (!member.done) {
    if (member.text === "[") {
      const index = readExpression(new Cursor(member.group()), scope).value;
      const size = sizeOf(targetOf(current), scope);
      if (index.kind !== "int") return { type, value: index.kind === "unknown" ? index : term("offsetof") };
      if (size.kind !== "int") return { type, value: size };
      at += index.int * size.int;
      current = targetOf(current);
      continue;
    }
    member.take(".");
    const name = member.next().text;
    const found = attempt(() => offsetOf(current, name, scope));
    if (!found.ok) return { type, value: unknownValue(found.why) };
    if (!found.value) return { type, value: unknownValue(`the offset of ${name} is not known`) };
    at += found.value.bytes;
    current = found.value.type;
  }
  return { type, value: intValue(at) };
};

const constantP: Builtin = (args, scope) => {
  const read = attempt(() => value(args, 0, scope).value);
  if (read.ok && read.value.kind === "unknown") return { type: T.INT, value: read.value };
  return { type: T.INT, value: intValue(read.ok && read.value.kind === "int" ? 1n : 0n) };
};

const chooseExpr: Builtin = (args, scope) => {
  const condition = value(args, 0, scope).value;
  if (condition.kind !== "int")
    throw new Unknown(condition.kind === "unknown" ? condition.why : "it chooses by what is no constant");
  const chosen = args[condition.int !== 0n ? 1 : 2];
  if (!chosen) throw new Unknown("an argument is missing");
  return readAssignment(chosen, scope);
};

const strlen: Builtin = (args, scope, text) => {
  const arg = args[0];
  if (arg?.tokens.length && arg.tokens.every((token) => token.kind === "string")) {
    const length = arg.tokens.reduce((sum, token) => sum + stringLength(token.text, scope.encoding), 0);
    return { type: sizeType(scope), value: intValue(BigInt(length)) };
  }
  return { type: sizeType(scope), value: term(text) };
};

/** get_order() (include/asm-generic/getorder.h): the order of the smallest block of pages that holds `n` bytes. */
function getOrder(n: bigint, scope: Scope): bigint | undefined {
  const shift = scope.constant("PAGE_SHIFT");
  if (shift === undefined || n <= 0n) return undefined;
  return fls((n - 1n) >> shift);
}

const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ["__builtin_offsetof", offset],
  ["offsetof", offset],
  ["__builtin_constant_p", constantP],
  ["__is_constexpr", constantP],
  ["__builtin_choose_expr", chooseExpr],
  ["__builtin_expect", (args, scope) => value(args, 0, scope)],
  ["__builtin_strlen", strlen],
  ["strlen", strlen],
  ["size_add", saturating("+")],
  ["size_mul", sizeMul],
  ["size_sub", saturating("-")],
  ["min", extreme("min", 0)],
  ["max", extreme("max", 0)],
  ["min3", extreme("min", 0)],
  ["max3", extreme("max", 0)],
  ["umin", extreme("min", 0, (_, scope) => sizeType(scope))],
  ["umax", extreme("max", 0, (_, scope) => sizeType(scope))],
  ["min_t", extreme("min", 1, typeArgument)],
  ["max_t", extreme("max", 1, typeArgument)],
  ["clamp", clamp(0)],
  ["clamp_val", clamp(0)],
  ["clamp_t", clamp(1, typeArgument)],
  ["roundup_pow_of_two", ofInteger(asUlong, (n) => (n <= 0n ? undefined : n === 1n ? 1n : 1n << fls(n - 1n)))],
  ["rounddown_pow_of_two", ofInteger(asUlong, (n) => (n <= 0n ? undefined : 1n << (fls(n) - 1n)))],
  ["__roundup_pow_of_two", ofInteger(asUlong, (n) => (n <= 0n ? undefined : n === 1n ? 1n : 1n << fls(n - 1n)))],
  ["ilog2", ofInteger(asInt, (n) => (n <= 0n ? undefined : fls(n) - 1n))],
  ["const_ilog2", ofInteger(asInt, (n) => (n <= 0n ? undefined : fls(n) - 1n))],
  ["order_base_2", ofInteger(asInt, (n) => (n <= 1n ? 0n : fls(n - 1n)))],
  [
    "is_power_of_2",
    ofInteger(
      () => T.BOOL,
      (n) => (n > 0n && (n & (n - 1n)) === 0n ? 1n : 0n),
    ),
  ],
  ["get_order", ofInteger(asInt, getOrder)],
  ["fls", ofInteger(asInt, (n) => fls(BigInt.asUintN(32, n)))],
  ["fls64", ofInteger(asInt, (n) => fls(BigInt.asUintN(64, n)))],
  ["ffs", ofInteger(asInt, (n) => (n === 0n ? 0n : lowestBit(n) + 1n))],
  ["__ffs", ofInteger(asUlong, (n) => (n === 0n ? undefined : lowestBit(n)))],
  ["hweight8", ofInteger(asUlong, (n) => weight(BigInt.asUintN(8, n)))],
  ["hweight16", ofInteger(asUlong, (n) => weight(BigInt.asUintN(16, n)))],
  ["hweight32", ofInteger(asUlong, (n) => weight(BigInt.asUintN(32, n)))],
  ["hweight64", ofInteger(asUlong, (n) => weight(BigInt.asUintN(64, n)))],
  ["hweight_long", ofInteger(asUlong, (n) => weight(BigInt.asUintN(64, n)))],
]);

function weight(n: bigint): bigint {
  let bits = 0n;
  for (let rest = n; rest > 0n; rest >>= 1n) bits += rest & 1n;
  return bits;
}
