import type { Random } from "./random.ts";

/** A kind of input that is made up, given to what reads it, and watched. */
export interface Kind {
  readonly name: string;
  /** How much more time than others it gets; 1 where left out. */
  readonly weight?: number;
  /** One case. Everything about it follows from `random`. */
  run(random: Random): CaseResult | Promise<CaseResult>;
  /** Ends what was started for it. */
  close?(): Promise<void>;
}

export interface CaseResult {
  /** Inputs that were read and watched in this case. */
  readonly executions: number;
  readonly fault?: Fault;
}

/** What went wrong over an input. */
export interface Fault {
  readonly why: string;
  readonly input: string;
  /** What goes wrong over another input, for making it small; undefined where nothing does. */
  readonly again?: (input: string) => string | undefined;
}

/** What the promise of a kind says is broken. Anything else that is thrown is a crash. */
export class Broken extends Error {}

/** CPU time that no input of some kilobytes may take. */
const LONGEST_MILLISECONDS = 2000;

/** What is wrong with `read` over an input; undefined where nothing is. */
export function faultOf<T>(read: (input: T) => void, input: T): string | undefined {
  const started = process.cpuUsage();
  try {
    read(input);
  } catch (error) {
    if (error instanceof Broken) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : `it throws ${String(error)}`;
  }
  const { user, system } = process.cpuUsage(started);
  const milliseconds = (user + system) / 1e3;
  return milliseconds > LONGEST_MILLISECONDS ? `it takes ${Math.round(milliseconds)} ms` : undefined;
}

/** A kind of one text a case. */
export function textKind(name: string, make: (random: Random) => string, read: (text: string) => void): Kind {
  const again = (text: string) => faultOf(read, text);
  return {
    name,
    run(random) {
      const input = make(random);
      const why = again(input);
      return { executions: 1, ...(why === undefined ? {} : { fault: { why, input, again } }) };
    },
  };
}

/** Faults that are the same but for numbers and places are one. */
export function faultKey(why: string): string {
  return why.split("\n").slice(0, 3).join(" ").replace(/\d+/g, "N").slice(0, 400);
}
