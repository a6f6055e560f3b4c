import { InlayHintKind, type ServerCapabilities } from "vscode-languageserver";
import { shortResult } from "../../core/explain/headline.ts";
import { visible } from "../markdown.ts";
import type { ServerContext } from "./feature.ts";

/** `→ 2048` behind each call whose memory is known; off unless it is switched on. */
export function registerInlayHints({ connection, guard, files, traits }: ServerContext): ServerCapabilities {
  files.onAnalysed(
    guard.task("inlayHint/refresh", async ({ settings }) => {
      if (settings.inlayHints && traits.inlayHintRefresh) await connection.languages.inlayHint.refresh();
    }),
  );
  connection.languages.inlayHint.on(
    guard.request("inlayHint", async ({ textDocument, range }) => {
      const { inlayHints } = await files.settingsOf(textDocument.uri);
      const analysis = inlayHints ? await files.analysis(textDocument.uri) : undefined;
      if (!analysis) return null;
      const { text } = analysis;
      const from = text.offsetAt(range.start);
      const to = text.offsetAt(range.end);
      return analysis.assessments.flatMap((assessment) => {
        const { end, closed } = assessment.call;
        const label = end < from || end > to || !closed ? undefined : shortResult(assessment);
        if (label === undefined) return [];
        return [
          {
            position: text.rangeOf(end, end).start,
            label: visible(label),
            kind: InlayHintKind.Type,
            paddingLeft: true,
          },
        ];
      });
    }),
  );
  return { inlayHintProvider: true };
}
