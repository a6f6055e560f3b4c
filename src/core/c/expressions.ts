import { isBuiltin, readBuiltin } from "./builtins.ts";
import type { Cursor } from "./cursor.ts";
import { Cursor as Reader } from "./cursor.ts";
import { readTypeName, startsType } from "./declarations.ts";
import { initializedType } from "./initializers.ts";
import { integerOf, stringLength } from "./literals.ts";
import { fieldOf, sizeOf, targetOf } from "./operands.ts";
import { PRECEDENCE } from "./operators.ts";
import type { Scope } from "./scope.ts";
import { readStatementExpression } from "./statements.ts";
import type { CType } from "./types.ts";
import * as T from "./types.ts";
import { Unknown } from "./unknown.ts";
import { binary, converted, intValue, lesser, negated, type Operand, term, unknownValue, type Value } from "./value.ts";

/** Reads an expression of already expanded tokens and works out its type and what is known of its value. */
export function readExpression(cursor: Cursor, scope: Scope): Operand {
  let operand = readAssignment(cursor, scope);
  while (cursor.take(",")) operand = readAssignment(cursor, scope);
  return operand;
}

const ASSIGNMENTS: ReadonlySet<string> = new Set(["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="]);

/** Reads an expression without a comma operator: an argument, an initialiser, an enumerator's value. */
export function readAssignment(cursor: Cursor, scope: Scope): Operand {
  const start = cursor.at;
  const left = readTernary(cursor, scope);
  const operator = cursor.text;
  if (cursor.done || !ASSIGNMENTS.has(operator)) return left;
  cursor.next();
  const right = readAssignment(cursor, scope);
  const integer = T.integerType(left.type);
  if (operator === "=") return { type: left.type, value: integer ? converted(right.value, integer) : right.value };
  return { type: left.type, value: term(cursor.textSince(start)) };
}

function readTernary(cursor: Cursor, scope: Scope): Operand {
  const start = cursor.at;
  const condition = readBinary(cursor, scope, 0);
  if (!cursor.take("?")) return condition;
  const then = cursor.text === ":" ? condition : readExpression(cursor, scope);
  cursor.expect(":");
  const otherwise = readTernary(cursor, scope);
  const type = joinedType(then.type, otherwise.type);
  const truth = condition.value;
  if (truth.kind === "int") return { type, value: withType(truth.int !== 0n ? then.value : otherwise.value, type) };
  if (truth.kind === "unknown") return { type, value: truth };
  return { type, value: either(withType(then.value, type), withType(otherwise.value, type), cursor.textSince(start)) };
}

function joinedType(a: CType, b: CType): CType {
  const left = T.promoted(a);
  const right = T.promoted(b);
  if (left && right) return T.commonType(left, right);
  return a.kind === "unknown" || left ? b : a;
}

function withType(value: Value, type: CType): Value {
  const integer = T.integerType(type);
  return integer ? converted(value, integer) : value;
}

/** A choice that is made at run time between two values. */
function either(a: Value, b: Value, text: string): Value {
  if (a.kind === "unknown") return a;
  if (b.kind === "unknown") return b;
  if (a.kind === "linear" || b.kind === "linear") return term(text);
  const [x, y] = [a, b].map((value) => (value.kind === "int" ? { min: value.int, max: value.int } : value));
  if (!x || !y) return term(text);
  const min = lesser(x.min, y.min);
  const max = -lesser(-x.max, -y.max);
  return min === max ? intValue(min) : { kind: "range", min, max };
}

const LEVEL_OF: ReadonlyMap<string, number> = new Map(
  PRECEDENCE.flatMap((operators, level) => operators.map((operator) => [operator, level] as const)),
);

/** Precedence climbing, so that long sums do not nest. */
function readBinary(cursor: Cursor, scope: Scope, least: number): Operand {
  const start = cursor.at;
  let left = readCast(cursor, scope);
  for (;;) {
    const operator = cursor.text;
    const level = cursor.done ? undefined : LEVEL_OF.get(operator);
    if (level === undefined || level < least) return left;
    cursor.next();
    const right = readBinary(cursor, scope, level + 1);
    left = combine(operator, left, right, cursor.textSince(start));
  }
}

