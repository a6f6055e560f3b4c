import type { Call, Expression } from "../../c/tree/nodes.ts";
import type { Aliases } from "./aliases.ts";
import type { Mark } from "./lent.ts";
import type { Leaving } from "./parameters.ts";
import type { Value } from "./value.ts";

/** One variable or member that is followed through a function. */
export interface Followed {
  readonly place: string;
  /** Nothing but the function itself sees it: a local variable whose address is not taken. */
  readonly isLocal: boolean;
  /** What is assigned to it is not always memory that the function took. */
  readonly isShared: boolean;
  /** Other variables that lead to what it points at. */
  readonly aliases: Aliases;
  /** The type of a parameter, what it points at outlives the function; undefined where it is none. */
  parameterType(name: string): string | undefined;
  /** Whether a failed call says so by NULL or false where its answer stands. */
  saysByZero(answer: Expression): boolean;
  /** Whether a branch that was not taken may have been decided by who has the memory, so that what stands in it counts. */
  readonly doubtsSkipped: boolean;
  /** Whether a local variable is a number, which keeps no address. */
  isNumber(name: string): boolean;
  readonly functionName: string;
  /** Whether the file registers the function as the probe method of a driver. */
  isProbe(): boolean;
  /** Whether a function of the file has something to do with freeing. */
  mayFree(callee: string): boolean;
  readonly text: string;
  /** Whether the file assigns nothing else to a member of that name than what this API returns, and NULL. */
  isAlwaysFrom(api: string): boolean;
  /** Kernel version that frees are judged for. */
  readonly version: string;
  /** Whether a function of the file neither keeps nor frees what its argument points at. */
  borrowsArgument(callee: string, index: number): boolean;
  /** Whether the address that an allocation for DMA gives besides is used for anything but freeing: who has it finds the memory. */
  isFoundByAddress(taken: Call): boolean;
  /** Whether a function of the file returns 0 wherever it ends. */
  neverFails(callee: string): boolean;
  /** The mark that a function leaves on memory behind its argument: "" where it only borrows, undefined where it may be anything. */
  markOf(callee: string, index: number): string | undefined;
  /** Whether the function assigns to a member of what the place points at, which is no array then. */
  isAssigned(member: string): boolean;
  /** Whether a member of what the place points at is no array, as what the file does with it tells. */
  isPlain(member: string): boolean;
  /** Whether a member of that name hardly is an array, whatever it is a member of. */
  isNoArray(member: string): boolean;
  /** What the place holds at the start; unknown where it is left out. */
  readonly initial?: Value;
  /**
   * Told what the place holds wherever the function ends, and whether it says that it failed. False where no more need be
   * told.
   */
  returned?(value: Value, given: Expression | undefined, isFailed: boolean | undefined): boolean;
  /** Whether whoever left this mark on memory left it to the caller. */
  leavingBy(mark: Mark): Leaving;
  /**
   * Told where memory that was lent is freed; where it is lost by a function that says it failed, or kept by others when
   * the function ends in another way.
   */
  ended?(lent: string, how: "freed" | "lost" | "kept"): void;
  /** Whether the file has a macro of that name. */
  isMacro(name: string): boolean;
}
