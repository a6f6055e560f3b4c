import type { Token } from "./tokens.ts";
import type { CType, IntType, Specifier } from "./types.ts";

/** A type as C writes it without a name; the words of its declaration are kept where `specifier` has them. */
export function typeText(type: CType, specifier?: Specifier, inner = ""): string {
  if (specifier && type === specifier.type) return joined(specifier.text, inner);
  switch (type.kind) {
    case "pointer": {
      const isInside = type.to !== specifier?.type && (type.to.kind === "array" || type.to.kind === "function");
      return typeText(type.to, specifier, isInside ? `(*${inner})` : `*${inner}`);
    }
    case "array":
      return typeText(type.of, specifier, `${inner}[${lengthText(type.length)}]`);
    case "function":
      return typeText(type.returns, specifier, `${inner}()`);
    case "aligned":
      return typeText(type.of, specifier, inner);
    case "record":
      return joined(type.record.key.replace(/^an unnamed /, ""), inner);
    case "tag":
    case "enum":
      return joined(type.key.replace(/^an unnamed /, ""), inner);
    case "opaque":
      return joined(type.name, inner);
    case "int":
      return joined(intText(type), inner);
    case "float":
      return joined(type.bytes === 4 ? "float" : "double", inner);
    case "vector":
      return joined(`vector of ${type.bytes} bytes`, inner);
    case "void":
      return joined("void", inner);
    case "unknown":
      return joined("?", inner);
  }
}

/** The words in front of a declarator, without attributes and without a body. */
export function specifierText(tokens: readonly Token[]): string {
  const words: string[] = [];
  let depth = 0;
  let isAttribute = false;
  for (const { text } of tokens) {
    if (depth === 0 && text === "{") break;
    if (depth === 0 && /^(?:__attribute__|__attribute|_Alignas|__extension__)$/.test(text)) {
      isAttribute = text !== "__extension__";
      continue;
    }
    if (text === "(") depth++;
    if (!isAttribute) words.push(text);
    if (text === ")" && --depth === 0) isAttribute = false;
  }
  return words.join(" ");
}

function joined(base: string, inner: string): string {
  return inner === "" ? base : `${base} ${inner}`;
}

function lengthText(length: Extract<CType, { kind: "array" }>["length"]): string {
  return length === "flexible" ? "" : "why" in length ? "?" : String(length.count);
}

function intText({ bytes, signed, rank }: IntType): string {
  const names = ["_Bool", "char", "short", "int", "long", "long long", "__int128"];
  const name = names[rank] ?? `integer of ${bytes} bytes`;
  if (rank === 0) return name;
  return signed ? (rank === 1 ? `signed ${name}` : name) : `unsigned ${name}`;
}
