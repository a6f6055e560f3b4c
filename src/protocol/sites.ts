import type { Range } from "./requests.ts";

// What is told of allocation calls where many are shown at once: in the tree, and as marks in the waste explorer.

/** Request to the server: the allocation calls of an open file. */
export const SITES = "kallocLens/sites";

/** Request to the server: the allocation calls of files, open or not. Asked for a few files at a time. */
export const SCAN = "kallocLens/scan";

export interface ScanParams {
  readonly uris: readonly string[];
}

/** The calls of one file. */
export interface FileSites {
  readonly uri: string;
  readonly sites: readonly Site[];
}

/** One allocation call. Bytes as the kmem tracepoints count them. */
export interface Site {
  readonly range: Range;
  readonly api: string;
  /** The allocator that serves the call, as the catalogue names it: `kmalloc`, `pages-exact`. */
  readonly by: string;
  readonly function: string;
  readonly text: string;
  readonly headline: string;
  /** Bytes asked for, or the bounds that they lie between; left out where they are not known. */
  readonly asked?: { readonly min: number; readonly max: number };
  /** Bytes handed out; left out where they are not one known number. */
  readonly given?: number;
  /** Cache, or what else serves the call: `kmalloc-2k`, `pages`, `fails`, `unknown`. */
  readonly cache: string;
}
