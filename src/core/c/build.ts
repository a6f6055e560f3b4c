import type { FileIndex } from "./file-index.ts";

/** What the build says of one file. */
export interface FileBuild {
  /** Macros that the compiler is given with -D: their replacement, undefined where it cannot be told. */
  readonly defines: ReadonlyMap<string, string | undefined>;
  /** Whether the file becomes part of a module; undefined where that is not known. */
  readonly isModule: boolean | undefined;
  /** Where the file is no object of its own: the text of the one file that includes it, up to that place. */
  readonly includer?: FileIndex | undefined;
}

export const UNKNOWN_BUILD: FileBuild = { defines: new Map(), isModule: undefined };
