import { type ExtensionContext, window, workspace } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import { TRUST_GRANTED } from "../protocol/requests.ts";
import { showAllocations } from "./allocations-tree.ts";
import { clientOptions } from "./client-options.ts";
import { registerCommands } from "./commands.ts";
import { LastEditor } from "./editors.ts";
import { answerFileRequests } from "./file-requests.ts";
import { GuidePanels } from "./guide-panel.ts";
import { registerLanguageModelTools } from "./language-model-tools.ts";
import { Restarts } from "./restarts.ts";
import { showStatus } from "./status.ts";
import { ViewPanels } from "./view-panels.ts";

/** What activation returns, and deactivation ends. */
export interface ActiveExtension {
  readonly client: BaseLanguageClient;
  stop(): Promise<void>;
}

/** Starts the server and shows what it knows; `createClient` decides where it runs. */
export async function activateWith(
  context: ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<ActiveExtension> {
  const log = window.createOutputChannel("KAlloc Lens", { log: true });
  const restarts = new Restarts();
  const client = createClient(clientOptions(log, restarts));
  const status = showStatus(client, restarts);
  const editor = new LastEditor();
  const panels = new GuidePanels(context, client, editor);
  const views = new ViewPanels(context, client, editor);
  context.subscriptions.push(
    log,
    status,
    editor,
    panels,
    views,
    ...showAllocations(client),
    ...registerLanguageModelTools(client, editor),
    answerFileRequests(client),
    workspace.onDidGrantWorkspaceTrust(() => client.sendNotification(TRUST_GRANTED)),
    ...registerCommands({ context, client, restarts, panels, views, editor }),
  );
  try {
    await client.start();
  } catch (error) {
    // The status item says that the server is not running; its command starts it again.
    log.error(error instanceof Error ? error : String(error));
  }
  return { client, stop: () => client.dispose(2000) };
}
