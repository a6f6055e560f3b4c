import { resolve, sep } from "node:path";
import type { Overlay } from "./overlay.ts";

/** Two states of the sources to compare. */
export interface Change {
  /** What the change is, for people: a revision, or a patch. */
  readonly since: string;
  readonly before: Overlay;
  readonly after: Overlay;
}

/**
 * Which of the walked files a change can make a difference to, and files that only one of its states has. A header, or
 * whatever else is no C file, may change the sizes of every file.
 */
export function filesOfChange(change: Change, paths: readonly string[], walked: readonly string[]): readonly string[] {
  const changed = [...new Set([...change.before.keys(), ...change.after.keys()])].sort();
  const known = new Set(walked.map((file) => resolve(file)));
  const gone = changed
    .filter((file) => !known.has(file) && /\.[ch]$/.test(file))
    .flatMap((file) => nameIn(file, paths));
  const isLocal = changed.every((file) => file.endsWith(".c"));
  const touched = new Set(changed);
  return [...(isLocal ? walked.filter((file) => touched.has(resolve(file))) : walked), ...gone];
}

/** The file named as a walk over the paths would name it; nothing where it is outside of them. */
function nameIn(file: string, paths: readonly string[]): string[] {
  for (const path of paths) {
    const root = resolve(path);
    if (file === root) return [path];
    if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) continue;
    const below = file.slice(root.length).replace(/^[\\/]+/, "");
    return [path === "." ? below : `${path.replace(/(?<!\/)\/+$/, "")}/${below}`];
  }
  return [];
}
