import type { AnalysisContext } from "../core/analysis/analysed-file.ts";
import { EditedFile } from "../core/analysis/edited-file.ts";
import type { FileBuild } from "../core/c/build.ts";
import { KnownFindings } from "../core/rules/run.ts";
import type { OpenText } from "./open-text.ts";
import type { Settings } from "./settings.ts";

/** Characters of all documents whose analysis is kept for the next edit: each takes some hundred bytes of memory. */
const KEPT = 2 ** 21;

/** What is kept of a document for its next edit. */
export interface Edited {
  readonly file: EditedFile;
  readonly known: KnownFindings;
  /** Names of what it includes, without folders. */
  readonly headers: ReadonlySet<string>;
}

interface Kept extends Edited {
  /** The version that it has come to. */
  text: OpenText;
  readonly context: AnalysisContext;
  readonly settings: Settings;
}

/** What the open documents were analysed with, so that an edit costs what was edited. */
export class EditedFiles {
  /** The last one used is the last. */
  private readonly kept = new Map<string, Kept>();
  /** Where a document was edited last in a way that could not be taken over. */
  private readonly grown = new Map<string, number>();

  /** Takes over an edit of a document. */
  edited(text: OpenText): void {
    const kept = this.kept.get(text.key);
    if (!kept) return;
    for (const change of text.changes) {
      if (kept.file.edit(change)) continue;
      this.grown.set(text.key, change.start);
      this.kept.delete(text.key);
      return;
    }
    kept.text = text;
  }

  /** What was kept of a document, where nothing has changed but its text. */
  of(text: OpenText, context: AnalysisContext, settings: Settings): Edited | undefined {
    const kept = this.kept.get(text.key);
    if (!kept) return undefined;
    this.kept.delete(text.key);
    if (kept.text !== text || kept.settings !== settings || !isSame(kept.context, context)) return undefined;
    this.kept.set(text.key, kept);
    return kept;
  }

  /** Keeps a document for its next edit, and forgets others. */
  open(
    text: OpenText,
    source: { readonly path: string; readonly text: string },
    context: AnalysisContext,
    settings: Settings,
    headers: ReadonlySet<string>,
  ): Edited {
    const file = new EditedFile({ ...source, encoding: "utf16" }, context, this.grown.get(text.key));
    const kept: Kept = { file, known: new KnownFindings(), headers, text, context, settings };
    this.kept.delete(text.key);
    this.kept.set(text.key, kept);
    let size = [...this.kept.values()].reduce((sum, other) => sum + other.text.length, 0);
    for (const [key, other] of this.kept) {
      if (size <= KEPT || key === text.key) break;
      this.kept.delete(key);
      size -= other.text.length;
    }
    return kept;
  }

  forget(key: string): void {
    this.kept.delete(key);
  }

  close(key: string): void {
    this.kept.delete(key);
    this.grown.delete(key);
  }
}

function isSame(a: AnalysisContext, b: AnalysisContext): boolean {
  return (
    a.config === b.config &&
    a.target === b.target &&
    a.resolve === b.resolve &&
    a.kernel === b.kernel &&
    isSameBuild(a.build, b.build)
  );
}

function isSameBuild(a: FileBuild | undefined, b: FileBuild | undefined): boolean {
  if (!a || !b) return a === b;
  const defines = (build: FileBuild) => JSON.stringify([...build.defines]);
  return a.isModule === b.isModule && a.includer === b.includer && defines(a) === defines(b);
}
