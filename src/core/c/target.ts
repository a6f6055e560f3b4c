import type { Abi } from "./abi.ts";
import type { CType } from "./types.ts";
import type { Operand } from "./value.ts";

/** The kernel and compiler that C text is read for. */
export interface CTarget {
  readonly abi: Abi;
  /** Value of a configuration option as in .config (`"y"`, `"m"`, `"n"`, a number or a string), undefined where not known. */
  config(option: string): string | undefined;
  /** Replacement of a macro that the compiler, the kernel version or the build defines. */
  predefined(name: string): string | undefined;
  /** Types and constants of a reference kernel, where it is the target's own. */
  readonly reference?: Reference;
}

/** What was recorded of a reference kernel: sizes and numbers, by name (`struct mutex`, `spinlock_t`, `ETH_ALEN`). */
export interface Reference {
  type(name: string): CType | undefined;
  constant(name: string): Operand | undefined;
}

/** LINUX_VERSION_CODE of a kernel version; the patch level saturates at 255 as in the kernel's Makefile. */
export function versionCode(version: {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}): number {
  return version.major * 65536 + version.minor * 256 + Math.min(version.patch, 255);
}
