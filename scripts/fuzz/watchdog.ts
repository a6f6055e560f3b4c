import { writeSync } from "node:fs";
import { Worker, workerData } from "node:worker_threads";

/** Seconds of CPU time without the end of a case after which it hangs, and milliseconds between two looks. */
const PATIENCE = 60;
const BETWEEN = 5000;

/** Watches from a thread of its own; `doing` is told which case begins. */
export function startWatchdog(script: URL): { doing(kind: number, n: number): void; stop(): Promise<number> } {
  const shared = new Int32Array(new SharedArrayBuffer(12));
  const worker = new Worker(script, { workerData: { watched: shared } });
  return {
    doing(kind, n) {
      Atomics.store(shared, 1, kind);
      Atomics.store(shared, 2, n);
      Atomics.add(shared, 0, 1);
    },
    stop: () => worker.terminate(),
  };
}

/** The thread: ends the process where a case does not end. */
export function watch(): void {
  const watched: Int32Array<SharedArrayBuffer> = workerData.watched;
  let seen = -1;
  let since = 0;
  setInterval(() => {
    const now = Atomics.load(watched, 0);
    const { user, system } = process.cpuUsage();
    if (now !== seen) since = user + system;
    else if (user + system - since > PATIENCE * 1e6) {
      const [, kind, n] = watched;
      writeSync(1, `FIND: kind ${kind}, case ${n} does not end\n`);
      process.kill(process.pid, "SIGKILL");
    }
    seen = now;
  }, BETWEEN);
}
