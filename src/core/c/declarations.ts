import { type Attributes, noAttributes, readAttributes } from "./attributes.ts";
import { Cursor } from "./cursor.ts";
import { readExpression } from "./expressions.ts";
import { readEnum, readRecord } from "./records.ts";
import type { Declared, Scope } from "./scope.ts";
import type { Token } from "./tokens.ts";
import type { ArrayLength, CType } from "./types.ts";
import * as T from "./types.ts";
import { attempt, Unknown } from "./unknown.ts";

/** Reads one declaration at file or block scope and gives its names to `scope.declare`. */
export function readDeclaration(cursor: Cursor, scope: Scope, pack = 0): void {
  const { type, storage, attributes, isConst } = readSpecifiers(cursor, scope, pack);
  while (!cursor.done && cursor.text !== ";" && cursor.text !== "{") {
    const declarator = readDeclarator(cursor, scope, type);
    const own = { ...attributes };
    readAttributes(cursor, scope, own);
    if (!declarator.name) return;
    const initializer = cursor.take("=") ? initializerTokens(cursor) : undefined;
    const entry = entryOf(declarator, storage, own, initializer, scope);
    scope.declare(isConst && entry.kind === "variable" && T.integerType(entry.type) ? { ...entry, isConst } : entry);
    if (!cursor.take(",")) break;
  }
  if (!cursor.done && cursor.text !== ";" && cursor.text !== "{")
    throw new Unknown(`"${cursor.text}" is not expected in a declaration`);
}

function entryOf(
  { name, type }: Declarator,
  storage: string,
  attributes: Attributes,
  initializer: readonly Token[] | undefined,
  scope: Scope,
): Declared {
  if (storage === "typedef")
    return { kind: "typedef", name, type: withAttributes(type, attributes), initializer: undefined };
  if (storage === "auto" && type.kind === "unknown" && initializer) {
    const value = attempt(() => readExpression(new Cursor(initializer), scope).type);
    return { kind: "variable", name, type: value.ok ? value.value : T.unknownType(value.why), initializer };
  }
  return { kind: type.kind === "function" ? "function" : "variable", name, type, initializer };
}

/** A typedef with attributes of its own: another alignment, a machine mode, a vector. */
function withAttributes(type: CType, attributes: Attributes): CType {
  const { mode, vectorBytes, align } = attributes;
  const moded = mode ? ofMode(type, mode) : type;
  const shaped: CType = vectorBytes > 0 ? { kind: "vector", bytes: vectorBytes } : moded;
  return align > 0 ? { kind: "aligned", of: shaped, align } : shaped;
}

const MODES: Readonly<Record<string, number>> = { QI: 1, HI: 2, SI: 4, DI: 8, TI: 16 };

function ofMode(type: CType, mode: string): CType {
  const integer = T.integerType(type);
  const bytes = MODES[mode];
  if (!integer || !bytes)
    return mode === "word" || mode === "pointer" ? T.unknownType(`mode ${mode} is not known`) : type;
  const rank = { 1: 1, 2: 2, 4: 3, 8: 5, 16: 6 }[bytes] ?? 3;
  return { kind: "int", bytes, signed: integer.signed, rank };
}

function initializerTokens(cursor: Cursor): readonly Token[] {
  const start = cursor.at;
  cursor.skipTo(",", ";");
  return cursor.tokens.slice(start, cursor.at);
}

interface Specifiers {
  readonly type: CType;
  readonly storage: string;
  readonly attributes: Attributes;
  /** `const` stands among them, and no `volatile`. */
  readonly isConst: boolean;
}

const STORAGE: ReadonlySet<string> = new Set("typedef extern static register auto __auto_type".split(" "));
const IGNORED: ReadonlySet<string> = new Set(
  "const volatile restrict inline __inline __inline__ __const __const__ __volatile__ __volatile __restrict __restrict__ _Noreturn _Thread_local __thread _Atomic __extension__ __signed_qualifier".split(
    " ",
  ),
);
const WORDS: ReadonlySet<string> = new Set(
  "void char short int long float double signed unsigned __signed__ __signed _Bool __int128 __int128_t __uint128_t _Complex".split(
    " ",
  ),
);

