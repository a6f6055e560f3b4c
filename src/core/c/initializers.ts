import { Cursor } from "./cursor.ts";
import { readExpression } from "./expressions.ts";
import { stringLength } from "./literals.ts";
import type { Scope } from "./scope.ts";
import type { Token } from "./tokens.ts";
import type { ArrayLength, CType } from "./types.ts";
import { attempt } from "./unknown.ts";

/** `type` with the length that its initialiser gives an array declared with `[]`. */
export function initializedType(type: CType, initializer: readonly Token[], scope: Scope): CType {
  if (type.kind !== "array" || type.length !== "flexible") return type;
  return { ...type, length: countElements(type.of, initializer, scope) };
}

function countElements(of: CType, initializer: readonly Token[], scope: Scope): ArrayLength {
  const first = initializer[0];
  if (first?.kind === "string") {
    return { count: BigInt(1 + initializer.reduce((sum, token) => sum + stringLength(token.text, scope.encoding), 0)) };
  }
  const cursor = new Cursor(initializer);
  if (cursor.text !== "{") return { why: "an array's length follows from an initialiser that is not read" };
  const counted = attempt(() => countIn(new Cursor(cursor.group()), of, scope));
  return counted.ok ? counted.value : { why: counted.why };
}

/** Counts braced elements; without braces the members of a struct would each need their own. */
function countIn(body: Cursor, of: CType, scope: Scope): ArrayLength {
  let next = 0n;
  let count = 0n;
  const takesBraces = of.kind === "record" || of.kind === "tag" || of.kind === "array";
  while (!body.done) {
    if (body.text === "[") {
      const designator = readDesignator(new Cursor(body.group()), scope);
      if (designator === undefined) return { why: "a designator of an initialiser is not a constant" };
      next = designator;
      while (body.is(".") || body.is("[")) skipMember(body);
      body.take("=");
    }
    const isString = body.token.kind === "string" && of.kind === "array";
    if (takesBraces && body.text !== "{" && !isString && !startsLiteral(body)) {
      return { why: "an initialiser leaves out the braces of its elements" };
    }
    body.skipTo(",");
    next++;
    if (next > count) count = next;
    if (!body.take(",")) break;
  }
  return { count };
}

/** `(struct foo){ … }` is one element. */
function startsLiteral(body: Cursor): boolean {
  if (body.text !== "(") return false;
  const start = body.at;
  body.group();
  const isLiteral = body.is("{");
  body.at = start;
  return isLiteral;
}

function skipMember(body: Cursor): void {
  if (body.text === "[") body.group();
  else {
    body.next();
    body.next();
  }
}

/** Index of `[5]`, or the last one of `[0 ... 5]`. */
function readDesignator(inside: Cursor, scope: Scope): bigint | undefined {
  let { value } = readExpression(inside, scope);
  if (inside.take("...")) ({ value } = readExpression(inside, scope));
  return value.kind === "int" && value.int >= 0n ? value.int : undefined;
}
