import { folderOf } from "./file-system.ts";
import type { Makefiles } from "./makefile.ts";

/** Value of a configuration option: y, m, n, or undefined where it is not known. */
export type OptionValue = (option: string) => string | undefined;

/** Whether a source becomes part of a module, where the Makefiles say so plainly. */
export function moduleOf(
  source: string,
  srctree: string,
  makefiles: Makefiles,
  option: OptionValue,
): boolean | undefined {
  if (!source.startsWith(`${srctree}/`)) return true; // what is built outside of the tree is always a module
  for (let at = folderOf(source); at.startsWith(srctree) && at !== "/"; at = folderOf(at)) {
    const object = `${source.slice(at.length + 1).replace(/\.[cS]$/, "")}.o`;
    const listed = new Listings(makefiles.of(at) ?? [], option).of(object, 0);
    if (listed.size === 1) return listed.has("unknown") ? undefined : listed.has("m");
    if (listed.size > 1) return listed.has("unknown") || !listed.has("y") ? undefined : false; // built in wins
    if (at === srctree) break;
  }
  return undefined;
}

/** Whether a Makefile names the object of a source at all. */
export function isObject(source: string, makefiles: Makefiles): boolean | undefined {
  const folder = folderOf(source);
  const assignments = makefiles.of(folder);
  if (!assignments) return undefined;
  const object = `${source.slice(folder.length + 1).replace(/\.[cS]$/, "")}.o`;
  return assignments.some(({ value }) => value.split(/\s+/).includes(object));
}

type Listed = "y" | "m" | "unknown";

class Listings {
  constructor(
    private readonly assignments: NonNullable<ReturnType<Makefiles["of"]>>,
    private readonly option: OptionValue,
  ) {}

  /** How `obj-…` lists an object, by itself or as a part of others. */
  of(object: string, depth: number): ReadonlySet<Listed> {
    const found = new Set<Listed>();
    for (const { name, value, conditional } of this.assignments) {
      const list = /^([\w.-]+)-(y|m|objs|\$[({]CONFIG_\w+[)}])$/.exec(name);
      if (!list || !value.split(/\s+/).includes(object)) continue;
      const [, base = "", suffix = ""] = list;
      const when = this.when(suffix);
      if (when === "n") continue;
      const isFinal = base === "obj" || base === "lib";
      if (conditional) found.add("unknown");
      else if (isFinal) found.add(when);
      else if (depth < 4) for (const listed of this.of(`${base}.o`, depth + 1)) found.add(listed);
    }
    return found;
  }

  private when(suffix: string): Listed | "n" {
    if (suffix === "m") return "m";
    const option = /CONFIG_\w+/.exec(suffix)?.[0];
    if (option === undefined) return "y";
    const value = this.option(option);
    if (value === "y" || value === "m") return value;
    return value === undefined ? "unknown" : "n";
  }
}
