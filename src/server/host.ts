import type { SyntaxParser } from "../core/c/syntax.ts";

/** What the server needs of the place it runs in. */
export interface ServerHost {
  /** Loads the parser; called once, after the client's initialization options are known. */
  createParser(initializationOptions: unknown): Promise<SyntaxParser>;
  /** The files of this machine. Left out where there is no file system. */
  readonly files?: HostFiles;
  /** As `uname -r` prints it; left out where no kernel runs that could be meant. */
  readonly release?: string;
  /** Runs `task` after a while; the function returned calls it off. */
  after(milliseconds: number, task: () => void): () => void;
  /** Lets messages that have arrived be handled first. */
  turn(): Promise<void>;
}

/** Reads files at once. Paths are given as URIs; nothing throws. */
export interface HostFiles {
  /** Text of a regular file; undefined where there is none that may be read. */
  read(uri: string): string | undefined;
  /** Names in a folder, folders with a trailing `/`; empty where there is none. */
  list(uri: string): readonly string[];
  /** The URI that a path leads to once its symbolic links are followed; undefined where there is nothing. */
  realPath(uri: string): string | undefined;
  /** Whether what the path itself names is a symbolic link; false where there is nothing. */
  isLink(uri: string): boolean;
}
