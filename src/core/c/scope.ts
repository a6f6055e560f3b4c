import type { Abi } from "./abi.ts";
import type { Layouts } from "./layout.ts";
import type { Token } from "./tokens.ts";
import type { CType } from "./types.ts";
import type { Operand } from "./value.ts";

/** What names mean at one place of a file. */
export interface Scope {
  readonly abi: Abi;
  readonly layouts: Layouts;
  readonly encoding: "bytes" | "utf16";
  /** True where all headers were found: a name that none of them defines is no macro. */
  readonly complete: boolean;
  /** The type that a typedef name stands for; undefined where `name` is none. */
  typedef(name: string): CType | undefined;
  /** A variable, function or enumerator; undefined where nothing declares it. */
  ordinary(name: string): Operand | undefined;
  /** A struct, union or enum tag that is defined in an enclosing block; undefined for those of file scope. */
  localTag(key: string): CType | undefined;
  /** Definition of a struct, union or enum by its key. Throws Unknown. */
  resolveTag(key: string): CType;
  /** Value of an object-like macro, where it is a constant. */
  constant(name: string): bigint | undefined;
  /** Why a name that nothing declares is not known. */
  whyUnknown(name: string): string;
  declare(entry: Declared): void;
}

/** A name that a declaration declares. */
export type Declared =
  | { readonly kind: "tag"; readonly key: string; readonly type: CType }
  | { readonly kind: "enumerator"; readonly name: string; readonly operand: Operand }
  | {
      readonly kind: "typedef" | "variable" | "function";
      readonly name: string;
      readonly type: CType;
      readonly initializer: readonly Token[] | undefined;
      /** A `const` integer, which keeps the value that it is initialised with. */
      readonly isConst?: boolean;
    };
