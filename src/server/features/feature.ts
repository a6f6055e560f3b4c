import type { Connection, ServerCapabilities } from "vscode-languageserver";
import type { ClientTraits } from "../client-traits.ts";
import type { Files } from "../files.ts";
import type { Guard } from "../guarded.ts";

/** What a feature is made of. */
export interface ServerContext {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly traits: ClientTraits;
  readonly files: Files;
}

/** Registers its handlers and returns the capabilities that announce them. */
export type Feature = (context: ServerContext) => ServerCapabilities;
