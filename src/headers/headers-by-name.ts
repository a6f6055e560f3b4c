import type { FileSystem } from "./file-system.ts";
import { NO_TRACE, QUESTIONS } from "./trace.ts";

/** Folders with more headers than this are searched no further up. */
const MOST = 20_000;

const NONE: readonly string[] = [];

/** Headers below a folder by their name, listed once for each folder that is asked about. */
export class HeadersByName {
  private readonly below = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(
    private readonly root: string,
    private readonly files: FileSystem,
  ) {}

  /**
   * The only header whose path ends in `path`, in the nearest folder around `from` that has any, below the root's top
   * folders (drivers/gpu, not drivers); undefined where there are several.
   */
  only(path: string, from: string): string | undefined {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const suffix = `/${path.replace(/^(?:\.\.?\/)+/, "")}`;
    for (let at = from; this.depth(at) >= 2; at = at.slice(0, at.lastIndexOf("/"))) {
      const found = this.named(name, at).filter((candidate) => candidate.endsWith(suffix));
      if (found.length === 1) return found[0];
      if (found.length > 1) return undefined;
    }
    return undefined;
  }

  /** All headers of that name below a folder. */
  named(name: string, folder: string): readonly string[] {
    const { trace = NO_TRACE } = this.files;
    const found = trace.apart(() => this.namesBelow(folder)).get(name) ?? NONE;
    trace.asks(QUESTIONS.named(folder, name), found.join("\n"));
    return found;
  }

  /** Folders between the root and `path`: 2 for drivers/gpu. */
  private depth(path: string): number {
    return path.startsWith(`${this.root}/`) ? path.slice(this.root.length + 1).split("/").length : 0;
  }

  private namesBelow(folder: string): ReadonlyMap<string, readonly string[]> {
    const known = this.below.get(folder);
    if (known) return known;
    const names = new Map<string, string[]>();
    let count = 0;
    const open = [folder];
    for (let at = open.pop(); at !== undefined && count < MOST; at = open.pop()) {
      for (const entry of this.files.list(at)) {
        if (entry.endsWith("/")) open.push(`${at}/${entry.slice(0, -1)}`);
        else if (entry.endsWith(".h")) {
          count++;
          const paths = names.get(entry);
          if (paths) paths.push(`${at}/${entry}`);
          else names.set(entry, [`${at}/${entry}`]);
        }
      }
    }
    this.below.set(folder, names);
    return names;
  }
}
