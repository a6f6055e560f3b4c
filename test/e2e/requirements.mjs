// What tests in real editors need of the machine. Where something is missing they end with 77: skipped, not failed.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export const SKIPPED = 77;

/** The first of the programs that is installed; ends the run where none is. */
export function requireProgram(what, candidates) {
  const found = candidates.flatMap(pathsOf).find(isExecutable);
  if (found !== undefined) return found;
  console.log(`skipped: ${what} is not installed (looked for ${candidates.join(", ")})`);
  process.exit(SKIPPED);
}

function pathsOf(program) {
  if (program.includes("/")) return [program];
  return (process.env.PATH ?? "").split(delimiter).map((dir) => join(dir, program));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Prints the counts of a run and sets the exit code. */
export function report(passed, failed) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
