import { type Connection, TextDocuments } from "vscode-languageserver";
import type { FileAnalysis } from "../core/analysis/file-analysis.ts";
import type { SyntaxParser } from "../core/c/syntax.ts";
import { Analyses, type Analysis } from "./analyses.ts";
import { Debounce } from "./debounce.ts";
import { placeOf } from "./file-space.ts";
import type { Guard } from "./guarded.ts";
import type { HostFiles, ServerHost } from "./host.ts";
import { OpenText } from "./open-text.ts";
import { type ChosenProfile, Profiles } from "./profiles.ts";
import { Sessions } from "./sessions.ts";
import type { Settings } from "./settings.ts";
import type { SettingsStore } from "./settings-store.ts";
import { isInside, normalUri } from "./uris.ts";

export interface FilesOptions {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly host: ServerHost;
  readonly parser: Promise<SyntaxParser>;
  readonly settings: SettingsStore;
  readonly roots: () => readonly string[];
  readonly trusted: () => boolean;
  readonly read: (uri: string) => Promise<string | undefined>;
  readonly list: (uri: string) => Promise<readonly string[]>;
}

/** Milliseconds without an edit after which a document counts as at rest. */
const REST = 250;
const LONGEST_REST = 1500;

/** Files that say which kernel sources are built for, and how. */
const DECIDES_KERNEL: ReadonlySet<string> = new Set(
  ".config auto.conf autoconf.h version.h kernel.release Makefile makefile GNUmakefile Kbuild compile_commands.json".split(
    " ",
  ),
);

/** Longest text of a file that is analysed without being open. */
const LONGEST = 2 ** 22;

/** The open documents and what is known of them. */
export class Files {
  private readonly documents = new TextDocuments(OpenText);
  private readonly byKey = new Map<string, OpenText>();
  private readonly settings: SettingsStore;
  private readonly profiles = new Profiles();
  private readonly read: FilesOptions["read"];
  private readonly sessions: Sessions;
  private readonly analyses: Analyses;
  private readonly debounce: Debounce;
  private readonly changed: ((text: OpenText) => void)[] = [];
  private readonly analysed: ((analysis: Analysis) => void)[] = [];
  private readonly closed: ((text: OpenText) => void)[] = [];

  constructor(options: FilesOptions) {
    const { connection, guard, host, parser, settings, roots, trusted, read, list } = options;
    this.settings = settings;
    const open = (key: string) => this.byKey.get(key);
    const { files, release } = host;
    this.read = async (uri) =>
      files && uri.startsWith("file:") ? (isOfWorkspace(uri, roots(), files) ? files.read(uri) : undefined) : read(uri);
    const { profiles } = this;
    this.sessions = new Sessions({ open, read, list, roots, trusted, release, host: files, profiles });
    this.analyses = new Analyses({
      parser,
      sessions: this.sessions,
      settingsOf: (uri) => settings.of(uri),
      open,
      turn: () => host.turn(),
    });
    this.debounce = new Debounce(
      host,
      guard.task("analysis", async (key) => {
        const analysis = await this.analysis(key);
        // Who asked for a single call is answered first.
        await host.turn();
        if (!analysis || this.text(key) !== analysis.text) return;
        for (const listener of this.analysed) listener(analysis);
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

  /** The analysis of a file, open or not; undefined where it cannot be read. */
  async analysisOfAny(uri: string): Promise<Analysis | undefined> {
    const open = this.text(uri);
    if (open) return this.analyses.of(open);
    const text = await this.read(uri);
    if (text === undefined || text.length > LONGEST) return undefined;
    return this.analyses.once(OpenText.create(uri, "c", 0, text));
  }

  /** The analysis that a document would have with another text. */
  analysisOfText({ uri, languageId, version }: OpenText, text: string): Promise<Analysis | undefined> {
    return this.analyses.once(OpenText.create(uri, languageId, version, text));
  }

  settingsOf(uri: string): Promise<Settings> {
    return this.settings.of(uri);
  }

  /** The file under another profile. */
  under(profile: unknown, analysis: Analysis): Promise<FileAnalysis | undefined> {
    return this.analyses.under(profile, analysis);
  }

  /** The profile that a setting names. */
  profileNamed(setting: unknown): ChosenProfile {
    return this.profiles.chosenBy(setting);
  }

  /** The kernel that a file, open or not, is assessed under. */
  profileOf(uri: string): Promise<ChosenProfile> {
    return this.analyses.profileOf(uri);
  }

  /** Whether the document was edited a moment ago. */
  isChanging(uri: string): boolean {
    return this.debounce.isWaiting(normalUri(uri));
  }

  /** Looks for kernels anew, and analyses everything. */
  refreshAll(): void {
    this.sessions.reset();
    for (const text of this.byKey.values()) this.refresh(text);
  }

  /** Looks again at what depends on a file that was changed outside the editor. */
  fileChanged(uri: string): void {
    const key = normalUri(uri);
    if (DECIDES_KERNEL.has(nameOf(key))) this.refreshAll();
    else this.forget(key);
  }

  private edit(text: OpenText): void {
    // A burst of edits arrives as several versions; listeners see each, analyses only the last.
    const isNew = !this.byKey.has(text.key);
    this.byKey.set(text.key, text);
    this.analyses.edit(text);
    if (!isNew) for (const listener of this.changed) listener(text);
    this.debounce.schedule(text.key, isNew ? 0 : this.rest(text));
    this.forget(text.key);
  }

  private close(text: OpenText): void {
    this.debounce.cancel(text.key);
    this.byKey.delete(text.key);
    this.analyses.close(text.key);
    for (const listener of this.closed) listener(text);
    this.forget(text.key);
  }

  /** A file has changed: what was read of it is read again, and what includes it is analysed again. */
  private forget(key: string): void {
    this.sessions.forget(key);
    const name = nameOf(key);
    for (const text of this.byKey.values()) {
      if (text.key !== key && this.analyses.lastOf(text.key)?.headers.has(name)) this.refresh(text);
    }
  }

  private refresh(text: OpenText): void {
    this.analyses.expire(text);
    this.debounce.schedule(text.key, this.rest(text));
  }

  /** What took long is not done again with every pause of a writer. */
  private rest({ key }: OpenText): number {
    const took = this.analyses.lastOf(key)?.took ?? 0;
    return Math.min(Math.max(REST, 2 * took), LONGEST_REST);
  }
}

/** Whether a file of the disk lies in a folder of the workspace, wherever symbolic links lead. */
function isOfWorkspace(uri: string, roots: readonly string[], { realPath }: HostFiles): boolean {
  const real = realPath(uri);
  return (
    real !== undefined &&
    roots.some((root) => {
      const folder = realPath(root);
      return folder !== undefined && isInside(normalUri(folder), normalUri(real));
    })
  );
}

/** Name of a file without its folder. */
function nameOf(key: string): string {
  return placeOf(key)?.path.split("/").at(-1) ?? key;
}
