import type { FileSystem } from "../headers/file-system.ts";
import type { HostFiles } from "./host.ts";
import type { OpenText } from "./open-text.ts";
import { normalUri } from "./uris.ts";

/**
 * Thrown where a file is asked for that has to be loaded first, and caught where the question is asked again. It is no
 * Error, so that no stack is recorded.
 */
export class NotLoaded {
  constructor(readonly loading: Promise<void>) {}
}

/** Runs `read` until all that it needs is loaded. */
export async function loaded<T>(read: () => T): Promise<T> {
  for (;;) {
    try {
      return read();
    } catch (problem) {
      if (!(problem instanceof NotLoaded)) throw problem;
      await problem.loading;
    }
  }
}

/** A path that is written in a URI as it is. */
const PLAIN = /^[\w./-]*$/;

/** Where the files of a space come from. */
export interface SpaceSources {
  /** An open document's text wins over the file's. */
  open(key: string): OpenText | undefined;
  /** Folders and files that the host reads at once. */
  readonly host: HostFiles | undefined;
  /** What only the client can read. */
  read(uri: string): Promise<string | undefined>;
  list(uri: string): Promise<readonly string[]>;
}

/** The files whose URIs differ in nothing but their paths: one machine's, or one repository's. */
export class FileSpace implements FileSystem {
  private readonly texts = new Map<string, string | undefined>();
  private readonly names = new Map<string, readonly string[]>();
  private readonly loading = new Map<string, Promise<void>>();

  constructor(
    private readonly place: UriPlace,
    private readonly sources: SpaceSources,
  ) {}

  /** Names the space among others. */
  get key(): string {
    return `${this.place.start}|${this.place.query}`;
  }

  /** Whether its files lie on this machine and are read at once. */
  get isLocal(): boolean {
    return this.sources.host !== undefined && this.place.start === "file://";
  }

  /** Path of one of its files. */
  pathOf(uri: string): string {
    return placeOf(uri)?.path ?? "/";
  }

  uriOf(path: string): string {
    if (this.isLocal && PLAIN.test(path)) return this.place.start + path + this.place.query;
    return normalUri(this.place.start + path.split("/").map(encodeURIComponent).join("/") + this.place.query);
  }

  /** Where a path leads once its symbolic links are followed; the path itself where there are none. */
  realPath(path: string): string | undefined {
    if (!this.isLocal) return path;
    const real = this.sources.host?.realPath(this.uriOf(path));
    return real === undefined ? undefined : placeOf(real)?.path;
  }

  /** Whether a path itself is a symbolic link. */
  isLink(path: string): boolean {
    return this.isLocal && this.sources.host?.isLink(this.uriOf(path)) === true;
  }

  read(path: string): string | undefined {
    const uri = this.uriOf(path);
    const open = this.sources.open(uri);
    if (open) return open.text;
    if (this.isLocal) return this.sources.host?.read(uri);
    if (this.texts.has(path)) return this.texts.get(path);
    return this.wait(`text of ${path}`, async () => {
      this.texts.set(path, await this.sources.read(uri));
    });
  }

  list(path: string): readonly string[] {
    const uri = this.uriOf(path);
    if (this.isLocal) return this.sources.host?.list(uri) ?? [];
    return (
      this.names.get(path) ??
      this.wait(`names in ${path}`, async () => {
        this.names.set(path, await this.sources.list(uri));
      })
    );
  }

  /** Forgets what was loaded of a file, and of the folder that it lies in. */
  forget(path: string): void {
    this.texts.delete(path);
    this.names.delete(path.slice(0, path.lastIndexOf("/")) || "/");
  }

  private wait(what: string, load: () => Promise<void>): never {
    let loading = this.loading.get(what);
    if (!loading) {
      loading = load().finally(() => this.loading.delete(what));
      this.loading.set(what, loading);
    }
    throw new NotLoaded(loading);
  }
}

/** A URI in parts: what comes before its path and behind it is the same for all files of a space. */
export interface UriPlace {
  readonly start: string;
  readonly path: string;
  readonly query: string;
}

export function placeOf(uri: string): UriPlace | undefined {
  const parts = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/?#]*)?)(\/[^?#]*)([^#]*)/i.exec(uri);
  if (!parts) return undefined;
  const [, start = "", path = "", query = ""] = parts;
  return { start, path: decoded(path), query };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray %
  }
}
