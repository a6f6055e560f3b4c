import { type Connection, TextDocuments } from "vscode-languageserver";
import type { SyntaxParser } from "../core/c/syntax.ts";
import { Analyses, type Analysis } from "./analyses.ts";
import { Debounce } from "./debounce.ts";
import type { Guard } from "./guarded.ts";
import { HeaderFiles } from "./header-files.ts";
import type { ServerHost } from "./host.ts";
import { OpenText } from "./open-text.ts";
import { type ChosenProfile, Profiles } from "./profiles.ts";
import type { SettingsStore } from "./settings-store.ts";
import { normalUri } from "./uris.ts";

export interface FilesOptions {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly host: ServerHost;
  readonly parser: Promise<SyntaxParser>;
  readonly settings: SettingsStore;
  readonly roots: () => readonly string[];
  readonly read: (uri: string) => Promise<string | undefined>;
}

/** Milliseconds without an edit after which a document counts as at rest. */
const REST = 250;

/** The open documents and what is known of them. */
export class Files {
  private readonly documents = new TextDocuments(OpenText);
  private readonly byKey = new Map<string, OpenText>();
  private readonly headers: HeaderFiles;
  private readonly analyses: Analyses;
  private readonly debounce: Debounce;
  private readonly changed: ((text: OpenText) => void)[] = [];
  private readonly analysed: ((analysis: Analysis) => void)[] = [];
  private readonly closed: ((text: OpenText) => void)[] = [];

  constructor(options: FilesOptions) {
    const { connection, guard, host, parser, settings, roots, read } = options;
    const open = (key: string) => this.byKey.get(key);
    this.headers = new HeaderFiles({ open, read, roots });
    this.analyses = new Analyses({
      parser,
      headers: this.headers,
      profiles: new Profiles(),
      settingsOf: (uri) => settings.of(uri),
      open,
      turn: () => host.turn(),
    });
    this.debounce = new Debounce(
      host,
      guard.task("analysis", async (key) => {
        const analysis = await this.analysis(key);
        if (analysis) for (const listener of this.analysed) listener(analysis);
      }),
    );
    this.documents.onDidChangeContent(guard.task("edit", ({ document }) => this.edit(document)));
    this.documents.onDidClose(
      guard.task("close", ({ document }) => {
        settings.forget(document.uri);
        this.close(document);
      }),
    );
    this.documents.listen(connection);
  }

  onChanged(listener: (text: OpenText) => void): void {
    this.changed.push(listener);
  }

  /** Called once a document is at rest, whatever made its analysis new. */
  onAnalysed(listener: (analysis: Analysis) => void): void {
    this.analysed.push(listener);
  }

  onClosed(listener: (text: OpenText) => void): void {
    this.closed.push(listener);
  }

  text(uri: string): OpenText | undefined {
    return this.byKey.get(normalUri(uri));
  }

  /** The analysis of a document as it is now; undefined where it is not open, or is edited in the meantime. */
  async analysis(uri: string): Promise<Analysis | undefined> {
    const text = this.text(uri);
    return text && this.analyses.of(text);
  }

  /** The kernel that a file, open or not, is assessed under. */
  profileOf(uri: string): Promise<ChosenProfile> {
    return this.analyses.profileOf(uri);
  }

  /** Whether the document was edited a moment ago. */
  isChanging(uri: string): boolean {
    return this.debounce.isWaiting(normalUri(uri));
  }

  /** Analyses everything anew. */
  refreshAll(): void {
    for (const text of this.byKey.values()) this.refresh(text);
  }

  /** Looks again at what depends on a file that was changed outside the editor. */
  fileChanged(uri: string): void {
    const key = normalUri(uri);
    this.headers.forget(key);
    this.refreshDependents(key);
  }

  private edit(text: OpenText): void {
    // A burst of edits arrives as several versions; listeners see each, analyses only the last.
    const isNew = !this.byKey.has(text.key);
    this.byKey.set(text.key, text);
    if (!isNew) for (const listener of this.changed) listener(text);
    this.debounce.schedule(text.key, isNew ? 0 : REST);
    this.refreshDependents(text.key);
  }

  private close(text: OpenText): void {
    this.debounce.cancel(text.key);
    this.byKey.delete(text.key);
    this.analyses.close(text.key);
    this.headers.forget(text.key);
    for (const listener of this.closed) listener(text);
    this.refreshDependents(text.key);
  }

  private refreshDependents(header: string): void {
    for (const text of this.byKey.values()) {
      if (text.key !== header && this.analyses.lastOf(text.key)?.headers.has(header)) this.refresh(text);
    }
  }

  private refresh(text: OpenText): void {
    this.analyses.expire(text);
    this.debounce.schedule(text.key, REST);
  }
}
