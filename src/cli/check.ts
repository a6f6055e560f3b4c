import { performance } from "node:perf_hooks";
import type { CheckOptions } from "./check-options.ts";
import { prepareRun } from "./checker.ts";
import { type FileText, readBytes } from "./files.ts";
import { formatFor } from "./format/format.ts";
import type { Output } from "./output.ts";
import { showProgress } from "./progress.ts";
import { Totals } from "./summary.ts";
import { UsageError } from "./usage-error.ts";
import { listFiles, type Skipped, STDIN } from "./walk.ts";

/** `kalloc-lens check`: reports every allocation call of the files, file by file. Returns the exit code. */
export async function check(paths: readonly string[], options: CheckOptions, output: Output): Promise<0 | 1> {
  const started = performance.now();
  if (options.diff !== undefined) throw new UsageError("--diff is not in this version");
  const named = paths.length > 0 ? paths : ["."];
  const { files, skipped } = listFiles(named);
  const run = prepareRun(named, options, output.colours);
  const checkFile = await run.createChecker();
  const report = formatFor(options.format, output.colours).report();
  const progress = showProgress(files.length);
  const totals = new Totals();
  const unreadable: Skipped[] = [...skipped];
  let failed = false;

  await output.write(report.start(run.header));
  for (const file of files) {
    const name = file === STDIN ? (options.stdinPath ?? "<stdin>") : file;
    progress.file();
    const read = file === STDIN ? await readStdin() : readBytes(file);
    if (read.kind === "unreadable") {
      unreadable.push({ file: name, why: read.why });
      continue;
    }
    const result = checkFile(name, read.text);
    failed ||= result.failed;
    totals.add(result.counts);
    await output.write(report.file(result.output, result.counts));
  }
  progress.end();
  await output.write(report.end(totals.summary(unreadable, Math.round(performance.now() - started))));
  return failed ? 1 : 0;
}

async function readStdin(): Promise<FileText> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return { kind: "text", text: Buffer.concat(chunks).toString("latin1") };
}
