import { readFileSync } from "node:fs";
import { readBinary } from "../files.ts";
import type { Run, RunRequest } from "../run.ts";
import { hashOf } from "./questions.ts";

/** The program: what else its answers follow from is in the key or is asked of the file system. */
const PROGRAM = ["web-tree-sitter.wasm", "tree-sitter-c.wasm"].map((name) => new URL(name, import.meta.url));

/** Names a run: another one with the same name gives the same results where the file system answers the same. */
export function runKey({ paths, options, colours }: RunRequest, { header, chosen }: Run): string {
  const { jobs: _, cache: __, ...told } = options;
  const program = [new URL(import.meta.url), ...PROGRAM].map((url) => hashOf(readFileSync(url)));
  const read = [...(options.btf ?? []), ...(options.baseline === undefined ? [] : [options.baseline])].map(contentOf);
  const parts = [program, process.version, process.cwd(), paths, told, colours, header, chosen.profile, read];
  return hashOf(JSON.stringify(parts)).slice(0, 32);
}

function contentOf(path: string): string {
  const file = readBinary(path);
  return file.kind === "bytes" ? hashOf(file.bytes) : file.why;
}
