import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** An allocation call of a kernel source, and what gcc made of it. */
export interface RecordedCall {
  /** Relative to the kernel tree. */
  readonly file: string;
  readonly line: number;
  /** In bytes, of the first character of the API's name; both count from 1. */
  readonly column: number;
  readonly api: string;
  readonly function: string;
  /** textDigest() of the call. */
  readonly text: string;
  /** How the size is written: `sizeof(*p)`, `MACRO constant`. */
  readonly class: string;
  readonly size: RecordedSize;
  /** The mask's bits, where it is a constant. */
  readonly gfp?: number;
}

export type RecordedSize =
  /** Folded by the compiler's front end. */
  | { readonly kind: "constant"; readonly bytes: number }
  /** Follows from variables that are assigned once. */
  | { readonly kind: "local"; readonly bytes: number }
  /** Known at run time only; `each` is an array element's size, `linear` the size as `base + unit * term`. */
  | { readonly kind: "varying"; readonly each?: number; readonly linear?: Linear }
  /** The API takes no size, as alloc_page(). */
  | { readonly kind: "none" };

export interface Linear {
  readonly base: number;
  readonly unit: number;
  /** As the source says it. */
  readonly term: string;
}

/** Reads JSON lines, compressed or not; what `read` makes nothing of is left out. */
export function readLines<T>(file: string, read: (line: unknown) => T | undefined): T[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => read(JSON.parse(line)) ?? []);
}

/** First digits of the SHA-256 of a call's text without white space: finds it again in sources of another version. */
export function textDigest(text: string): string {
  return createHash("sha256").update(text.replace(/\s+/g, "")).digest("hex").slice(0, 12);
}
