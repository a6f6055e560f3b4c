import { BlockScope } from "./block-scope.ts";
import type { Cursor } from "./cursor.ts";
import { readDeclaration, startsType } from "./declarations.ts";
import { readExpression } from "./expressions.ts";
import type { Scope } from "./scope.ts";
import { VOID } from "./types.ts";
import { type Operand, term } from "./value.ts";

/** Reads `({ declarations; statements; value; })`: the value of its last expression, with the declarations before it. */
export function readStatementExpression(cursor: Cursor, outer: Scope): Operand {
  cursor.next();
  const scope = new BlockScope(outer);
  let last: Operand = { type: VOID, value: term("a statement") };
  while (!cursor.done && cursor.text !== "}") {
    if (cursor.take(";")) continue;
    if (cursor.text === "_Static_assert" || cursor.text === "static_assert" || STATEMENTS.has(cursor.text)) {
      if (cursor.text === "{") cursor.group();
      else cursor.skipTo(";", "{");
      if (cursor.text === "{") cursor.group();
    } else if (startsType(cursor.token, scope)) {
      readDeclaration(cursor, scope);
      cursor.take(";");
    } else {
      last = readExpression(cursor, scope);
      cursor.take(";");
    }
  }
  return last;
}

const STATEMENTS: ReadonlySet<string> = new Set([
  "if",
  "for",
  "while",
  "do",
  "switch",
  "return",
  "goto",
  "asm",
  "__asm__",
  "{",
]);
