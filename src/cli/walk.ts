import { accessSync, constants, type Dirent, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { whyNoText, whyUnreadable } from "./files.ts";
import { type IgnoreStack, isIgnored, rulesAbove, withFolder } from "./ignored.ts";
import { UsageError } from "./usage-error.ts";

export interface Skipped {
  readonly file: string;
  readonly why: string;
}

export interface FileList {
  /** In the order named; inside a folder in the order of their names. Each file once. */
  readonly files: readonly string[];
  /** Those that were named themselves: they are taken whatever is in them. */
  readonly named: readonly string[];
  readonly skipped: readonly Skipped[];
}

/** `-` on the command line. */
export const STDIN = "-";

/** The C files that the paths name. A file is taken as it is named; a folder is walked for .c and .h files. */
export function listFiles(paths: readonly string[]): FileList {
  const list = new Listing();
  for (const path of paths) list.add(path);
  return { files: list.files, named: list.named, skipped: list.skipped };
}

class Listing {
  readonly files: string[] = [];
  readonly named: string[] = [];
  readonly skipped: Skipped[] = [];
  private readonly seen = new Set<string>();
  private readonly realFolders = new Map<string, string>();
  /** Whether the folder that is walked holds C files. */
  private met = false;
  /** Whether it holds what some .gitignore leaves out. */
  private leftOut = false;

  add(path: string): void {
    if (path === STDIN) {
      this.once(path, path);
      return;
    }
    const named = statNamed(path);
    if (named === "folder") this.addFolder(path);
    else {
      this.named.push(path);
      this.once(path, this.identityOf(path, named));
    }
  }

  /** The real path of a file; that of its folder is found once. */
  private identityOf(path: string, named: "file" | "link"): string {
    if (named === "link") return realpathSync(path);
    const folder = dirname(path);
    let real = this.realFolders.get(folder);
    if (real === undefined) {
      real = realpathSync(folder);
      this.realFolders.set(folder, real);
    }
    return `${real}/${basename(path)}`;
  }

  /** A folder that was named and brings nothing is not passed over without a word. */
  private addFolder(folder: string): void {
    this.met = false;
    this.leftOut = false;
    this.walk(folder, rulesAbove(folder), true);
    if (this.met) return;
    const why = this.leftOut ? "no C files in it that .gitignore does not leave out" : "no C files in it";
    this.skipped.push({ file: folder, why });
  }

  private walk(folder: string, above: IgnoreStack, isNamed: boolean): void {
    const entries = this.entriesOf(folder, isNamed);
    const all = withFolder(above, folder);
    // A folder that was named is walked, even where its own .gitignore leaves out all of it (Debian's kernel source).
    const leavesNothing = entries.every(
      ({ name }) => name.startsWith(".") || isIgnored(all, `${folder}/${name}`, true),
    );
    const rules = isNamed && leavesNothing ? above : all;
    // Symbolic links last: a file that is also there by its own name goes by that.
    const links: string[] = [];
    const real = entries.length > 0 ? realpathSync(folder) : folder;
    for (const entry of entries) {
      const path = folder === "." ? entry.name : `${folder.replace(/(?<!\/)\/+$/, "")}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== ".git" && !this.isLeftOut(rules, path, true)) this.walk(path, rules, false);
      } else if (isSource(entry.name) && !this.isLeftOut(rules, path, false)) {
        // What the first lines say of the file is read with the rest of it.
        if (entry.isFile()) this.once(path, `${real}/${entry.name}`);
        else if (entry.isSymbolicLink()) links.push(path);
      }
    }
    for (const path of links) this.considerLink(path);
  }

  private isLeftOut(rules: IgnoreStack, path: string, isFolder: boolean): boolean {
    const isOut = isIgnored(rules, path, isFolder);
    this.leftOut ||= isOut;
    return isOut;
  }

  private entriesOf(folder: string, isNamed: boolean): readonly Dirent[] {
    try {
      const entries = readdirSync(folder, { withFileTypes: true });
      return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    } catch (error) {
      if (isNamed) throw new UsageError(`${folder} cannot be read: ${whyUnreadable(error)}`);
      this.skipped.push({ file: folder, why: whyUnreadable(error) });
      return [];
    }
  }

  /** A link to a file; links to folders are not followed, so that a walk stays inside and ends. */
  private considerLink(path: string): void {
    try {
      if (statSync(path).isFile()) this.once(path, realpathSync(path));
    } catch (error) {
      this.skipped.push({ file: path, why: whyUnreadable(error) });
    }
  }

  private once(path: string, identity: string): void {
    this.met = true;
    if (this.seen.has(identity)) return;
    this.seen.add(identity);
    this.files.push(path);
  }
}

/** A path that the user named must be there. */
function statNamed(path: string): "file" | "link" | "folder" {
  try {
    const own = lstatSync(path);
    const stats = own.isSymbolicLink() ? statSync(path) : own;
    if (stats.isDirectory()) return "folder";
    const why = whyNoText(stats);
    if (why !== undefined) throw new UsageError(`${path} cannot be read: ${why}`);
    accessSync(path, constants.R_OK);
    return own === stats ? "file" : "link";
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be read: ${whyUnreadable(error)}`);
  }
}

function isSource(name: string): boolean {
  return name.endsWith(".c") || name.endsWith(".h");
}
