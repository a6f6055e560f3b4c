import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";

const CLI = resolve("dist/cli.js");

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundle in a folder, as a user would. */
export function kallocLens(args: readonly string[], options: { cwd?: string; input?: string | Buffer } = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: options.cwd ?? tmpdir(),
    input: options.input ?? "",
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return { status, stdout, stderr };
}

/** A folder with these files, until the end of the test. */
export function project(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "kalloc-lens-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

/** `check --format json` without a kernel tree, read and held against the schema. */
export function checkJson(files: Readonly<Record<string, string | Buffer>>, ...args: readonly string[]): unknown {
  const run = kallocLens(["check", "--kernel", "none", "--format", "json", ...args], { cwd: project(files) });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

/** A function with one statement. */
export function inFunction(statement: string): string {
  return `void f(void)\n{\n\t${statement}\n}\n`;
}
