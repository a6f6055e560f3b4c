import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Breath } from "./breath.ts";
import type { FileResult } from "./checker.ts";
import type { Run, RunRequest } from "./run.ts";
import { readStdin } from "./stdin.ts";
import { STDIN } from "./walk.ts";
import { answersInOrder } from "./worker-pool.ts";

/** Fewer files are checked sooner than a worker has started. */
const FEW = 100;

/** Files that a thread gets at once: neighbours, which mostly share headers; and batches for each thread that may wait. */
const BATCH = 16;
const AHEAD = 8;

/** Megabytes of a worker's heap: a file that needs more ends the worker, not the run. */
const HEAP = 2048;

/** Checks the files, in threads where there are many; results come in the order of the files, whatever the threads. */
export function checkFiles(files: readonly string[], run: Run, request: RunRequest): AsyncGenerator<FileResult> {
  const { jobs = availableParallelism() } = request.options;
  const isAlone = jobs === 1 || files.length < FEW || files.includes(STDIN);
  return isAlone ? oneByOne(files, run, request) : inThreads(files, jobs, request);
}

async function* oneByOne(files: readonly string[], run: Run, { options }: RunRequest): AsyncGenerator<FileResult> {
  const checker = await run.createChecker();
  const { stdinPath = "<stdin>" } = options;
  const breath = new Breath();
  for (const file of files) {
    if (file === STDIN) {
      const read = await readStdin();
      yield read.kind === "text" ? checker.text(stdinPath, read.text) : { ...read, file: stdinPath };
    } else yield checker.file(file);
    await breath.take();
  }
}

function inThreads(files: readonly string[], jobs: number, request: RunRequest): AsyncGenerator<FileResult> {
  const batches: string[][] = [];
  for (let at = 0; at < files.length; at += BATCH) batches.push(files.slice(at, at + BATCH));
  return answersInOrder<string, FileResult>(batches, {
    start: () =>
      new Worker(new URL(import.meta.url), { workerData: request, resourceLimits: { maxOldGenerationSizeMb: HEAP } }),
    workers: jobs,
    ahead: AHEAD * jobs,
    giveUp: (file, why) => ({ kind: "unreadable", file, why: `the thread that checked it died twice: ${why}` }),
  });
}
