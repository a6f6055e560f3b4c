import { type FileIndex, indexFile } from "../core/c/file-index.ts";
import type { ResolveInclude } from "../core/c/included-headers.ts";
import type { OpenText } from "./open-text.ts";
import { folderOf, isInside, siblingUri } from "./uris.ts";

/** Where the text of a header comes from. */
export interface HeaderSources {
  /** An open document's text wins over the file's. */
  open(key: string): OpenText | undefined;
  /** Text of a file, undefined where it cannot be read. */
  read(uri: string): Promise<string | undefined>;
  /** Folders of the workspace. */
  roots(): readonly string[];
}

/** The headers that one file includes, as they were when they were read. */
export interface LoadedHeaders {
  readonly resolve: ResolveInclude;
  /** URIs that were looked at, those that do not exist included: a change of one of them changes the answers. */
  readonly tried: ReadonlySet<string>;
}

/** Headers beside a file are few; more of them are not worth the wait. */
const MOST = 500;

/** Longest text of a header that is read. */
const LONGEST = 2 ** 22;

/** Reads the headers beside the sources, and keeps them until they change. */
export class HeaderFiles {
  private readonly files = new Map<string, Promise<FileIndex | undefined>>();
  private readonly edited = new WeakMap<OpenText, FileIndex>();

  constructor(private readonly sources: HeaderSources) {}

  /** Reads what a file includes with `#include "…"`, and what those include, inside the workspace. */
  async load(main: { readonly key: string; readonly text: string }): Promise<LoadedHeaders> {
    const indexes = new Map<string, FileIndex | undefined>();
    const allowed = this.allowedRoots(main.key);
    const waiting: FileIndex[] = [indexFile(main.key, main.text)];
    for (let file = waiting.shift(); file && indexes.size < MOST; file = waiting.shift()) {
      for (const { path, angled } of file.includes) {
        if (angled) continue;
        for (const uri of candidates(file.path, main.key, path)) {
          const known = indexes.has(uri);
          const index = known
            ? indexes.get(uri)
            : allowed.some((root) => isInside(root, uri))
              ? await this.index(uri)
              : undefined;
          if (!known) {
            indexes.set(uri, index);
            if (index) waiting.push(index);
          }
          if (index) break;
        }
      }
    }
    return {
      tried: new Set(indexes.keys()),
      resolve: (from, path, angled) => {
        if (angled) return undefined;
        for (const uri of candidates(from.path, main.key, path)) {
          const index = indexes.get(uri);
          if (index) return index;
        }
        return undefined;
      },
    };
  }

  /** Forgets what was read of a file. */
  forget(key: string): void {
    this.files.delete(key);
  }

  /** The workspace's folders; the file's own where it lies in none of them. */
  private allowedRoots(main: string): readonly string[] {
    const around = this.sources.roots().filter((root) => isInside(root, main));
    return around.length > 0 ? around : [folderOf(main)];
  }

  private async index(uri: string): Promise<FileIndex | undefined> {
    const open = this.sources.open(uri);
    if (open) {
      let index = this.edited.get(open);
      if (!index) {
        index = indexFile(uri, open.text);
        this.edited.set(open, index);
      }
      return index;
    }
    let file = this.files.get(uri);
    if (!file) {
      file = this.sources
        .read(uri)
        .then((text) => (text === undefined || text.length > LONGEST ? undefined : indexFile(uri, text)));
      this.files.set(uri, file);
    }
    return file;
  }
}

/** As a compiler looks for it: beside the file that includes it, then beside the file that is compiled. */
function candidates(from: string, main: string, path: string): string[] {
  const beside = siblingUri(from, path);
  const besideMain = siblingUri(main, path);
  return [
    ...(beside === undefined ? [] : [beside]),
    ...(besideMain === undefined || besideMain === beside ? [] : [besideMain]),
  ];
}
