import type { ServerCapabilities } from "vscode-languageserver";
import { callAt } from "../analyses.ts";
import { callBlocks } from "../call-blocks.ts";
import { toMarkup } from "../explanation.ts";
import { nameHover } from "../name-hover.ts";
import { structHover } from "../struct-hover.ts";
import type { ServerContext } from "./feature.ts";

/** What an allocation call gets, on its callee and arguments; what a struct, a GFP flag or a function that frees is. */
export function registerHover({ connection, guard, files, traits }: ServerContext): ServerCapabilities {
  connection.onHover(
    guard.request("hover", async ({ textDocument, position }) => {
      const analysis = await files.analysis(textDocument.uri);
      if (!analysis?.settings.hover) return null;
      const hovered = (await structHover(analysis, position, traits)) ?? nameHover(analysis, position, traits);
      if (hovered) return hovered;
      const assessment = callAt(analysis, analysis.text.offsetAt(position));
      if (!assessment) return null;
      const range = analysis.text.rangeOf(assessment.call.start, assessment.call.end);
      const call = { uri: textDocument.uri, position: range.start };
      return { range, contents: toMarkup(await callBlocks(assessment, analysis, files), call, traits) };
    }),
  );
  return { hoverProvider: true };
}
