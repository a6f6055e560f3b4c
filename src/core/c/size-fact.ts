/** What is known of a size in bytes. Arithmetic is C's, on bigint, with the wrap of size_t. */
export type SizeFact =
  | { readonly kind: "known"; readonly bytes: bigint; readonly from: readonly Source[] }
  | { readonly kind: "between"; readonly min: bigint; readonly max: bigint; readonly from: readonly Source[] }
  | SymbolicSize
  | { readonly kind: "unknown"; readonly why: string };

/** A size that depends on variables: `320 + 8*n`. */
export interface SymbolicSize {
  readonly kind: "symbolic";
  readonly expression: string;
  /** The constant part, in bytes. */
  readonly base: bigint;
  /** Bytes per unit of the one variable term; left out where the expression is not linear in one term. */
  readonly unit?: bigint;
  readonly terms: readonly string[];
  readonly from: readonly Source[];
}

/** Where a fact comes from: the file itself, headers, type information of a kernel, or the shipped reference table. */
export type Source = "file" | "headers" | "btf" | "table";
