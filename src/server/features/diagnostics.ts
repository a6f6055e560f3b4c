import type { Diagnostic, ServerCapabilities } from "vscode-languageserver";
import { toDiagnostic } from "../diagnostic.ts";
import type { ServerContext } from "./feature.ts";

/** What the rules find, pushed whenever a document comes to rest. */
export function registerDiagnostics({ connection, guard, files, traits }: ServerContext): ServerCapabilities {
  const send = guard.task("diagnostics", (uri: string, diagnostics: Diagnostic[], version?: number) =>
    connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) }),
  );
  files.onAnalysed(({ text, settings, findings }) => {
    const shown = settings.diagnostics ? findings : [];
    send(
      text.uri,
      shown.map((finding) => toDiagnostic(finding, text, traits)),
      text.version,
    );
  });
  files.onClosed(({ uri }) => send(uri, []));
  return {};
}
