import type { Hover, Position } from "vscode-languageserver";
import { explainStruct } from "../core/explain/struct-text.ts";
import type { Analysis } from "./analyses.ts";
import type { ClientTraits } from "./client-traits.ts";
import { toMarkup } from "./explanation.ts";
import { declaredText } from "./structs.ts";
import { type Word, wordAt } from "./word-at.ts";

/** The layout of the struct, union or typedef of one that is named at a position. */
export async function structHover(
  analysis: Analysis,
  position: Position,
  traits: ClientTraits,
): Promise<Hover | undefined> {
  const { text, file, chosen } = analysis;
  const named = nameAt(text.text, text.offsetAt(position));
  if (!named) return undefined;
  const layout = file.structLayout(named.name);
  const isTag = named.name.includes(" ");
  // Any other word may be a variable; only a typedef of a struct is meant here.
  if (!isTag && (layout.kind !== "struct" || layout.name !== named.name)) return undefined;
  const range = text.rangeOf(named.start, named.end);
  const blocks = explainStruct(layout, chosen.config.l1CacheBytes, declaredText(layout, analysis));
  return { range, contents: toMarkup(blocks, { uri: text.uri, position: range.start }, traits) };
}

/** `struct foo` around an offset, on either word, or the word there where it is not called. */
function nameAt(text: string, offset: number): Word | undefined {
  const word = wordAt(text, offset);
  if (!word) return undefined;
  const { name, start, end } = word;
  if (name === "struct" || name === "union") {
    const [behind, tag] = /^\s+([A-Za-z_]\w*)/.exec(text.slice(end, end + 200)) ?? [];
    return behind === undefined ? undefined : { name: `${name} ${tag}`, start, end: end + behind.length };
  }
  const before = /\b(struct|union)(\s+)$/.exec(text.slice(Math.max(0, start - 40), start));
  if (!before) return text.startsWith("(", end) ? undefined : word;
  return { name: `${before[1]} ${name}`, start: start - before[0].length, end };
}
