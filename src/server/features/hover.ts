import type { ServerCapabilities } from "vscode-languageserver";
import { explain } from "../../core/explain/explain.ts";
import { callAt, viewOf } from "../analyses.ts";
import { toMarkup } from "../explanation.ts";
import type { ServerContext } from "./feature.ts";

/** What an allocation call gets, on its callee and on its arguments. */
export function registerHover({ connection, guard, files, traits }: ServerContext): ServerCapabilities {
  connection.onHover(
    guard.request("hover", async ({ textDocument, position }) => {
      const analysis = await files.analysis(textDocument.uri);
      if (!analysis?.settings.hover) return null;
      const assessment = callAt(analysis, analysis.text.offsetAt(position));
      if (!assessment) return null;
      const range = analysis.text.rangeOf(assessment.call.start, assessment.call.end);
      const call = { uri: textDocument.uri, position: range.start };
      return { range, contents: toMarkup(explain(assessment, viewOf(analysis)), call, traits) };
    }),
  );
  return { hoverProvider: true };
}
