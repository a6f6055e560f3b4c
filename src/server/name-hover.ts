import type { Hover, Position } from "vscode-languageserver";
import { placeIn } from "../core/c/lexical-place.ts";
import { type Block, fact } from "../core/explain/block.ts";
import { explainFree } from "../core/explain/free-function.ts";
import { explainGfpFlag } from "../core/explain/gfp-flag.ts";
import { headline } from "../core/explain/headline.ts";
import { type Analysis, callAt } from "./analyses.ts";
import type { ClientTraits } from "./client-traits.ts";
import { toMarkup } from "./explanation.ts";
import { wordAt } from "./word-at.ts";

/** What a GFP flag asks for, or what a function frees, that is named at a position. */
export function nameHover(analysis: Analysis, position: Position, traits: ClientTraits): Hover | undefined {
  const { text, chosen } = analysis;
  const offset = text.offsetAt(position);
  const word = wordAt(text.text, offset);
  if (!word) return undefined;
  const flag = explainGfpFlag(word.name, chosen.config);
  const blocks = flag.length > 0 ? [...flag, ...ofCall(analysis, offset)] : freed(word.name, analysis);
  if (blocks.length === 0 || ["comment", "quoted"].includes(placeIn(text.text, word.start).kind)) return undefined;
  const range = text.rangeOf(word.start, word.end);
  return { range, contents: toMarkup(blocks, { uri: text.uri, position: range.start }, traits) };
}

/** The call that the flag stands in, whose own hover is on its name and other arguments. */
function ofCall(analysis: Analysis, offset: number): Block[] {
  const assessment = callAt(analysis, offset);
  return assessment ? [fact(`${assessment.call.callee}() here`, headline(assessment))] : [];
}

/** A file's own function of that name is another one. */
function freed(name: string, { file, chosen }: Analysis): Block[] {
  return file.defines(name) ? [] : explainFree(name, chosen.config);
}
