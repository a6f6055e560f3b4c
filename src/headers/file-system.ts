import type { Trace } from "./trace.ts";

/**
 * The files that headers are read from. Paths are absolute and use `/`. A host may back it by a disk, by a virtual file
 * system or by what was read ahead; nothing here throws.
 */
export interface FileSystem {
  /** Text of a regular file, one character a byte; undefined where there is none that may be read. */
  read(path: string): string | undefined;
  /** Names in a folder, folders with a trailing `/`; empty where there is none. */
  list(path: string): readonly string[];
  /** Where what is found in the files is kept: notes what it rests on. */
  readonly trace?: Trace;
}

/** `a/b/../c` as `a/c`. */
export function normalizePath(path: string): string {
  // Most are as they should be, and each include is looked for in a handful of folders.
  if (path.startsWith("/") && !/\/(?:\.|\/|$)/.test(path)) return path;
  const out: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") out.pop();
    else if (part !== "." && (part !== "" || out.length === 0)) out.push(part);
  }
  return out.join("/") || "/";
}

/** Folder of a file. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end <= 0 ? "/" : path.slice(0, end);
}
