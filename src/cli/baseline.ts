import { readFileSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { whyUnreadable } from "./files.ts";
import type { FileFinding } from "./findings.ts";
import { SCHEMA } from "./tool.ts";
import { UsageError } from "./usage-error.ts";

/** Findings that are known and accepted; files are named from the baseline's own folder. */
export interface BaselineEntry {
  readonly file: string;
  readonly rule: string;
  readonly fingerprint: string;
}

/** Tells whether a finding is in the baseline file. */
export function readBaseline(path: string): (finding: FileFinding) => boolean {
  const known = new Set(entriesOf(path).map(keyOf));
  return (finding) => known.has(keyOf(baselineEntry(finding, path)));
}

export function writeBaseline(path: string, findings: readonly BaselineEntry[]): void {
  const lines = findings.map((finding) => `\n${JSON.stringify(finding)}`);
  try {
    writeFileSync(path, `{"schema":${SCHEMA},"findings":[${lines.join(",")}\n]}\n`);
  } catch (error) {
    throw new UsageError(`--write-baseline ${path}: ${whyUnreadable(error)}`);
  }
}

export function baselineEntry({ file, finding, fingerprint }: FileFinding, path: string): BaselineEntry {
  const name = relative(dirname(resolve(path)), resolve(file))
    .split(sep)
    .join("/");
  return { file: name, rule: finding.rule, fingerprint };
}

function keyOf({ file, fingerprint }: BaselineEntry): string {
  return `${file}\0${fingerprint}`;
}

function entriesOf(path: string): readonly BaselineEntry[] {
  try {
    const json: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (isRecord(json) && Array.isArray(json.findings) && json.findings.every(isEntry)) return json.findings;
  } catch (error) {
    throw new UsageError(`--baseline ${path} cannot be read: ${whyUnreadable(error)}`);
  }
  throw new UsageError(`--baseline ${path} is none: --write-baseline writes one`);
}

function isEntry(value: unknown): value is BaselineEntry {
  return isRecord(value) && [value.file, value.rule, value.fingerprint].every((part) => typeof part === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
