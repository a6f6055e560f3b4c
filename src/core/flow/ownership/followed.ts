/** One variable or member that is followed through a function. */
export interface Followed {
  readonly place: string;
  /** Nothing but the function itself sees it: a local variable whose address is not taken. */
  readonly isLocal: boolean;
  /** What is assigned to it is not always memory that the function took. */
  readonly isShared: boolean;
  readonly text: string;
  /** Whether the file assigns nothing else to a member of that name than what this API returns, and NULL. */
  isAlwaysFrom(api: string): boolean;
  /** Kernel version that frees are judged for. */
  readonly version: string;
  /** Whether a function of the file neither keeps nor frees what its argument points at. */
  borrowsArgument(callee: string, index: number): boolean;
  /** The mark that a function leaves on memory behind its argument; undefined where it may be anything. */
  markOf(callee: string, index: number): string | undefined;
  /** Whether the function assigns to a member of what the place points at. */
  isAssigned(member: string): boolean;
  /** Told where memory that was lent is freed, or lost by a function that says it failed. */
  readonly ended: ((lent: string, isFreed: boolean) => void) | undefined;
  /** Whether the file has a macro of that name. */
  isMacro(name: string): boolean;
}
