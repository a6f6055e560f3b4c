import { type Attributes, noAttributes, readAttributes } from "./attributes.ts";
import { Cursor } from "./cursor.ts";
import { readDeclarator, readSpecifiers } from "./declarations.ts";
import { readAssignment } from "./expressions.ts";
import type { Scope } from "./scope.ts";
import type { Token } from "./tokens.ts";
import { specifierText } from "./type-text.ts";
import type { CType, Field, IntType, RecordType, Specifier } from "./types.ts";
import * as T from "./types.ts";
import { attempt, Unknown } from "./unknown.ts";
import { intValue, type Operand, unknownValue } from "./value.ts";

/** Reads `struct foo`, `struct foo { … }` or the same of a union; the cursor stands at the keyword. */
export function readRecord(cursor: Cursor, scope: Scope, pack: number, isTypedef: boolean): CType {
  const keyword = cursor.next().text;
  const attributes = noAttributes();
  readAttributes(cursor, scope, attributes);
  const tag = cursor.token.kind === "name" ? cursor.next().text : "";
  readAttributes(cursor, scope, attributes);
  const key = tag ? `${keyword} ${tag}` : `an unnamed ${keyword}`;
  if (cursor.text !== "{") {
    if (!tag) throw new Unknown(`a ${keyword} has neither a name nor members`);
    return scope.localTag(key) ?? { kind: "tag", key };
  }
  const body = attempt(() => cursor.group());
  if (!body.ok) throw new Unknown(`the body of ${key} is not closed`);
  const fields: Field[] = [];
  const read = attempt(() => readMembers(new Cursor(body.value), scope, pack, fields));
  readAttributes(cursor, scope, attributes);
  const broken = read.ok ? strayAttribute(cursor, scope, key, isTypedef) : read.why;
  const record: RecordType = {
    key,
    isUnion: keyword === "union",
    fields,
    packed: attributes.packed,
    align: attributes.align,
    pack,
    ...(broken === undefined ? {} : { broken }),
    ...(attributes.randomized ? { randomized: true } : {}),
  };
  const type: CType = { kind: "record", record };
  if (tag) scope.declare({ kind: "tag", key, type });
  return type;
}

/**
 * `} MY_PACKED;` and `} MY_PACKED foo_t;` may hold an attribute whose macro was not found: then the layout is not known.
 */
function strayAttribute(cursor: Cursor, scope: Scope, key: string, isTypedef: boolean): string | undefined {
  const { kind, text, undecided } = cursor.token;
  if (undecided !== undefined) return undecided;
  if (kind !== "name" || scope.complete || scope.typedef(text)) return undefined;
  const next = cursor.peek(1);
  const looksLikeMacro = /^(?:__(?!empty_)\w+|[A-Z][A-Z0-9_]*)$/.test(text);
  const isFollowed = next.kind === "name" || next.text === "*" || (next.text === "(" && looksLikeMacro);
  if (isFollowed || (looksLikeMacro && !isTypedef && next.text === ";"))
    return `${text} behind ${key} is not known and may change its layout`;
  return undefined;
}

function readMembers(cursor: Cursor, scope: Scope, pack: number, fields: Field[]): void {
  while (!cursor.done) {
    if (cursor.take(";")) continue;
    if (cursor.text === "_Static_assert" || cursor.text === "static_assert") {
      cursor.skipTo(";");
      continue;
    }
    readMember(cursor, scope, pack, fields);
  }
}

/** The specifiers of a member: their text is only put together for whoever shows the type. */
class ReadSpecifier implements Specifier {
  constructor(
    readonly type: CType,
    private readonly tokens: readonly Token[],
    private readonly from: number,
    private readonly to: number,
  ) {}

  get text(): string {
    return specifierText(this.tokens.slice(this.from, this.to));
  }
}

function readMember(cursor: Cursor, scope: Scope, pack: number, fields: Field[]): void {
  const start = cursor.token.text;
  const from = cursor.at;
  const { type, attributes } = readSpecifiers(cursor, scope, pack);
  const specifier = new ReadSpecifier(type, cursor.tokens, from, cursor.at);
  if (cursor.text === ";" || cursor.done) {
    // Only an untagged struct or union is a member without a name.
    if (type.kind === "record" && type.record.key.startsWith("an unnamed "))
      fields.push(field("", specifier, type, null, attributes));
    else if (type.kind === "unknown") throw new Unknown(type.why);
    return;
  }
  if (type.kind === "unknown" && cursor.text === "(") throw new Unknown(scope.whyUnknown(start));
  for (;;) {
    const declarator = cursor.text === ":" ? { name: "", type } : readDeclarator(cursor, scope, type);
    const own: Attributes = { ...attributes };
    readAttributes(cursor, scope, own);
    // A member that looks like a function is a macro that was not found.
    if (declarator.type.kind === "function") throw new Unknown(scope.whyUnknown(start));
    let bits: bigint | null = null;
    if (cursor.take(":")) {
      bits = constantOf(readAssignment(cursor, scope));
      readAttributes(cursor, scope, own);
    } else if (!declarator.name) throw new Unknown(`"${cursor.text}" is not expected among members`);
    fields.push(field(declarator.name, specifier, declarator.type, bits, own));
    if (!cursor.take(",")) break;
  }
  if (!cursor.done && cursor.text !== ";")
    throw new Unknown(
      cursor.token.kind === "name" ? scope.whyUnknown(cursor.text) : `"${cursor.text}" is not expected among members`,
    );
}

