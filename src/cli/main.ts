import { isMainThread } from "node:worker_threads";
import { CommanderError } from "commander";
import { checkInWorker } from "./check-worker.ts";
import { standardOutput } from "./output.ts";
import { program } from "./program.ts";
import { UsageError } from "./usage-error.ts";

/** Exit codes: 0 done, 1 a finding at or above --fail-on, 2 bad usage or a named path that cannot be read. */
async function main(): Promise<void> {
  try {
    await program(standardOutput()).parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message already; help and version are no errors.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else if (error instanceof UsageError) {
      process.stderr.write(`kalloc-lens: ${error.message}\n`);
      process.exitCode = 2;
    } else throw error;
  }
}

if (isMainThread) await main();
else await checkInWorker();
