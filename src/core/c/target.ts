import type { Abi } from "./abi.ts";
import type { CType } from "./types.ts";

/** The kernel and compiler that C text is read for. */
export interface CTarget {
  readonly abi: Abi;
  /** Value of a configuration option as in .config (`"y"`, `"m"`, `"n"`, a number or a string), undefined where not known. */
  config(option: string): string | undefined;
  /** Replacement of a macro that the compiler, the kernel version or the build defines. */
  predefined(name: string): string | undefined;
  /** Type information of the target's kernel itself. */
  readonly types?: TypeInformation;
  /** Types and constants of a reference kernel, where it is the target's own. */
  readonly reference?: Reference;
}

/** The types of a kernel by name (`struct mutex`, `spinlock_t`), and its enumerators. */
export interface TypeInformation {
  type(name: string): CType | undefined;
  constant(name: string): bigint | undefined;
}

/** What was recorded of a kernel: sizes and numbers, by name (`struct mutex`, `spinlock_t`, `ETH_ALEN`). */
export interface Reference {
  /** How people call it: "Debian's 6.12 amd64 kernel". */
  readonly title: string;
  /** Size and alignment in bytes. */
  type(name: string): readonly [size: number, align: number] | undefined;
  /** The names of all types. */
  types(): readonly string[];
  /** An integer constant as in C: `60UL`. */
  constant(name: string): string | undefined;
  /** Value of a configuration option, "n" where it is off; undefined for what is no option of that kernel. */
  config(option: string): string | undefined;
}
