import { type ExtensionContext, Uri, workspace } from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from "vscode-languageclient/browser";
import { type ActiveExtension, activateWith } from "../activate.ts";

let active: ActiveExtension | undefined;
let worker: Worker | undefined;

/** The extension in the browser: the server is a worker, and gets the parser handed over. */
export async function activate(context: ExtensionContext): Promise<ActiveExtension> {
  const asset = (name: string) => workspace.fs.readFile(Uri.joinPath(context.extensionUri, "dist", name));
  const [server, runtime, grammar] = await Promise.all([
    asset("server-web.js"),
    asset("web-tree-sitter.wasm"),
    asset("tree-sitter-c.wasm"),
  ]);
  // A worker's script may not come from a remote machine, where extensions may well be: it is handed over, too.
  const script = URL.createObjectURL(new Blob([new Uint8Array(server)], { type: "text/javascript" }));
  active = await activateWith(context, (options) => {
    const initializationOptions = { ...options.initializationOptions, wasm: { runtime, grammar } };
    const startWorker = async () => {
      worker?.terminate();
      worker = new Worker(script);
      return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
    };
    return new LanguageClient("kallocLens", "KAlloc Lens", startWorker, { ...options, initializationOptions });
  });
  return active;
}

export async function deactivate(): Promise<void> {
  await active?.stop();
  worker?.terminate();
}
