import type { FileIndex } from "../core/c/file-index.ts";
import type { KernelHeaders, ResolveInclude } from "../core/c/included-headers.ts";
import { NotLoaded } from "./file-space.ts";
import type { Pace } from "./pace.ts";

/** What files were found to include: it stays so for as long as the same headers are at hand. */
const FOLLOWED = new WeakMap<
  ResolveInclude,
  { readonly kernel: KernelHeaders | undefined; readonly names: Map<string, ReadonlySet<string>> }
>();

/** The same of a file whose #include lines may have been followed before. */
export async function includedNames(
  main: FileIndex,
  resolve: ResolveInclude,
  kernel: KernelHeaders | undefined,
  pace: Pace,
): Promise<ReadonlySet<string>> {
  const lines = main.includes.map(({ path, angled }) => `${angled ? "<" : '"'}${path}`).join("\n");
  const before = FOLLOWED.get(resolve);
  const known = before && before.kernel === kernel ? before : { kernel, names: new Map() };
  FOLLOWED.set(resolve, known);
  const key = `${main.path}\n${lines}`;
  const names = known.names.get(key) ?? (await followIncludes(main, resolve, kernel, pace));
  known.names.clear(); // one file is edited at a time
  known.names.set(key, names);
  return names;
}

/**
 * Follows what a file includes, so that all of it is read before the file is analysed: some hundred headers, a few
 * milliseconds of them at a time. Returns the names of what is included, found or not, without folders: a change of such
 * a file may change the answers.
 */
async function followIncludes(
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
        if (pace.isDue) await pace.keep();
      }
      if (!isWhole) next.push(file);
    }
    await Promise.all(loading);
    waiting = next;
  }
  return names;
}
