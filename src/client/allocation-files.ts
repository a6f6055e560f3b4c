import { CancellationTokenSource, EventEmitter, l10n, ProgressLocation, type Uri, window, workspace } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import type { FileStatus } from "../protocol/requests.ts";
import { type FileSites, SCAN, type ScanParams, SITES } from "../protocol/sites.ts";
import { onStatusChanged } from "./status-changed.ts";

/** Files of one request: small enough to stop soon, and to leave the server time for what is typed. */
const CHUNK = 8;

/** More files than this are a kernel tree: a folder of it can be scanned. */
const MOST = 20_000;

const SOURCES = "**/*.c";

/** The calls of files: of those that are open at once, of all others once the workspace was scanned. */
export class AllocationFiles {
  private readonly files = new Map<string, FileSites>();
  private readonly changed = new EventEmitter<void>();
  private readonly subscriptions;
  private wasScanned = false;
  /** The profile changed since the scan: what closed files show is of the one before. */
  private outdated = false;

  readonly onDidChange = this.changed.event;

  constructor(private readonly client: BaseLanguageClient) {
    const watcher = workspace.createFileSystemWatcher(SOURCES);
    this.subscriptions = [
      this.changed,
      watcher,
      onStatusChanged(client, ({ uri }: FileStatus) => this.refresh(uri)),
      watcher.onDidDelete((uri) => this.forget(uri)),
      watcher.onDidChange((uri) => this.rescan(uri)),
      workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration("kallocLens.profile") || !this.wasScanned) return;
        this.outdated = true;
        this.changed.fire();
      }),
    ];
  }

  get all(): Iterable<FileSites> {
    return this.files.values();
  }

  /** Whether closed files are shown as another kernel profile has them. */
  get isOutdated(): boolean {
    return this.outdated;
  }

  /** Reads all C files of the workspace, a few at a time; can be cancelled, and keeps what was found until then. */
  async scan(): Promise<void> {
    if (this.client.state !== State.Running) return;
    const uris = await workspace.findFiles(SOURCES, undefined, MOST);
    const options = {
      location: ProgressLocation.Notification,
      title: l10n.t("KAlloc Lens: scanning the workspace"),
      cancellable: true,
    };
    await window.withProgress(options, async (progress, token) => {
      for (let from = 0; from < uris.length && !token.isCancellationRequested; from += CHUNK) {
        await this.ask(
          uris.slice(from, from + CHUNK).map((uri) => uri.toString()),
          token,
        );
        const message = l10n.t("{0} of {1} files", Math.min(from + CHUNK, uris.length), uris.length);
        progress.report({ message, increment: (100 * CHUNK) / uris.length });
        this.changed.fire();
      }
      if (!token.isCancellationRequested) this.outdated = false;
    });
    this.wasScanned = true;
    this.changed.fire();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async ask(uris: readonly string[], token = new CancellationTokenSource().token): Promise<void> {
    const params: ScanParams = { uris };
    try {
      const found = await this.client.sendRequest<readonly FileSites[] | null>(SCAN, params, token);
      for (const file of found ?? []) this.keep(file);
    } catch {
      // Cancelled, or the server stopped: what was found so far stays.
    }
  }

  private async refresh(uri: string): Promise<void> {
    const file = await this.client.sendRequest<FileSites | null>(SITES, { uri }).catch(() => null);
    if (!file) return;
    this.keep(file);
    this.changed.fire();
  }

  private async rescan(uri: Uri): Promise<void> {
    const key = uri.toString();
    const isOpen = workspace.textDocuments.some((document) => document.uri.toString() === key);
    if (isOpen || !this.wasScanned) return;
    await this.ask([key]);
    this.changed.fire();
  }

  private forget(uri: Uri): void {
    if (this.files.delete(uri.toString())) this.changed.fire();
  }

  private keep(file: FileSites): void {
    if (file.sites.length > 0) this.files.set(file.uri, file);
    else this.files.delete(file.uri);
  }
}