const TYPEOF: ReadonlySet<string> = new Set(["typeof", "__typeof__", "__typeof", "typeof_unqual"]);
const STARTS_TYPE: ReadonlySet<string> = new Set([
  ...STORAGE,
  ...IGNORED,
  ...WORDS,
  ...TYPEOF,
  ...["struct", "union", "enum", "__attribute__", "_Alignas"],
]);

const CONST = /^_*const_*$/;
const VOLATILE = /^_*volatile_*$/;

/** What a word does among specifiers: one look-up for each instead of one a role. */
const ROLES: ReadonlyMap<string, "storage" | "ignored" | "word" | "typeof" | "record" | "enum"> = new Map([
  ...[...TYPEOF].map((word) => [word, "typeof"] as const),
  ...[...WORDS].map((word) => [word, "word"] as const),
  ...[...IGNORED].map((word) => [word, "ignored"] as const),
  ...[...STORAGE].map((word) => [word, "storage"] as const),
  ...[["struct", "record"] as const, ["union", "record"] as const, ["enum", "enum"] as const],
]);

/** Whether a declaration or a type name starts at `token`. */
export function startsType(token: Token, scope: Scope): boolean {
  if (token.kind !== "name" || token.undecided !== undefined) return false;
  const { text } = token;
  return STARTS_TYPE.has(text) || scope.typedef(text) !== undefined;
}

/** Reads the words in front of a declarator. */
export function readSpecifiers(cursor: Cursor, scope: Scope, pack = 0): Specifiers {
  const attributes = noAttributes();
  const words: string[] = [];
  let type: CType | undefined;
  let storage = "";
  let isConst = false;
  let isVolatile = false;
  for (; !cursor.done; ) {
    readAttributes(cursor, scope, attributes);
    const { text, kind, undecided } = cursor.token;
    if (undecided !== undefined) throw new Unknown(undecided);
    const role = ROLES.get(text);
    if (role === "storage") {
      storage = text === "__auto_type" ? "auto" : text;
      cursor.next();
    } else if (role === "ignored") {
      isConst ||= CONST.test(text);
      isVolatile ||= VOLATILE.test(text);
      cursor.next();
    } else if (role === "word") {
      words.push(cursor.next().text);
    } else if (role === "record") type = readRecord(cursor, scope, pack, storage === "typedef");
    else if (role === "enum") type = readEnum(cursor, scope);
    else if (role === "typeof") {
      cursor.next();
      type = readTypeof(new Cursor(cursor.group()), scope);
    } else if (kind === "name" && !type && words.length === 0) {
      const found = scope.typedef(text);
      if (!found && storage === "auto") break;
      if (!found && !followedByDeclarator(cursor)) break;
      type = found ?? T.unknownType(scope.whyUnknown(text));
      cursor.next();
    } else break;
  }
  if (words.length > 0) {
    if (type) throw new Unknown(`"${words.join(" ")}" stands beside another type`);
    type = wordType(words, scope);
  }
  return {
    type: type ?? (storage === "auto" ? T.unknownType("auto") : impliedInt(cursor)),
    storage,
    attributes,
    isConst: isConst && !isVolatile,
  };
}

/** After an unknown type name comes a declarator; otherwise the name is the declarator itself. */
function followedByDeclarator(cursor: Cursor): boolean {
  const next = cursor.peek(1);
  return (
    next.kind === "name" ||
    next.text === "*" ||
    (next.text === "(" && cursor.peek(2).text === "*") ||
    next.text === ")" ||
    next.text === ""
  );
}

function impliedInt(cursor: Cursor): CType {
  return T.unknownType(cursor.done ? "a type is missing" : `"${cursor.text}" is not a type`);
}

