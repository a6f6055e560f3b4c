import { performance } from "node:perf_hooks";
import { ABIS } from "../core/c/abi.ts";
import type { Severity } from "../core/rules/finding.ts";
import type { KernelTree } from "../headers/kernel-tree.ts";
import { type Assessor, assessorFor, createParser } from "./assessor.ts";
import { readTypes } from "./btf.ts";
import { type FileText, readBytes } from "./files.ts";
import { type FindingOptions, findingsFor, isAtLeast } from "./findings.ts";
import { jsonReport } from "./format/json.ts";
import { jsonlReport } from "./format/jsonl.ts";
import type { Report } from "./format/report.ts";
import { textReport } from "./format/text.ts";
import { type HeaderSource, HeadersBeside, HeadersOfKernel } from "./headers.ts";
import type { JsonObject } from "./json.ts";
import { chooseKernel } from "./kernel-tree.ts";
import type { Output } from "./output.ts";
import {
  type ChosenProfile,
  chooseProfile,
  namedProfile,
  type ProfileOptions,
  statedProfile,
  titleOf,
} from "./profile-choice.ts";
import { showProgress } from "./progress.ts";
import { type ComparedFile, sitesOf } from "./site.ts";
import { Totals } from "./summary.ts";
import { LineIndex } from "./text-position.ts";
import { SCHEMA, TOOL } from "./tool.ts";
import { UsageError } from "./usage-error.ts";
import { listFiles, type Skipped, STDIN } from "./walk.ts";

export const FORMATS = ["text", "json", "jsonl", "sarif", "markdown"] as const;

export interface CheckOptions extends ProfileOptions, FindingOptions {
  readonly kernel: string;
  readonly format: (typeof FORMATS)[number];
  readonly compare?: readonly string[];
  readonly stdinPath?: string;
  readonly failOn?: Severity;
  readonly jobs?: number;
  readonly btf?: readonly string[];
  readonly diff?: string;
}

/** `kalloc-lens check`: reports every allocation call of the files, file by file. Returns the exit code. */
export async function check(paths: readonly string[], options: CheckOptions, output: Output): Promise<0 | 1> {
  const started = performance.now();
  refuseWhatIsMissing(options);
  const named = paths.length > 0 ? paths : ["."];
  const { files, skipped } = listFiles(named);
  const tree = chooseKernel(options.kernel, options.stdinPath ?? named.find((path) => path !== STDIN) ?? ".");
  const chosen = chooseProfile(options, tree);
  const report = reportFor(options, chosen, output);
  const findingsIn = findingsFor(options, chosen.config);
  const compared = (options.compare ?? []).map((name) => ({ name, chosen: namedProfile(name) }));

  const parser = await createParser();
  const beside = new HeadersBeside();
  const headers = headersOf(tree, chosen) ?? beside;
  const types = options.btf && readTypes(options.btf, ABIS[chosen.config.arch]);
  const assess = assessorFor(chosen, parser, headers, types);
  // The tree's headers are configured for its own kernel; another profile has the headers beside the file alone.
  const others = compared.map((other) => ({ name: other.name, assess: assessorFor(other.chosen, parser, beside) }));
  const progress = showProgress(files.length);
  const totals = new Totals();
  const unreadable: Skipped[] = [...skipped];
  let failed = false;

  await output.write(
    report.start({
      schema: SCHEMA,
      tool: TOOL,
      profile: statedProfile(chosen),
      kernel: statedKernel(options, tree, headers !== beside),
    }),
  );
  for (const file of files) {
    const name = file === STDIN ? (options.stdinPath ?? "<stdin>") : file;
    progress.file();
    const read = file === STDIN ? await readStdin() : readBytes(file);
    if (read.kind === "unreadable") {
      unreadable.push({ file: name, why: read.why });
      continue;
    }
    const analysis = assess(name, read.text);
    const { assessments } = analysis;
    const lines = new LineIndex(read.text);
    const sites = sitesOf(name, assessments, lines, comparedIn(name, read.text, assessments.length > 0 ? others : []));
    const findings = findingsIn(name, read.text, analysis, lines);
    failed ||= findings.some(({ finding }) => options.failOn && isAtLeast(finding.severity, options.failOn));
    totals.add(sites);
    await output.write(report.file(sites, findings));
  }
  progress.end();
  await output.write(report.end(totals.summary(unreadable, Math.round(performance.now() - started))));
  return failed ? 1 : 0;
}

interface NamedAssessor {
  readonly name: string;
  readonly assess: Assessor;
}

function comparedIn(file: string, text: string, others: readonly NamedAssessor[]): ComparedFile[] {
  return others.map(({ name, assess }) => ({ profile: name, assessments: assess(file, text).assessments }));
}

/** Options of the interface that this version does not have yet. */
function refuseWhatIsMissing({ format, diff }: CheckOptions): void {
  const missing =
    format === "sarif" || format === "markdown" ? `--format ${format}` : diff !== undefined ? "--diff" : undefined;
  if (missing !== undefined) throw new UsageError(`${missing} is not in this version`);
}

function reportFor({ format }: CheckOptions, chosen: ChosenProfile, output: Output): Report {
  switch (format) {
    case "text":
    case "sarif":
    case "markdown":
      return textReport(titleOf(chosen), output.colours);
    case "json":
      return jsonReport();
    case "jsonl":
      return jsonlReport;
  }
}

/** The headers of the tree, where it is the kernel that the numbers hold for and it has a configuration. */
function headersOf(tree: KernelTree | undefined, { source, config }: ChosenProfile): HeaderSource | undefined {
  if (!tree?.profile?.config || source.from !== "kernel") return undefined;
  const headers = new HeadersOfKernel(tree.dir, config.arch);
  return headers.isEmpty ? undefined : headers;
}

/** The kernel tree that was chosen, and whether sizes come from its headers. */
function statedKernel({ kernel, btf }: CheckOptions, tree: KernelTree | undefined, headers: boolean): JsonObject {
  const stated = tree
    ? { option: kernel, dir: tree.dir, chosen: tree.chosen, headers }
    : { option: kernel, chosen: "none", headers: false };
  return btf ? { ...stated, btf } : stated;
}

async function readStdin(): Promise<FileText> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return { kind: "text", text: Buffer.concat(chunks).toString("latin1") };
}
