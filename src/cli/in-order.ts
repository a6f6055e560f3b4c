import type { CheckOptions } from "./check-options.ts";
import type { FileResult } from "./checker.ts";
import type { Run } from "./run.ts";
import { readStdin } from "./stdin.ts";
import { STDIN } from "./walk.ts";

/** Checks the files; results come in the order of the files. */
export async function* checkFiles(
  files: readonly string[],
  run: Run,
  { stdinPath = "<stdin>" }: CheckOptions,
): AsyncGenerator<FileResult> {
  const checker = await run.createChecker();
  for (const file of files) {
    if (file !== STDIN) {
      yield checker.file(file);
      continue;
    }
    const read = await readStdin();
    yield read.kind === "text" ? checker.text(stdinPath, read.text) : { ...read, file: stdinPath };
  }
}
