import type { FileSystem } from "../headers/file-system.ts";
import type { FileSpace } from "./file-space.ts";

/** The files of a space below some folders, and below nothing else, wherever symbolic links may lead. */
export class AllowedFiles implements FileSystem {
  private readonly real: readonly string[];

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
    const real = this.space.realPath(path);
    // What does not exist on the disk may still be open in the editor.
    return real === undefined || this.real.some((folder) => isBelow(folder, real));
  }
}

/** Whether `path` is `folder` or lies below it. */
export function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
