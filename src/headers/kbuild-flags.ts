import type { FileBuild } from "../core/c/build.ts";
import { folderOf, normalizePath } from "./file-system.ts";
import { moduleOf, type OptionValue } from "./kbuild-objects.ts";
import type { Assignment, Makefiles } from "./makefile.ts";

/** Flags of the compiler that the Makefiles around a source give. */
interface Flags {
  readonly text: string;
  /** Folder of the Makefile. */
  readonly folder: string;
  readonly holds: Holds;
}

type Holds = "yes" | "no" | "maybe" | "for others";

/** Folders that the Makefiles around a source add with -I, as far as they are plain. */
export function makefileFolders(source: string, srctree: string, makefiles: Makefiles): readonly string[] {
  const found: string[] = [];
  for (const { text, folder } of flagsAround(source, srctree, makefiles, () => undefined)) {
    const relative = folder === srctree ? "." : folder.slice(srctree.length + 1);
    for (const [, path = ""] of text.matchAll(/-I\s*(\S+)/g)) {
      found.push(normalizePath(path.startsWith("/") ? path : `${srctree}/${path}`));
      // $(src) is relative to the tree: -I$(src)/include works from either.
      if (!path.startsWith("/")) found.push(normalizePath(`${srctree}/${relative}/${path}`));
    }
  }
  return [...new Set(found)];
}

/** What the Makefiles say of a source: the macros they define, and whether it becomes part of a module. */
export function buildOf(source: string, srctree: string, makefiles: Makefiles, option: OptionValue): FileBuild {
  const defines = new Map<string, string | undefined>();
  for (const { text, holds } of flagsAround(source, srctree, makefiles, option)) {
    if (holds === "for others") continue;
    for (const [, name = "", value] of text.matchAll(/(?<!\S)-D\s*(\w+)(?:=(\S*))?/g)) {
      const isPlain = value === undefined || /^[\w.+-]*$/.test(value);
      defines.set(name, holds === "yes" && isPlain ? (value ?? "1") : undefined);
    }
  }
  return { defines, isModule: moduleOf(source, srctree, makefiles, option) };
}

function flagsAround(source: string, srctree: string, makefiles: Makefiles, option: OptionValue): Flags[] {
  const folder = folderOf(source);
  const object = `${source.slice(folder.length + 1).replace(/\.[cS]$/, "")}.o`;
  const found: Flags[] = [];
  for (let at = folder; at.startsWith(srctree); at = folderOf(at)) {
    for (const assignment of makefiles.of(at) ?? []) {
      const holds = flagsHold(assignment, at === folder, object, option);
      if (holds !== "no") found.push({ text: assignment.value, folder: at, holds });
    }
    if (at === srctree || at === "/") break;
  }
  return found;
}

/** Whether an assignment gives flags for `object`: in its own folder, or subdir- ones of a folder above. */
function flagsHold({ name, conditional }: Assignment, isOwn: boolean, object: string, option: OptionValue): Holds {
  const flags = /^(subdir-)?(?:cc|as)flags-(\S+)$/.exec(name);
  const own = /^(?:CFLAGS_(\S+)|EXTRA_CFLAGS)$/.exec(name);
  if (!flags && !own) return "no";
  if (!isOwn && flags?.[1] === undefined) return "no";
  if (own?.[1] !== undefined && own[1] !== object) return "for others";
  const when = /^\$[({](CONFIG_\w+)[)}]$/.exec(flags?.[2] ?? "")?.[1];
  if (conditional || (when === undefined && flags !== null && flags[2] !== "y")) return "maybe";
  if (when === undefined) return "yes";
  const value = option(when);
  return value === undefined ? "maybe" : value === "y" ? "yes" : "no";
}
