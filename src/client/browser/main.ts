import { type ExtensionContext, Uri, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { type ActiveExtension, activateWith } from "../activate.ts";

let active: ActiveExtension | undefined;

/** The extension in the browser: the server is a worker, and gets the parser handed over. */
export async function activate(context: ExtensionContext): Promise<ActiveExtension> {
  const asset = (name: string) => Uri.joinPath(context.extensionUri, "dist", name);
  const [runtime, grammar] = await Promise.all([
    workspace.fs.readFile(asset("web-tree-sitter.wasm")),
    workspace.fs.readFile(asset("tree-sitter-c.wasm")),
  ]);
  active = await activateWith(context, (options) => {
    const initializationOptions = { ...options.initializationOptions, wasm: { runtime, grammar } };
    const startWorker = async () => new Worker(asset("server-web.js").toString(true));
    return new LanguageClient("kallocLens", "KAlloc Lens", startWorker, { ...options, initializationOptions });
  });
  return active;
}

export async function deactivate(): Promise<void> {
  await active?.stop();
}
