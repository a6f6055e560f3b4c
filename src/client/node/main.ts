import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { type ActiveExtension, activateWith } from "../activate.ts";

let active: ActiveExtension | undefined;

/** The extension on the desktop and on remote machines: the server is a process of its own. */
export async function activate(context: ExtensionContext): Promise<ActiveExtension> {
  active = await activateWith(context, (options) => {
    const module = Uri.joinPath(context.extensionUri, "dist", "server.mjs").fsPath;
    const server = { module, transport: TransportKind.ipc };
    return new LanguageClient("kallocLens", "KAlloc Lens", { run: server, debug: server }, options);
  });
  return active;
}

export async function deactivate(): Promise<void> {
  await active?.stop();
}