function combine(operator: string, left: Operand, right: Operand, text: string): Operand {
  if (operator === "&&" || operator === "||") return { type: T.INT, value: logical(operator, left.value, right.value) };
  const a = pointee(left.type);
  const b = pointee(right.type);
  if (a && b && operator === "-") return { type: T.LLONG, value: term(text) };
  if (a || b) {
    const type = /^(?:[<>]=?|[=!]=)$/.test(operator) ? T.INT : a ? decayed(left.type) : decayed(right.type);
    return {
      type,
      value: left.value.kind === "unknown" ? left.value : right.value.kind === "unknown" ? right.value : term(text),
    };
  }
  if (left.type.kind === "unknown" || right.type.kind === "unknown") return untyped(operator, left, right, text);
  return binary(operator, left, right, text);
}

/** With the type of one side unknown the width of the result is too; run-time terms stay readable. */
function untyped(operator: string, left: Operand, right: Operand, text: string): Operand {
  if (left.value.kind === "unknown" || right.value.kind === "unknown") {
    const type = left.type.kind === "unknown" ? left.type : right.type;
    return { type, value: left.value.kind === "unknown" ? left.value : right.value };
  }
  const asLong = (operand: Operand): Operand =>
    operand.type.kind === "unknown" ? { type: T.INT, value: operand.value } : operand;
  return binary(operator, asLong(left), asLong(right), text);
}

function logical(operator: string, a: Value, b: Value): Value {
  const truth = (value: Value) => (value.kind === "int" ? value.int !== 0n : undefined);
  const left = truth(a);
  const right = truth(b);
  const decides = operator === "||";
  if (left === decides || right === decides) return intValue(decides ? 1n : 0n);
  if (left !== undefined && right !== undefined) return intValue(decides ? 0n : 1n);
  if (a.kind === "unknown") return a;
  return b.kind === "unknown" ? b : { kind: "range", min: 0n, max: 1n };
}

function pointee(type: CType): CType | undefined {
  if (type.kind === "pointer") return type.to;
  return type.kind === "array" ? type.of : undefined;
}

function decayed(type: CType): CType {
  return type.kind === "array" ? T.pointerTo(type.of) : type.kind === "function" ? T.pointerTo(type) : type;
}

function readCast(cursor: Cursor, scope: Scope): Operand {
  if (cursor.text !== "(") return readUnary(cursor, scope);
  const next = cursor.peek(1);
  if (!startsType(next, scope)) {
    return looksLikeCast(cursor, scope) ? castToUnknown(cursor, scope) : readUnary(cursor, scope);
  }
  const start = cursor.at;
  const type = readTypeName(new Reader(cursor.group()), scope);
  if (cursor.is("{")) {
    const body = cursor.at;
    cursor.group();
    return readPostfix(cursor, scope, start, {
      type: initializedType(type, cursor.tokens.slice(body, cursor.at), scope),
      value: term("a literal"),
    });
  }
  const operand = readCast(cursor, scope);
  return castTo(type, operand, cursor.textSince(start));
}

/** `(foo_t)x` where nothing declares foo_t. */
function looksLikeCast(cursor: Cursor, scope: Scope): boolean {
  const name = cursor.peek(1);
  const after = cursor.peek(3);
  if (name.kind !== "name" || cursor.peek(2).text !== ")" || scope.ordinary(name.text)) return false;
  return after.kind === "name" || after.kind === "number" || after.kind === "string";
}

function castToUnknown(cursor: Cursor, scope: Scope): Operand {
  const why = scope.whyUnknown(cursor.peek(1).text);
  cursor.group();
  readCast(cursor, scope);
  return { type: T.unknownType(why), value: unknownValue(why) };
}

function castTo(type: CType, operand: Operand, text: string): Operand {
  const integer = T.integerType(type);
  if (integer) return { type, value: converted(operand.value, integer) };
  if (type.kind === "unknown") return { type, value: unknownValue(type.why) };
  if (type.kind === "pointer") return { type, value: operand.value };
  return { type, value: operand.value.kind === "unknown" ? operand.value : term(text) };
}

