import type { SyntaxParser } from "../core/c/syntax.ts";

/** What the server needs of the place it runs in. */
export interface ServerHost {
  /** Loads the parser; called once, after the client's initialization options are known. */
  createParser(initializationOptions: unknown): Promise<SyntaxParser>;
  /** Text of a file on this machine; undefined where it cannot be read. Left out where there is no file system. */
  readonly readFile?: (uri: string) => Promise<string | undefined>;
  /** Runs `task` after a while; the function returned calls it off. */
  after(milliseconds: number, task: () => void): () => void;
  /** Lets messages that have arrived be handled first. */
  turn(): Promise<void>;
}