function wordType(words: readonly string[], scope: Scope): CType {
  const has = (word: string) => words.includes(word);
  const longs = words.filter((word) => word === "long").length;
  const unsigned = has("unsigned");
  if (has("void")) return T.VOID;
  if (has("_Bool")) return T.BOOL;
  if (has("float")) return { kind: "float", bytes: 4, align: 4 };
  if (has("double")) {
    if (longs > 0) return T.unknownType("long double is not used in the kernel");
    return { kind: "float", bytes: 8, align: 8 };
  }
  if (has("__uint128_t")) return T.UINT128;
  if (has("__int128") || has("__int128_t")) return unsigned ? T.UINT128 : T.INT128;
  if (has("char"))
    return unsigned || (!scope.abi.charIsSigned && !words.some((word) => /signed/.test(word))) ? T.UCHAR : T.SCHAR;
  if (has("short")) return unsigned ? T.USHORT : T.SHORT;
  if (longs > 1) return unsigned ? T.ULLONG : T.LLONG;
  if (longs === 1) return T.longOf(scope.abi.wordBytes, !unsigned);
  return unsigned ? T.UINT : T.INT;
}

function readTypeof(cursor: Cursor, scope: Scope): CType {
  return startsType(cursor.token, scope) ? readTypeName(cursor, scope) : readExpression(cursor, scope).type;
}

/** Reads a type name: `struct foo *`, `u8 [16]`. */
export function readTypeName(cursor: Cursor, scope: Scope): CType {
  const { type, attributes } = readSpecifiers(cursor, scope);
  const declared = readDeclarator(cursor, scope, type).type;
  readAttributes(cursor, scope, attributes);
  return withAttributes(declared, attributes);
}

export interface Declarator {
  /** "" for an abstract one. */
  readonly name: string;
  readonly type: CType;
}

/** Reads `*name[3]`, `(*name)(int)` and the like on top of `base`. */
export function readDeclarator(cursor: Cursor, scope: Scope, base: CType): Declarator {
  const ignored = noAttributes();
  let type = base;
  for (;;) {
    readAttributes(cursor, scope, ignored);
    if (cursor.take("*") || cursor.take("^")) type = T.pointerTo(type);
    else if (IGNORED.has(cursor.text)) cursor.next();
    else break;
  }
  if (cursor.text === "(" && isNested(cursor, scope)) {
    const inner = new Cursor(cursor.group());
    return readDeclarator(inner, scope, readSuffixes(cursor, scope, type));
  }
  if (cursor.token.undecided !== undefined) throw new Unknown(cursor.token.undecided);
  const name = cursor.token.kind === "name" ? cursor.next().text : "";
  return { name, type: readSuffixes(cursor, scope, type) };
}

/** `(*name)` nests a declarator; `(int x)` and `()` are parameters. */
function isNested(cursor: Cursor, scope: Scope): boolean {
  const next = cursor.peek(1);
  if (next.text === "*" || next.text === "^" || next.text === "(" || next.text === "__attribute__") return true;
  return (
    next.kind === "name" && !startsType(next, scope) && cursor.peek(2).kind !== "name" && cursor.peek(2).text !== "*"
  );
}

function readSuffixes(cursor: Cursor, scope: Scope, base: CType): CType {
  if (cursor.text === "[") {
    const length = readLength(new Cursor(cursor.group()), scope);
    return { kind: "array", of: readSuffixes(cursor, scope, base), length };
  }
  if (cursor.text === "(") {
    cursor.group();
    return { kind: "function", returns: readSuffixes(cursor, scope, base) };
  }
  return base;
}

function readLength(inside: Cursor, scope: Scope): ArrayLength {
  while (inside.text === "static" || IGNORED.has(inside.text)) inside.next();
  if (inside.done) return "flexible";
  const read = attempt(() => readExpression(inside, scope).value);
  if (!read.ok) return { why: read.why };
  const { value } = read;
  if (value.kind === "int") return { count: value.int };
  return { why: value.kind === "unknown" ? value.why : "an array's length is only known at run time" };
}
