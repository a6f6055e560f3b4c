import { parentPort, workerData } from "node:worker_threads";
import { prepareRun, type RunRequest } from "./run.ts";

/** A worker thread of `check`, with a parser and headers of its own: gets lists of files, posts a result for each file. */
export async function checkInWorker(): Promise<void> {
  const request: RunRequest = workerData;
  const checker = await prepareRun(request).createChecker();
  parentPort?.on("message", (files: readonly string[]) => {
    for (const file of files) parentPort?.postMessage(checker.file(file));
  });
}
