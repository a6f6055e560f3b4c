import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import {
  type FileContent,
  type FileParams,
  type FolderContent,
  LIST_FOLDER,
  READ_FILE,
  TRUST_GRANTED,
} from "../protocol/requests.ts";
import { type ClientTraits, traitsOf } from "./client-traits.ts";
import { registerChanges } from "./features/changes.ts";
import { registerCodeActions } from "./features/code-actions.ts";
import { registerCodeLens } from "./features/code-lens.ts";
import { registerCommands } from "./features/commands.ts";
import { registerCompletion } from "./features/completion.ts";
import { registerDiagnostics } from "./features/diagnostics.ts";
import type { Feature } from "./features/feature.ts";
import { registerHover } from "./features/hover.ts";
import { registerInlayHints } from "./features/inlay-hints.ts";
import { registerRequests } from "./features/requests.ts";
import { registerSites } from "./features/sites.ts";
import { registerTools } from "./features/tools.ts";
import { Files } from "./files.ts";
import { Guard } from "./guarded.ts";
import type { ServerHost } from "./host.ts";
import { SettingsStore } from "./settings-store.ts";
import { WorkspaceRoots } from "./workspace-roots.ts";

const FEATURES: readonly Feature[] = [
  registerHover,
  registerCompletion,
  registerCodeLens,
  registerInlayHints,
  registerDiagnostics,
  registerCodeActions,
  registerRequests,
  registerChanges,
  registerSites,
  registerCommands,
  registerTools,
];

/** Sources and headers, and the files that say which kernel they are built for. */
const WATCHED = [
  "**/*.{h,c,inc}",
  "**/{Makefile,makefile,GNUmakefile,Kbuild}",
  "**/{.config,auto.conf,kernel.release,compile_commands.json}",
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
  const trust = { isGranted: traits.trusted };
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
    trusted: () => trust.isGranted,
    ...clientFiles(connection, traits),
  });

  connection.onInitialized(
    guard.task("initialized", async () => {
      if (traits.configuration) await connection.client.register(DidChangeConfigurationNotification.type);
      if (traits.watchesFiles) {
        const watchers = WATCHED.map((globPattern) => ({ globPattern }));
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
  connection.onNotification(
    TRUST_GRANTED,
    guard.task("trustGranted", () => {
      trust.isGranted = true;
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

/** Files that only our own extension reads for us: what is on no disk of this machine. */
function clientFiles(connection: Connection, { readsFiles }: ClientTraits) {
  return {
    async read(uri: string): Promise<string | undefined> {
      const params: FileParams = { uri };
      const content: FileContent | null = readsFiles ? await connection.sendRequest(READ_FILE, params) : null;
      return typeof content?.text === "string" ? content.text : undefined;
    },
    async list(uri: string): Promise<readonly string[]> {
      const params: FileParams = { uri };
      const content: FolderContent | null = readsFiles ? await connection.sendRequest(LIST_FOLDER, params) : null;
      return Array.isArray(content?.names) ? content.names.filter((name) => typeof name === "string") : [];
    },
  };
}
