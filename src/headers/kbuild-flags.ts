import { type FileSystem, folderOf, normalizePath } from "./file-system.ts";

/** Folders that the Makefiles around a source add with -I, as far as they are plain. */
export function makefileFolders(source: string, srctree: string, files: FileSystem): readonly string[] {
  const found: string[] = [];
  const folder = folderOf(source);
  for (let at = folder; at.startsWith(srctree); at = folderOf(at)) {
    const isOwn = at === folder;
    for (const flag of flagsOf(at, srctree, files)) if (isOwn || flag.inherited) found.push(flag.folder);
    if (at === srctree || at === "/") break;
  }
  return [...new Set(found)];
}

interface Flag {
  readonly folder: string;
  /** subdir-ccflags-y holds for the folders below too. */
  readonly inherited: boolean;
}

function flagsOf(folder: string, srctree: string, files: FileSystem): Flag[] {
  const text = files.read(`${folder}/Kbuild`) ?? files.read(`${folder}/Makefile`);
  if (text === undefined) return [];
  const relative = folder === srctree ? "." : folder.slice(srctree.length + 1);
  const variables = new Map([
    ["srctree", srctree],
    ["src", folder],
    ["obj", folder],
    ["objtree", srctree],
    ["M", folder],
    ["KBUILD_EXTMOD", folder],
  ]);
  const flags: Flag[] = [];
  for (const line of text.replace(/\\\n/g, " ").split("\n")) {
    const assignment = /^\s*(?:export\s+)?([\w.-]+?)\s*(?:\+|:|\?)?=\s*(.*)$/.exec(line.replace(/#.*$/, ""));
    if (!assignment) continue;
    const [, name = "", value = ""] = assignment;
    const expanded = expandVariables(value, variables, 0);
    variables.set(name, line.includes("+=") ? `${variables.get(name) ?? ""} ${expanded}` : expanded);
    const isFlags = /^(?:subdir-)?(?:ccflags|asflags)-\S+$|^(?:CFLAGS_\S+|EXTRA_CFLAGS)$/.test(name);
    if (!isFlags) continue;
    for (const [, path = ""] of expanded.matchAll(/-I\s*(\S+)/g)) {
      flags.push({
        folder: normalizePath(path.startsWith("/") ? path : `${srctree}/${path}`),
        inherited: name.startsWith("subdir-"),
      });
      // $(src) is relative to the tree: -I$(src)/include works from either.
      if (!path.startsWith("/"))
        flags.push({ folder: normalizePath(`${srctree}/${relative}/${path}`), inherited: name.startsWith("subdir-") });
    }
  }
  return flags;
}

/** $(NAME) of plain variables; what is not known becomes nothing. */
function expandVariables(text: string, variables: ReadonlyMap<string, string>, depth: number): string {
  if (depth > 8) return "";
  return text.replace(/\$[({]([\w-]+)[)}]/g, (_, name: string) =>
    expandVariables(variables.get(name) ?? "", variables, depth + 1),
  );
}