const ALIGNOF: ReadonlySet<string> = new Set(["_Alignof", "__alignof__", "__alignof", "alignof"]);

function readUnary(cursor: Cursor, scope: Scope): Operand {
  const start = cursor.at;
  const { text, kind } = cursor.token;
  if (kind === "name") {
    if (text === "sizeof") return readSizeof(cursor, scope);
    if (ALIGNOF.has(text)) return readAlignof(cursor, scope);
    if (text === "__extension__") {
      cursor.next();
      return readCast(cursor, scope);
    }
    return readPostfix(cursor, scope, start, readPrimary(cursor, scope));
  }
  switch (text) {
    case "+":
    case "-":
    case "~": {
      cursor.next();
      const operand = readCast(cursor, scope);
      const type = T.promoted(operand.type);
      if (!type)
        return {
          type: operand.type,
          value: operand.value.kind === "unknown" ? operand.value : term(cursor.textSince(start)),
        };
      return { type, value: unary(text, converted(operand.value, type), type, cursor.textSince(start)) };
    }
    case "!": {
      cursor.next();
      const { value } = readCast(cursor, scope);
      if (value.kind === "int") return { type: T.INT, value: intValue(value.int === 0n ? 1n : 0n) };
      return { type: T.INT, value: value.kind === "unknown" ? value : { kind: "range", min: 0n, max: 1n } };
    }
    case "*": {
      cursor.next();
      const operand = readCast(cursor, scope);
      return { type: targetOf(operand.type), value: term(cursor.textSince(start)) };
    }
    case "&": {
      cursor.next();
      const operand = readCast(cursor, scope);
      return { type: T.pointerTo(operand.type), value: term(cursor.textSince(start)) };
    }
    case "&&":
      cursor.next();
      cursor.next();
      return { type: T.pointerTo(T.VOID), value: term(cursor.textSince(start)) };
    case "++":
    case "--": {
      cursor.next();
      const operand = readUnary(cursor, scope);
      return { type: operand.type, value: term(cursor.textSince(start)) };
    }
  }
  return readPostfix(cursor, scope, start, readPrimary(cursor, scope));
}

function unary(operator: string, value: Value, type: T.IntType, text: string): Value {
  if (operator === "+") return value;
  if (operator === "-") return converted(negated(value, text), type);
  if (value.kind === "int") return converted(intValue(~value.int), type);
  return value.kind === "unknown" ? value : term(text);
}

function readSizeof(cursor: Cursor, scope: Scope): Operand {
  cursor.next();
  const size = (type: CType) => ({ type: T.longOf(scope.abi.wordBytes, false), value: sizeOf(type, scope) });
  if (cursor.text === "(" && startsType(cursor.peek(1), scope)) {
    const group = new Reader(cursor.group());
    const type = readTypeName(group, scope);
    if (!group.done) throw new Unknown(`"${group.text}" is not expected in a type`);
    // sizeof (T){…} measures the literal.
    if (cursor.is("{")) {
      const body = cursor.at;
      cursor.group();
      return size(initializedType(type, cursor.tokens.slice(body, cursor.at), scope));
    }
    return size(type);
  }
  return size(readUnary(cursor, scope).type);
}

function readAlignof(cursor: Cursor, scope: Scope): Operand {
  cursor.next();
  const isType = cursor.text === "(" && startsType(cursor.peek(1), scope);
  const type = isType ? readTypeName(new Reader(cursor.group()), scope) : readUnary(cursor, scope).type;
  const { align, alignMost } = scope.layouts.of(type);
  const value = alignMost === undefined ? intValue(BigInt(align)) : unknownValue("its alignment is not recorded");
  return { type: T.longOf(scope.abi.wordBytes, false), value };
}

