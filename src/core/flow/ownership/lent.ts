import { LENT_FUNCTIONS } from "./lent-functions.ts";

/** A mark of memory that was given to functions which leave it to a caller that fails afterwards. */
const LEFT = "+";

/** More functions that nothing is known of are not told apart. */
const MOST_GIVEN = 5;

const KNOWN: ReadonlySet<string> = new Set(LENT_FUNCTIONS.trim().split(/\s+/));

/** They take back what another function was given before: nothing follows of the other from a free behind them. */
const TAKES_BACK =
  /unregister|remove|(?:^|_)(?:un\w+|del|delete|detach|cancel|stop|put|destroy|cleanup|release|exit|deinit|fini|disable|free|erase|drop|kill|close|shutdown|disconnect)(?:_|$)/;

/** The mark that a function of another file leaves on memory behind its argument. */
export function markOf(callee: string, index: number): string {
  const mark = `${callee}:${index}`;
  return KNOWN.has(mark) ? LEFT : mark;
}

/** The marks of memory with one more; undefined where they are too many. */
export function withMark(lent: string, mark: string): string | undefined {
  const marks = marksIn(lent);
  if (marks.includes(mark)) return lent;
  return marks.length < MOST_GIVEN ? `${lent}${mark};` : undefined;
}

export function marksIn(lent: string): readonly string[] {
  return lent.split(";").filter((mark) => mark !== "");
}

export function takesBack(mark: string): boolean {
  return TAKES_BACK.test(mark.split(":")[0] ?? "");
}

/**
 * What the frees of a function tell of those that were given the memory before: whoever frees it later on, after others
 * were given it too and nothing was taken back, has not given it away.
 */
export function leftToCaller(freed: Iterable<string>): ReadonlySet<string> {
  const left = new Set([LEFT]);
  for (const lent of freed) {
    const marks = marksIn(lent);
    if (!marks.some(takesBack)) for (const mark of marks.slice(0, -1)) left.add(mark);
  }
  return left;
}
