import type { Cursor } from "./cursor.ts";
import { Cursor as Reader } from "./cursor.ts";
import { readExpression } from "./expressions.ts";
import type { Scope } from "./scope.ts";
import { Unknown } from "./unknown.ts";

/** The attributes that change sizes. */
export interface Attributes {
  packed: boolean;
  /** 0 for none. */
  align: number;
  mode: string;
  vectorBytes: number;
  randomized: boolean;
}

export function noAttributes(): Attributes {
  return { packed: false, align: 0, mode: "", vectorBytes: 0, randomized: false };
}

/** Reads any number of `__attribute__((…))`, `_Alignas(…)` and asm labels into `into`. */
export function readAttributes(cursor: Cursor, scope: Scope, into: Attributes): void {
  for (;;) {
    const { text } = cursor;
    const first = text.charCodeAt(0);
    if (first !== 95 && first !== 97) return; // all of these begin with _ or a
    if (text === "__attribute__" || text === "__attribute") {
      cursor.next();
      readList(cursor, scope, into);
    } else if (text === "_Alignas" || text === "alignas") {
      cursor.next();
      into.align = Math.max(into.align, alignment(new Reader(cursor.group()), scope));
    } else if ((text === "asm" || text === "__asm__" || text === "__asm") && cursor.peek(1).text === "(") {
      cursor.next();
      cursor.group();
    } else if (text === "__extension__") cursor.next();
    else return;
  }
}

function readList(cursor: Cursor, scope: Scope, into: Attributes): void {
  const inner = new Reader(cursor.group());
  if (inner.text === "(") {
    const list = new Reader(inner.group());
    while (!list.done) {
      readOne(list, scope, into);
      list.skipTo(",");
      if (!list.take(",")) return;
    }
  }
}

function readOne(list: Cursor, scope: Scope, into: Attributes): void {
  const name = list.next().text.replace(/^__(\w+)__$/, "$1");
  const args = list.text === "(" ? new Reader(list.group()) : undefined;
  switch (name) {
    case "packed":
      into.packed = true;
      break;
    case "aligned":
      into.align = Math.max(into.align, args ? alignment(args, scope) : scope.abi.biggestAlign);
      break;
    case "mode":
      into.mode = args?.text.replace(/^__(\w+)__$/, "$1") ?? "";
      break;
    case "vector_size":
      into.vectorBytes = args ? constant(args, scope) : 0;
      break;
    case "randomize_layout":
      into.randomized = true;
      break;
  }
}

function alignment(args: Cursor, scope: Scope): number {
  const align = constant(args, scope);
  if (align < 1 || (align & (align - 1)) !== 0) throw new Unknown(`${align} is no alignment`);
  return align;
}

function constant(args: Cursor, scope: Scope): number {
  const { value } = readExpression(args, scope);
  if (value.kind === "unknown") throw new Unknown(value.why);
  if (value.kind !== "int" || value.int < 0n || value.int > 1n << 30n)
    throw new Unknown("an attribute's argument is not a constant");
  return Number(value.int);
}
