/**
 * Notes what answers rest on. An answer that is remembered was found under a name; whoever is given it again rests on all
 * that was asked under that name.
 */
export interface Trace {
  /** Runs `find`, which finds or remembers an answer: what it asks belongs to `name`, and whoever asks for it rests on that. */
  within<T>(name: string, find: () => T): T;
  /** Whoever is finding something rests on a question to the file system, or on what was asked under a name. */
  asks(name: string, answer?: string): void;
  /** Runs `find` without noting what it asks: the caller notes what it makes of it. */
  apart<T>(find: () => T): T;
}

export const NO_TRACE: Trace = {
  within: (_name, find) => find(),
  asks: () => undefined,
  apart: (find) => find(),
};

/** The questions that there are to a file system. Other names have another first word. */
export const QUESTIONS = {
  /** The text of a file. */
  text: (path: string) => `text ${path}`,
  /** Whether there is a file. */
  has: (path: string) => `has ${path}`,
  /** The names in a folder. */
  list: (path: string) => `list ${path}`,
  /** Which headers below a folder have a name. */
  named: (folder: string, name: string) => `named ${folder}\n${name}`,
} as const;
