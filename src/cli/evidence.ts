import { createReadStream } from "node:fs";
import { type EvidenceSite, joinEvidence } from "../core/evidence/join.ts";
import { Measured } from "../core/evidence/measured.ts";
import { cacheInPath } from "../core/evidence/read-line.ts";
import type { Checker } from "./checker.ts";
import { readBytes, whyUnreadable } from "./files.ts";
import { evidenceJson } from "./format/evidence-json.ts";
import { evidenceText } from "./format/evidence-text.ts";
import { readLines } from "./lines.ts";
import type { Output } from "./output.ts";
import type { ProfileOptions } from "./profile-choice.ts";
import { prepareRun, type Run } from "./run.ts";
import { UsageError } from "./usage-error.ts";
import { listFiles, STDIN } from "./walk.ts";

export interface EvidenceOptions extends ProfileOptions {
  readonly tree?: readonly string[];
  readonly kernel: string;
  readonly format: "text" | "json";
}

/** `kalloc-lens evidence FILE…`: what a running kernel measured, beside what is predicted for the same calls. */
export async function evidence(files: readonly string[], options: EvidenceOptions, output: Output): Promise<void> {
  const trees = options.tree ?? ["."];
  const { profile, profileJson, kernel, format } = options;
  const checked = {
    kernel,
    format: "json",
    ...(profile === undefined ? {} : { profile }),
    ...(profileJson === undefined ? {} : { profileJson }),
  } as const;
  const run = prepareRun({ paths: trees, options: checked, colours: false, change: undefined, named: [] });
  const measured = await readEvidence(files);
  const sites = await sitesOf(measured, trees, run);
  const joined = joinEvidence(measured.callRecords, sites);
  const found = { header: run.header, joined, caches: measured.cacheRecords };
  await output.write(format === "json" ? evidenceJson(found) : evidenceText(found));
}

/** Reads the files line by line: they may be larger than memory. */
async function readEvidence(files: readonly string[]): Promise<Measured> {
  const measured = new Measured();
  for (const file of files) {
    measured.startFile(cacheInPath(file));
    const before = measured.lines;
    try {
      for await (const lines of readLines(file === STDIN ? process.stdin : createReadStream(file))) {
        for (const line of lines) if (line.kind === "line") measured.line(line.text);
        if (measured.isFull) throw new UsageError(`${file} tells of more calls than a kernel has`);
      }
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`${file} cannot be read: ${whyUnreadable(error)}`);
    }
    if (measured.lines === before)
      throw new UsageError(
        `${file} holds none of alloc_traces, allocinfo, slabinfo, \`slabinfo -X\` or kmem events of a trace`,
      );
  }
  return measured;
}

/** The calls of the functions that were measured. */
async function sitesOf(measured: Measured, trees: readonly string[], run: Run): Promise<readonly EvidenceSite[]> {
  const functions = new Set(measured.callRecords.map((record) => record.function));
  if (functions.size === 0) return [];
  const checker = await run.createChecker();
  return listFiles(trees).files.flatMap((file) => (defines(file, functions) ? sitesIn(file, checker) : []));
}

function sitesIn(name: string, checker: Checker): readonly EvidenceSite[] {
  const found = checker.look(name);
  if (found.kind === "unreadable") return [];
  return found.file.sites.map(({ file, start, end, assessment }) => ({
    file,
    line: start.line,
    endLine: end.line,
    assessment,
  }));
}

/** Whether the file has what looks like the head of one of the functions. */
function defines(file: string, functions: ReadonlySet<string>): boolean {
  const read = readBytes(file);
  if (read.kind !== "text") return false;
  for (const [, name = ""] of read.text.matchAll(/^(?:\w[^\n;={}()]*?)?\b(\w+)\(/gm))
    if (functions.has(name)) return true;
  return false;
}