function readPrimary(cursor: Cursor, scope: Scope): Operand {
  const { token } = cursor;
  if (cursor.done) throw new Unknown("the expression is cut off");
  switch (token.kind) {
    case "number":
    case "char":
      cursor.next();
      return readNumber(token, scope);
    case "string": {
      let bytes = 1;
      while (cursor.token.kind === "string") bytes += stringLength(cursor.next().text, scope.encoding);
      // A part of the string that a macro makes, of which nothing is known.
      if (cursor.token.undecided !== undefined) return readName(cursor, scope);
      return { type: { kind: "array", of: T.SCHAR, length: { count: BigInt(bytes) } }, value: term("a string") };
    }
    case "name":
      return readName(cursor, scope);
    case "punct":
      if (token.text !== "(") throw new Unknown(`"${token.text}" is not expected in an expression`);
      if (cursor.peek(1).text === "{") return readStatementExpression(new Reader(cursor.group()), scope);
      return parenthesised(cursor, scope);
  }
}

function parenthesised(cursor: Cursor, scope: Scope): Operand {
  cursor.next();
  const operand = readExpression(cursor, scope);
  cursor.expect(")");
  return operand;
}

function readNumber(token: Parameters<typeof integerOf>[0], scope: Scope): Operand {
  const literal = integerOf(token);
  if (!literal) {
    const isFloat = /^[0-9.]/.test(token.text) && /[.eEpP]/.test(token.text);
    return {
      type: { kind: "float", bytes: 8, align: 8 },
      value: unknownValue(isFloat ? "it is a floating-point number" : `${token.text} is not a number`),
    };
  }
  const { value, decimal, unsigned, longs } = literal;
  const long = (signed: boolean) => T.longOf(scope.abi.wordBytes, signed);
  const ladder = [T.INT, T.UINT, long(true), long(false), T.LLONG, T.ULLONG].slice(longs * 2);
  const fits = ladder.find((type) => (type.signed ? !unsigned : unsigned || !decimal) && T.wrap(value, type) === value);
  return fits
    ? { type: fits, value: intValue(value) }
    : { type: T.ULLONG, value: unknownValue(`${token.text} is too large`) };
}

function readName(cursor: Cursor, scope: Scope): Operand {
  const start = cursor.at;
  const { undecided } = cursor.token;
  if (undecided !== undefined) {
    cursor.next();
    if (cursor.is("(")) cursor.group();
    return { type: T.unknownType(undecided), value: unknownValue(undecided) };
  }
  const name = cursor.next().text;
  if (cursor.text === "(" && isBuiltin(name)) return readBuiltin(name, cursor, scope, start);
  const known = scope.ordinary(name);
  if (known) return known;
  const why = scope.whyUnknown(name);
  // What is called in small letters is taken for a function: its result is only known at run time.
  if (cursor.text === "(" && !/^[A-Z_0-9]+$/.test(name))
    return { type: { kind: "function", returns: T.unknownType(why) }, value: term(name) };
  return { type: T.unknownType(why), value: unknownValue(why) };
}

function readPostfix(cursor: Cursor, scope: Scope, start: number, first: Operand): Operand {
  let operand = first;
  for (;;) {
    const { text } = cursor;
    if (text === "[") {
      cursor.group();
      operand = { type: targetOf(operand.type), value: term(cursor.textSince(start)) };
    } else if (text === "(") {
      cursor.group();
      operand = { type: returned(operand.type), value: called(operand, cursor.textSince(start)) };
    } else if (text === "." || text === "->") {
      cursor.next();
      const name = cursor.next().text;
      const record = text === "->" ? targetOf(operand.type) : operand.type;
      operand = { type: fieldOf(record, name, scope), value: term(cursor.textSince(start)) };
    } else if (text === "++" || text === "--") {
      cursor.next();
      operand = { type: operand.type, value: term(cursor.textSince(start)) };
    } else return operand;
  }
}

function returned(type: CType): CType {
  const callee = type.kind === "pointer" ? type.to : type;
  return callee.kind === "function"
    ? callee.returns
    : callee.kind === "unknown"
      ? callee
      : T.unknownType("it calls what is no function");
}

function called(operand: Operand, text: string): Value {
  return operand.value.kind === "unknown" ? operand.value : term(text);
}
