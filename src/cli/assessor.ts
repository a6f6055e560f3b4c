import { readFileSync } from "node:fs";
import { resolve as absolute } from "node:path";
import { analyseFunctions } from "../core/analysis/analyse.ts";
import { cTarget } from "../core/analysis/c-target.ts";
import type { FileAnalysis } from "../core/analysis/file-analysis.ts";
import { SyntaxParser } from "../core/c/syntax.ts";
import type { TypeInformation } from "../core/c/target.ts";
import type { HeaderSource } from "./headers.ts";
import type { ChosenProfile } from "./profile-choice.ts";

/** Analyses one file, given as bytes. */
export type Assessor = (file: string, text: string) => FileAnalysis;

/** What a run analyses with: one parser, and an assessor for each profile. One that `forgets` is asked for calls alone. */
export function assessorFor(
  { profile, config }: ChosenProfile,
  parser: SyntaxParser,
  headers: HeaderSource,
  { types, forgets }: { readonly types?: TypeInformation | undefined; readonly forgets?: boolean } = {},
): Assessor {
  const target = cTarget(profile, config, types);
  return (file, text) => {
    const resolve = headers.resolverFor(file);
    const kernel = headers.kernel();
    const build = headers.buildOf(file, target);
    return analyseFunctions(
      { path: absolute(file), text, encoding: "bytes" },
      { config, target, parser, resolve, kernel, build, forgets },
    );
  };
}

/** The parser, from the wasm files beside the bundle. */
export function createParser(): Promise<SyntaxParser> {
  return SyntaxParser.create(besideBundle("web-tree-sitter.wasm"), besideBundle("tree-sitter-c.wasm"));
}

function besideBundle(name: string): Uint8Array {
  return readFileSync(new URL(name, import.meta.url));
}
