import { type FileSystem, folderOf } from "../headers/file-system.ts";
import type { FileSpace } from "./file-space.ts";

/** Milliseconds for which it is remembered where folders lie. */
const KEPT = 1000;

/** The files of a space below some folders, and below nothing else, wherever symbolic links may lead. */
export class AllowedFiles implements FileSystem {
  private readonly real: readonly string[];
  private readonly realFolders = new Map<string, string | undefined>();
  private since = 0;

  constructor(
    private readonly space: FileSpace,
    private readonly folders: readonly string[],
  ) {
    this.real = folders.flatMap((folder) => space.realPath(folder) ?? []);
  }

  read(path: string): string | undefined {
    return this.isAllowed(path) ? this.space.read(path) : undefined;
  }

  list(path: string): readonly string[] {
    return this.isAllowed(path) ? this.space.list(path) : [];
  }

  private isAllowed(path: string): boolean {
    if (!this.folders.some((folder) => isBelow(folder, path))) return false;
    const real = this.realPath(path);
    // What does not exist on the disk may still be open in the editor.
    return real === undefined || this.real.some((folder) => isBelow(folder, real));
  }

  /** Where a path leads. Of the hundreds of headers in a folder, all but those that are links lie where the folder does. */
  private realPath(path: string): string | undefined {
    if (this.space.isLink(path)) return this.space.realPath(path);
    const now = Date.now();
    if (now - this.since > KEPT) {
      this.realFolders.clear();
      this.since = now;
    }
    const folder = folderOf(path);
    let real = this.realFolders.get(folder);
    if (!this.realFolders.has(folder)) {
      real = this.space.realPath(folder);
      this.realFolders.set(folder, real);
    }
    return real === undefined ? undefined : `${real === "/" ? "" : real}${path.slice(path.lastIndexOf("/"))}`;
  }
}

/** Whether `path` is `folder` or lies below it. */
export function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
