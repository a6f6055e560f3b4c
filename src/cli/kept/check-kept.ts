import { Breath } from "../breath.ts";
import type { FileResult } from "../checker.ts";
import { checkFiles } from "../in-order.ts";
import type { Run, RunRequest } from "../run.ts";
import { JoinedNotes } from "./joined-notes.ts";
import { KeptResults } from "./kept-results.ts";
import { withoutUncertain } from "./questions.ts";
import { runKey } from "./run-key.ts";
import { readStore, StoreWriter, tidy } from "./store.ts";
import { TraceGraph } from "./trace-graph.ts";
import { resultNames } from "./traced-checker.ts";

/**
 * Checks the files as `checkFiles` does, and keeps the results in a folder: a file is not checked again for as long as the
 * file system answers everything that was asked for its result as it did.
 */
export async function* checkKept(
  files: readonly string[],
  run: Run,
  request: RunRequest,
  folder: string,
): AsyncGenerator<FileResult> {
  const key = runKey(request, run);
  const nameOf = resultNames(request.named);
  const store = readStore(folder, key);
  const kept = new KeptResults(store, files.map(nameOf));
  const missing = files.filter((file) => !kept.has(nameOf(file)));
  const writer = kept.isAsStored && missing.length === 0 ? undefined : new StoreWriter(folder, key, warner(folder));
  const graph = new TraceGraph();
  const notes = new JoinedNotes(graph);
  const checked = checkFiles(missing, run, request);
  const breath = new Breath();
  let isWhole = false;
  try {
    for (const file of files) {
      const name = nameOf(file);
      // A store that somebody else made up may hold anything.
      const result = kept.resultOf(name) ?? (kept.has(name) ? await checkedAlone(file, run) : undefined);
      if (result) {
        if (writer) kept.keep(name, result, writer);
        yield result;
        await breath.take();
        continue;
      }
      const next = await checked.next();
      if (next.done) break;
      const { noted, ...fresh } = next.value;
      if (noted) notes.add(noted);
      if (fresh.kind !== "unreadable") writer?.add(name, fresh);
      yield fresh;
    }
    isWhole = true;
  } finally {
    await checked.return(undefined);
    if (writer && (isWhole || !store)) {
      kept.addTo(graph);
      notes.end();
      writer.end(withoutUncertain(graph));
    } else writer?.abandon();
    tidy(folder, key);
  }
}

async function checkedAlone(file: string, run: Run): Promise<FileResult> {
  const { noted: _, ...result } = (await run.createChecker()).file(file);
  return result;
}

/** Without a place to keep them the results are the same. */
function warner(folder: string): (why: string) => void {
  return (why) => process.stderr.write(`kalloc-lens: --cache ${folder}: nothing is kept: ${why}\n`);
}
