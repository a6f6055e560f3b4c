import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A line of `check --format jsonl` that holds a finding. */
export interface FoundLine {
  readonly rule: string;
  readonly severity: string;
  readonly confidence: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly fix?: { readonly title: string; readonly certain: boolean; readonly edits: readonly SpanEdit[] };
}

/** Byte offsets, half-open. */
export interface SpanEdit {
  readonly span: readonly [number, number];
  readonly text: string;
}

/** Reads the findings of a run's output. */
export function readFindings(path: string): FoundLine[] {
  return readFileSync(path, "utf8").split("\n").flatMap(findingIn);
}

/** Runs the command line over files below `folder`. */
export function check(folder: string, files: readonly string[], more: readonly string[] = []): FoundLine[] {
  const cli = new URL("../../dist/cli.js", import.meta.url).pathname;
  const args = [cli, "check", "--kernel", "none", "--format", "jsonl", ...more, ...files];
  const output = execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 30 });
  return output.split("\n").flatMap(findingIn);
}

function findingIn(line: string): FoundLine[] {
  return line.startsWith('{"finding"') ? [JSON.parse(line).finding] : [];
}

export function grouped<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}
