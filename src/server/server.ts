import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { type FileContent, type FileParams, READ_FILE } from "../protocol/requests.ts";
import { type ClientTraits, traitsOf } from "./client-traits.ts";
import { registerCodeActions } from "./features/code-actions.ts";
import { registerCodeLens } from "./features/code-lens.ts";
import { registerCommands } from "./features/commands.ts";
import { registerDiagnostics } from "./features/diagnostics.ts";
import type { Feature } from "./features/feature.ts";
import { registerHover } from "./features/hover.ts";
import { registerInlayHints } from "./features/inlay-hints.ts";
import { registerRequests } from "./features/requests.ts";
import { Files } from "./files.ts";
import { Guard } from "./guarded.ts";
import type { ServerHost } from "./host.ts";
import { SettingsStore } from "./settings-store.ts";
import { normalUri } from "./uris.ts";
import { WorkspaceRoots } from "./workspace-roots.ts";

const FEATURES: readonly Feature[] = [
  registerHover,
  registerCodeLens,
  registerInlayHints,
  registerDiagnostics,
  registerCodeActions,
  registerRequests,
  registerCommands,
];

/** Serves one client until it goes away. */
export function startServer(connection: Connection, host: ServerHost): void {
  connection.onInitialize((params) => ({
    serverInfo: { name: "kalloc-lens" },
    capabilities: serve(connection, host, params),
  }));
  connection.listen();
}

function serve(connection: Connection, host: ServerHost, params: InitializeParams): ServerCapabilities {
  const guard = new Guard(connection);
  const traits = traitsOf(params);
  const settings = new SettingsStore(connection, traits);
  const roots = new WorkspaceRoots(params);
  const parser = host.createParser(params.initializationOptions);
  guard.task("parser", async () => {
    await parser;
  })();
  const files = new Files({
    connection,
    guard,
    host,
    parser,
    settings,
    roots: () => roots.uris,
    read: fileReader(connection, host, traits),
  });

  connection.onInitialized(
    guard.task("initialized", async () => {
      if (traits.configuration) await connection.client.register(DidChangeConfigurationNotification.type);
      if (traits.watchesFiles) {
        const watchers = [{ globPattern: "**/*.{h,c,inc}" }];
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      }
      if (roots.canChange) {
        connection.workspace.onDidChangeWorkspaceFolders((change) => {
          roots.change(change);
          files.refreshAll();
        });
      }
    }),
  );
  connection.onDidChangeConfiguration(
    guard.task("didChangeConfiguration", (change) => {
      settings.change(change.settings);
      files.refreshAll();
    }),
  );
  connection.onDidChangeWatchedFiles(
    guard.task("didChangeWatchedFiles", ({ changes }) => {
      for (const { uri } of changes) files.fileChanged(uri);
    }),
  );

  const context = { connection, guard, traits, files };
  const capabilities: ServerCapabilities = {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  return Object.assign(capabilities, ...FEATURES.map((register) => register(context)));
}

/** Files of this machine are read by the host, all others by the client. */
function fileReader(connection: Connection, host: ServerHost, { readsFiles }: ClientTraits) {
  return async (uri: string): Promise<string | undefined> => {
    if (host.readFile && normalUri(uri).startsWith("file:")) return host.readFile(uri);
    if (!readsFiles) return undefined;
    const params: FileParams = { uri };
    const content: FileContent | null = await connection.sendRequest(READ_FILE, params);
    return typeof content?.text === "string" ? content.text : undefined;
  };
}
