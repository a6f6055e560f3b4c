import type { FileIndex } from "../core/c/file-index.ts";
import type { KernelHeaders, ResolveInclude } from "../core/c/included-headers.ts";
import { NotLoaded } from "./file-space.ts";
import type { Pace } from "./pace.ts";

/**
 * Follows what a file includes, so that all of it is read before the file is analysed: some hundred headers, a few
 * milliseconds of them at a time. Returns the names of what is included, found or not, without folders: a change of such
 * a file may change the answers.
 */
export async function followIncludes(
  main: FileIndex,
  resolve: ResolveInclude,
  kernel: KernelHeaders | undefined,
  pace: Pace,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  const met = new Set<FileIndex>([main]);
  let waiting: readonly FileIndex[] = [main, ...(kernel?.implicit ?? [])];
  while (waiting.length > 0) {
    const next: FileIndex[] = [];
    const loading: Promise<void>[] = [];
    for (const file of waiting) {
      let isWhole = true;
      for (const { path, angled } of file.includes) {
        names.add(path.slice(path.lastIndexOf("/") + 1));
        try {
          const index = resolve(file, path, angled) ?? kernel?.resolve(file, path, angled);
          if (index && !met.has(index)) {
            met.add(index);
            next.push(index);
          }
        } catch (problem) {
          if (!(problem instanceof NotLoaded)) throw problem;
          loading.push(problem.loading);
          isWhole = false;
        }
        await pace.keep();
      }
      if (!isWhole) next.push(file);
    }
    await Promise.all(loading);
    waiting = next;
  }
  return names;
}