function field(name: string, specifier: Specifier, type: CType, bits: bigint | null, attributes: Attributes): Field {
  const shaped: CType = attributes.vectorBytes > 0 ? { kind: "vector", bytes: attributes.vectorBytes } : type;
  return { name, type: shaped, bits, align: attributes.align, packed: attributes.packed, specifier };
}

function constantOf({ value }: Operand): bigint {
  if (value.kind === "int") return value.int;
  throw new Unknown(value.kind === "unknown" ? value.why : "a bit-field's width is not a constant");
}

/** Reads `enum foo` or `enum foo { … }`; the cursor stands at the keyword. */
export function readEnum(cursor: Cursor, scope: Scope): CType {
  cursor.next();
  const attributes = noAttributes();
  readAttributes(cursor, scope, attributes);
  const tag = cursor.token.kind === "name" ? cursor.next().text : "";
  const key = tag ? `enum ${tag}` : "an unnamed enum";
  let underlying: IntType | undefined;
  if (cursor.text === ":" && cursor.peek(1).kind === "name") {
    cursor.next();
    underlying = T.integerType(readSpecifiers(cursor, scope).type);
  }
  if (cursor.text !== "{")
    return scope.localTag(key) ?? (tag ? { kind: "tag", key } : T.unknownType("an enum has no name"));
  const body = new Cursor(cursor.group());
  const enumerators = readEnumerators(body, scope);
  readAttributes(cursor, scope, attributes);
  const values = enumerators.map(({ operand }) => operand);
  const as = underlying ?? MODE_TYPES[attributes.mode] ?? enumType(values, attributes.packed);
  // Behind its braces, what does not fit an int has the type of the whole enum.
  for (const { name, operand } of enumerators) {
    if (operand.type === T.INT) continue;
    const value = "why" in as ? unknownValue(as.why) : operand.value;
    scope.declare({ kind: "enumerator", name, operand: { type: "why" in as ? T.INT : as, value } });
  }
  const type: CType =
    "why" in as ? T.unknownType(`the size of ${key} depends on an enumerator: ${as.why}`) : { kind: "enum", key, as };
  if (tag) scope.declare({ kind: "tag", key, type });
  return type;
}

/** `__attribute__((mode(byte)))` on an enum. */
const MODE_TYPES: Readonly<Record<string, IntType>> = {
  byte: T.UCHAR,
  QI: T.UCHAR,
  HI: T.USHORT,
  SI: T.UINT,
  DI: T.ULLONG,
};

function readEnumerators(body: Cursor, scope: Scope): { readonly name: string; readonly operand: Operand }[] {
  const enumerators: { readonly name: string; readonly operand: Operand }[] = [];
  let next: Operand = { type: T.INT, value: intValue(0n) };
  while (!body.done) {
    const name = body.next();
    if (name.kind !== "name") throw new Unknown(`"${name.text}" is not an enumerator`);
    readAttributes(body, scope, noAttributes());
    if (body.take("=")) {
      const start = body.at;
      const read = attempt(() => readAssignment(body, scope));
      if (!read.ok) {
        body.at = start;
        body.skipTo(",");
      }
      next = read.ok ? enumerator(read.value) : { type: T.INT, value: unknownValue(read.why) };
    }
    scope.declare({ kind: "enumerator", name: name.text, operand: next });
    enumerators.push({ name: name.text, operand: next });
    next = next.value.kind === "int" ? enumerator({ type: T.LLONG, value: intValue(next.value.int + 1n) }) : next;
    if (!body.take(",")) break;
  }
  return enumerators;
}

/** An enumerator is an int where its value fits, else, as long as the enum's braces are open, it has a wider type. */
export function enumerator(operand: Operand): Operand {
  const { value } = operand;
  if (value.kind !== "int")
    return { type: T.INT, value: value.kind === "unknown" ? value : unknownValue("an enumerator is not a constant") };
  if (BigInt.asIntN(32, value.int) === value.int) return { type: T.INT, value };
  if (BigInt.asUintN(32, value.int) === value.int) return { type: T.UINT, value };
  return { type: value.int > 0x7fffffffffffffffn ? T.ULLONG : T.LLONG, value };
}

/** gcc takes unsigned int where no value is negative, int, or 64 bits; with `packed` the smallest type that fits. */
function enumType(values: readonly Operand[], packed: boolean): IntType | { readonly why: string } {
  let min = 0n;
  let max = 0n;
  for (const { value } of values) {
    if (value.kind === "unknown") return { why: value.why };
    if (value.kind !== "int") continue;
    if (value.int < min) min = value.int;
    if (value.int > max) max = value.int;
  }
  const candidates = min < 0n ? [T.SCHAR, T.SHORT, T.INT, T.LLONG] : [T.UCHAR, T.USHORT, T.UINT, T.ULLONG];
  for (const type of packed ? candidates : candidates.slice(2)) {
    if (T.wrap(min, type) === min && T.wrap(max, type) === max) return type;
  }
  return { why: "its values do not fit 64 bits" };
}
