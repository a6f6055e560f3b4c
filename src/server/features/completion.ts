import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  CompletionResolveRequest,
  InsertTextFormat,
  type MarkupContent,
  type ServerCapabilities,
} from "vscode-languageserver";
import type { AllocApi } from "../../core/api/alloc-api.ts";
import { apiNamed } from "../../core/api/catalogue.ts";
import { formOf } from "../../core/api/form.ts";
import { type LexicalPlace, placeIn } from "../../core/c/lexical-place.ts";
import { apiInShort, explainApi } from "../../core/explain/api-text.ts";
import { gfpChoices } from "../../core/explain/gfp-choice.ts";
import { explainGfpFlag } from "../../core/explain/gfp-flag.ts";
import type { KernelConfig } from "../../core/kernel/config.ts";
import { formatVersion } from "../../core/kernel/version.ts";
import { callAt } from "../analyses.ts";
import { apiSnippet, offeredApis } from "../api-snippet.ts";
import { toMarkup } from "../explanation.ts";
import { visible } from "../markdown.ts";
import type { OpenText } from "../open-text.ts";
import type { ServerContext } from "./feature.ts";

/** Letters of an API's name that are typed before any is offered: before that it could be anything. */
const SHORTEST = 2;

/** What completionItem/resolve gets back to explain the item. */
interface ItemReference {
  readonly uri: string;
  readonly name: string;
}

/** The part of a name in front of the cursor: `text[start, offset)`. */
interface Typed {
  readonly offset: number;
  readonly start: number;
  readonly prefix: string;
}

/**
 * Flags where a GFP argument stands, and allocation APIs where a function's text begins like one. Everything else is
 * left to those who know the whole language.
 */
export function registerCompletion({ connection, guard, files, traits }: ServerContext): ServerCapabilities {
  connection.onCompletion(
    guard.request("completion", async ({ textDocument: { uri }, position }) => {
      const { completion } = await files.settingsOf(uri);
      const text = files.text(uri);
      if (!text || !completion) return null;
      const typed = typedBefore(text, text.offsetAt(position));
      const place = placeIn(text.text, typed.offset);
      if (place.kind !== "code" || !place.inFunction) return null;
      const { config } = await files.profileOf(uri);
      const api = apiWithFlagsAt(place, config);
      if (!api) return apisFrom(typed, text, config);
      const analysis = await files.analysis(uri);
      const context = analysis && callAt(analysis, typed.start)?.context;
      const written = text.text.slice(place.call?.argumentStart, typed.start).match(/\w+/g) ?? [];
      return gfpChoices(api, written, context, config).map(({ name, hint, meaning }, i) => ({
        ...item(name, i, uri, CompletionItemKind.EnumMember, text, typed),
        detail: meaning,
        ...(hint === "" ? {} : { labelDetails: { description: visible(hint) } }),
      }));
    }),
  );
  connection.onRequest<CompletionItem | null, void>(
    CompletionResolveRequest.method,
    guard.request<CompletionItem, CompletionItem>("completion/resolve", async (resolved) => {
      const { uri, name } = referenceOf(resolved.data);
      const { config } = await files.profileOf(uri);
      const api = apiNamed(name);
      const [, ...blocks] = api ? explainApi(api, config) : explainGfpFlag(name, config);
      const documentation: MarkupContent = toMarkup(blocks, { uri, position: { line: 0, character: 0 } }, traits);
      return { ...resolved, documentation };
    }),
  );

  function apisFrom(typed: Typed, text: OpenText, config: KernelConfig): CompletionList | null {
    const { prefix, start, offset } = typed;
    if (/[\w.>]$/.test(text.text.slice(Math.max(0, start - 1), start)) || !/^[A-Za-z_]/.test(prefix)) return null;
    if (prefix.length < SHORTEST) return { isIncomplete: true, items: [] };
    const isCalled = /^\w*\s*\(/.test(text.text.slice(offset, offset + 80));
    const assigned = /([A-Za-z_][\w.[\]]*(?:->[\w.[\]]+)*)\s*=\s*$/.exec(
      text.text.slice(Math.max(0, start - 200), start),
    )?.[1];
    const items = offeredApis(prefix, config).map((api, i) => {
      const { signature, snippet } = apiSnippet(api, assigned, config);
      const { line, hint } = apiInShort(api, config);
      return {
        ...item(api.name, i, text.uri, CompletionItemKind.Function, text, typed),
        detail: line,
        labelDetails: { detail: signature.slice(signature.indexOf("(")), description: hint },
        ...(isCalled || !traits.snippets
          ? {}
          : {
              insertTextFormat: InsertTextFormat.Snippet,
              textEdit: { range: text.rangeOf(start, offset), newText: snippet },
            }),
      };
    });
    return { isIncomplete: false, items };
  }

  return { completionProvider: { resolveProvider: true, completionItem: { labelDetailsSupport: true } } };
}

function typedBefore({ text }: OpenText, offset: number): Typed {
  let start = offset;
  while (start > 0 && /\w/.test(text.charAt(start - 1))) start--;
  return { offset, start, prefix: text.slice(start, offset) };
}

/** The API whose GFP argument an offset lies in. */
function apiWithFlagsAt({ call }: LexicalPlace, { version }: KernelConfig): AllocApi | undefined {
  const api = call && apiNamed(call.callee);
  if (!api) return undefined;
  const { gfp } = formOf(api, undefined, formatVersion(version));
  const index = gfp.from === "argument" || gfp.from === "optional" ? gfp.index : undefined;
  return index === call.argument ? api : undefined;
}

/** Ours stand together, in our order. */
function item(
  name: string,
  rank: number,
  uri: string,
  kind: CompletionItemKind,
  text: OpenText,
  { start, offset }: Typed,
): CompletionItem {
  const data: ItemReference = { uri, name };
  return {
    label: name,
    kind,
    sortText: `0kalloc${String(rank).padStart(3, "0")}`,
    textEdit: { range: text.rangeOf(start, offset), newText: name },
    data,
  };
}

function referenceOf(data: unknown): ItemReference {
  if (typeof data !== "object" || data === null || !("uri" in data) || !("name" in data)) return { uri: "", name: "" };
  return { uri: String(data.uri), name: String(data.name) };
}
