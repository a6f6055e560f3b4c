import { type LogOutputChannel, workspace } from "vscode";
import { type LanguageClientOptions, RevealOutputChannelOn } from "vscode-languageclient";
import { OPEN_GUIDE, OPEN_PAGE } from "../protocol/commands.ts";
import type { Restarts } from "./restarts.ts";
import { keepUnfinishedList } from "./unfinished-list.ts";

/** C files, and headers whatever language they count as: what is typed there changes sizes elsewhere. */
const DOCUMENTS = [{ language: "c" }, { language: "cpp", pattern: "**/*.h" }];

export function clientOptions(log: LogOutputChannel, restarts: Restarts): LanguageClientOptions {
  return {
    documentSelector: DOCUMENTS,
    outputChannel: log,
    // What goes wrong is in the log and on the status item; nothing pops up.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    errorHandler: restarts,
    initializationOptions: {
      hasCommands: true,
      readsFiles: true,
      get trusted() {
        return workspace.isTrusted;
      },
    },
    markdown: { isTrusted: { enabledCommands: [OPEN_GUIDE, OPEN_PAGE] }, supportHtml: false },
    middleware: { provideCompletionItem: keepUnfinishedList },
    diagnosticCollectionName: "kallocLens",
  };
}
