import { isAnnotation, takesArguments } from "../mask.ts";
import type { TokenReader } from "./token-reader.ts";

const SPECIFIERS: ReadonlySet<string> = new Set(
  "struct union enum const volatile static register extern typedef auto inline __inline __inline__ __always_inline restrict __restrict void char short int long unsigned signed float double bool _Bool __auto_type typeof __typeof__ __typeof typeof_unqual __int128 _Atomic".split(
    " ",
  ),
);
const AGGREGATES: ReadonlySet<string> = new Set(["struct", "union", "enum"]);
const QUALIFIERS: ReadonlySet<string> = new Set(["const", "volatile", "restrict", "__restrict"]);
const TYPEOF: ReadonlySet<string> = new Set(["typeof", "__typeof__", "__typeof", "typeof_unqual", "_Atomic"]);
const ATTRIBUTES: ReadonlySet<string> = new Set(["__attribute__", "__attribute"]);
const TYPE_NAME = /^(?:__)?(?:[usbl]e?(?:8|16|32|64|128)|\w+_t|uint|ulong|ushort|uchar)$/;
const KEYWORDS: ReadonlySet<string> = new Set(
  "if else while for do switch case default return goto break continue sizeof asm __asm__ __asm".split(" "),
);

export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word);
}

/** A name that is a type by the kernel's conventions. */
export function isTypeName(word: string): boolean {
  return SPECIFIERS.has(word) || TYPE_NAME.test(word);
}

/** An attribute at the cursor, which is skipped; undefined where none stands there. */
export function skipAttribute(reader: TokenReader): string | undefined {
  const { text, kind, at } = reader.token;
  if (kind !== "name") return undefined;
  const isAttribute = ATTRIBUTES.has(text) || (text === "_Alignas" && reader.peek(1).text === "(");
  const isOwn = text === "__free" || text === "__cleanup";
  if (!isAttribute && !isOwn && !isAnnotation(text)) return undefined;
  reader.at++;
  if ((isAttribute || isOwn || takesArguments(text)) && reader.is("(")) {
    reader.at = (reader.close(reader.at) ?? reader.at) + 1;
  }
  return reader.textFrom(at);
}

/** Skips the specifiers of a declaration or of a type name; whether a type was among them. */
export function skipSpecifiers(reader: TokenReader, attributes: string[] = []): boolean {
  let typed = false;
  while (!reader.done) {
    const attribute = skipAttribute(reader);
    if (attribute !== undefined) {
      attributes.push(attribute);
      continue;
    }
    const { text, kind } = reader.token;
    if (kind !== "name" || isKeyword(text)) return typed;
    if (AGGREGATES.has(text)) {
      reader.at++;
      while (skipAttribute(reader) !== undefined);
      if (reader.token.kind === "name") reader.at++;
      if (reader.is("{")) reader.at = (reader.close(reader.at) ?? reader.at) + 1;
      typed = true;
    } else if (TYPEOF.has(text)) {
      reader.at++;
      if (reader.is("(")) reader.at = (reader.close(reader.at) ?? reader.at) + 1;
      typed = true;
    } else if (SPECIFIERS.has(text)) {
      typed ||= !QUALIFIERS.has(text) && !/^(?:static|register|extern|typedef|auto|.*inline.*)$/.test(text);
      reader.at++;
    } else if (!typed) {
      reader.at++;
      typed = true;
    } else return true;
  }
  return typed;
}

/** Whether the tokens up to `end` are a type name: `struct foo *`, `u8`, `foo *`; a single unknown name is none. */
export function isTypeUpTo(reader: TokenReader, end: number): boolean {
  const start = reader.at;
  const first = reader.token;
  if (first.kind !== "name" || isKeyword(first.text)) return false;
  const known = isTypeName(first.text) || isAnnotation(first.text);
  const tokens = end - start;
  if (!known && tokens < 2) return false;
  const { stars, whole } = reader.within(end, () => {
    skipSpecifiers(reader);
    let count = 0;
    while (reader.is("*") || QUALIFIERS.has(reader.token.text) || skipAttribute(reader) !== undefined) {
      if (reader.take("*")) count++;
      else if (QUALIFIERS.has(reader.token.text)) reader.at++;
    }
    const rest = reader.token.text;
    const isDerived = (rest === "(" && reader.peek(1).text === "*") || (rest === "[" && known);
    return { stars: count, whole: reader.done || (isDerived && known) };
  });
  reader.at = start;
  return whole && (known || stars > 0);
}

/** Whether a declaration starts at the cursor, at the start of a statement. */
export function startsDeclaration(reader: TokenReader): boolean {
  const first = reader.token;
  if (first.kind !== "name" || isKeyword(first.text)) return false;
  if (SPECIFIERS.has(first.text)) return true;
  const next = reader.peek(1);
  if (next.text === "(" || next.text === ":") return false;
  let ahead = 1;
  while (reader.peek(ahead).text === "*" || QUALIFIERS.has(reader.peek(ahead).text)) ahead++;
  const declared = reader.peek(ahead);
  if (declared.kind !== "name" || isKeyword(declared.text)) return false;
  if (isAnnotation(declared.text) || SPECIFIERS.has(declared.text) || isAnnotation(first.text)) return true;
  const after = reader.peek(ahead + 1);
  if (ahead > 1 || after.kind === "name") return /^(?:[=;,[]|__\w+|)$/.test(after.text);
  return /^(?:[=;,[(:])$/.test(after.text);
}
