import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { writeBaseline } from "./baseline.ts";
import { type Change, filesOfChange } from "./change/change.ts";
import { ChangeTotals } from "./change/folder-changes.ts";
import { changesSince } from "./change/git.ts";
import { changesOfPatch } from "./change/patch.ts";
import type { CheckOptions } from "./check-options.ts";
import { readBytes } from "./files.ts";
import { formatFor } from "./format/format.ts";
import { checkFiles } from "./in-order.ts";
import { checkKept } from "./kept/check-kept.ts";
import type { Output } from "./output.ts";
import { showProgress } from "./progress.ts";
import { prepareRun } from "./run.ts";
import { readStdin } from "./stdin.ts";
import { Totals } from "./summary.ts";
import { UsageError } from "./usage-error.ts";
import { listFiles, type Skipped, STDIN } from "./walk.ts";

/** `kalloc-lens check`: reports every allocation call of the files, file by file. Returns the exit code. */
export async function check(paths: readonly string[], options: CheckOptions, output: Output): Promise<number> {
  const started = performance.now();
  for (const flag of TUNING) setFlagsFromString(flag);
  const named = paths.length > 0 ? paths : ["."];
  const walked = listFiles(named);
  const change = await changeFor(options, named, walked.files);
  const request = { paths: named, options, colours: output.colours, change, named: walked.named };
  const run = prepareRun(request);
  const all = change ? filesOfChange(change, named, walked.files) : walked.files;
  const { index, of } = options.shard ?? { index: 1, of: 1 };
  const files = all.slice(Math.floor(((index - 1) * all.length) / of), Math.floor((index * all.length) / of));
  const report = formatFor(options.format, output.colours).report();
  const progress = showProgress(files.length);
  const totals = new Totals();
  const changes = change && new ChangeTotals(change.since);
  const unreadable: Skipped[] = index === 1 ? [...walked.skipped] : [];
  const baseline = [];
  let failed = false;
  const interrupt = interruptions();

  await output.write(report.start(run.header));
  const results =
    options.cache === undefined ? checkFiles(files, run, request) : checkKept(files, run, request, options.cache);
  for await (const result of results) {
    progress.file();
    if (interrupt.happened()) break;
    if (result.kind === "generated") continue;
    if (result.kind === "unreadable") {
      unreadable.push({ file: result.file, why: result.why });
      continue;
    }
    failed ||= result.failed;
    totals.add(result.counts);
    if (result.change) changes?.add(result.counts.file, result.change);
    baseline.push(...result.baseline);
    await output.write(report.file(result.output, result.counts));
  }
  progress.end();
  const interrupted = interrupt.end();
  const summary = totals.summary(unreadable, Math.round(performance.now() - started));
  const more = { ...(changes ? { change: changes.summary() } : {}), ...(interrupted ? { interrupted } : {}) };
  await output.write(report.end({ ...summary, ...more }));
  if (interrupted) return INTERRUPTED;
  if (options.writeBaseline !== undefined) writeBaseline(options.writeBaseline, baseline);
  return failed ? 1 : 0;
}

/**
 * A scan is over before code has paid that is compiled as early and as large as V8 would, and scavenges in several threads
 * take more processor time than in one. Later versions of V8 count otherwise.
 */
const V8_OF_NODE_20 = [
  "--interrupt-budget=600000",
  "--max-inlined-bytecode-size-cumulative=500",
  "--no-parallel-scavenge",
];

const TUNING = [
  // Most of what a file takes is soon garbage: collected at a heap of 1.6 times what is live, not of three to five times.
  "--heap-growing-percent=60",
  ...(process.versions.v8.startsWith("11.") ? V8_OF_NODE_20 : []),
];

/** What a shell says of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Listens for Ctrl-C and the like: what is written is then ended properly. The second one ends the program at once. */
function interruptions() {
  let happened = false;
  const signals = ["SIGINT", "SIGTERM"] as const;
  const remember = () => {
    happened = true;
    for (const signal of signals) process.off(signal, remember);
  };
  for (const signal of signals) process.on(signal, remember);
  return {
    happened: () => happened,
    end() {
      for (const signal of signals) process.off(signal, remember);
      return happened || undefined;
    },
  };
}

/** What --diff or --patch compares. */
async function changeFor(
  { diff, patch, shard, cache }: CheckOptions,
  paths: readonly string[],
  walked: readonly string[],
): Promise<Change | undefined> {
  if (diff !== undefined && patch !== undefined) throw new UsageError("--diff and --patch exclude each other");
  if (diff === undefined && patch === undefined) return undefined;
  if (cache !== undefined) throw new UsageError("--cache is for whole scans, not for --diff and --patch");
  if (shard) throw new UsageError("--shard is for whole trees, not for --diff and --patch");
  if (paths.includes(STDIN)) throw new UsageError("--diff and --patch compare files, not -");
  if (diff !== undefined) return changesSince(diff, paths[0] ?? ".", walked);
  const name = patch ?? STDIN;
  const read = name === STDIN ? await readStdin() : readBytes(name);
  if (read.kind === "unreadable") throw new UsageError(`--patch ${name} cannot be read: ${read.why}`);
  return changesOfPatch(read.text, ".", name === STDIN ? "the patch" : name);
}
