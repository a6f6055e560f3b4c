import type { Profile } from "../core/kernel/presets.ts";
import { type FileSystem, folderOf, normalizePath } from "./file-system.ts";
import {
  archOfConfig,
  includedMakefile,
  kernelFolderOf,
  profileOfConfig,
  readConfig,
  versionFromHeader,
  versionFromMakefile,
} from "./kernel-files.ts";

/** A kernel's sources or headers, and why they were chosen. */
export interface KernelTree {
  readonly dir: string;
  readonly chosen: KernelChoice;
  /** What the tree says of its kernel; undefined where it does not tell its version. */
  readonly profile?: Profile;
}

/** Named by the user; around the sources; named by their Makefile; open beside them; the running kernel's. */
export type KernelChoice = "option" | "enclosing" | "makefile" | "workspace" | "running";

/** Where kernels are looked for. */
export interface KernelPlaces {
  readonly files: FileSystem;
  /** As `uname -r` prints it; undefined where no kernel runs that could be meant. */
  readonly release: string | undefined;
  /** Folders that the user works on at the same time, one of which may be the kernel. */
  readonly folders?: readonly string[];
}

/**
 * The kernel of the sources in `folder`: the enclosing tree, else the Makefile's, else one among `folders`, else the
 * running one's headers.
 */
export function findKernel(folder: string, { files, release, folders = [] }: KernelPlaces): KernelTree | undefined {
  const candidates: readonly [KernelChoice, () => string | undefined][] = [
    ["enclosing", () => enclosingKernel(folder, files)],
    ["makefile", () => kernelOfMakefile(folder, files, release)],
    ["workspace", () => folders.find((dir) => isKernelRoot(dir, files))],
    ["running", () => (release === undefined ? undefined : `/lib/modules/${release}/build`)],
  ];
  for (const [chosen, find] of candidates) {
    const dir = find();
    const tree = dir !== undefined && isFolder(dir, files) ? kernelTree(dir, chosen, files) : undefined;
    if (tree?.profile) return tree;
  }
  return undefined;
}

/**
 * The folder of a kernel as it has to be written to stand above `path`, where links lead to the same place: both are
 * compared as text later on. Undefined where `path` is not below it.
 */
export function writtenAbove(
  path: string,
  kernel: string,
  realPath: (path: string) => string | undefined,
): string | undefined {
  const [folder, real] = [realPath(kernel), realPath(path)];
  if (folder === undefined || real === undefined || !`${real}/`.startsWith(`${folder}/`)) return undefined;
  const below = real.slice(folder.length);
  return path.endsWith(below) ? path.slice(0, path.length - below.length) : undefined;
}

export function kernelTree(dir: string, chosen: KernelChoice, files: FileSystem): KernelTree {
  const profile = deriveProfile(dir, files);
  return { dir, chosen, ...(profile === undefined ? {} : { profile }) };
}

/** The profile of a tree: version and architecture as its files state them, the rest is assumed by the simulator. */
export function deriveProfile(dir: string, files: FileSystem): Profile | undefined {
  const from = <T>(path: string, read: (text: string) => T | undefined): T | undefined => {
    const text = files.read(path);
    return text === undefined ? undefined : read(text);
  };
  if (!isFolder(dir, files)) return from(dir, (text) => profileOfConfig(text, dir.slice(dir.lastIndexOf("/") + 1)));
  const kernel =
    from(`${dir}/include/generated/uapi/linux/version.h`, versionFromHeader) ??
    from(`${dir}/Makefile`, (text) => versionOfMakefile(text, dir, files));
  if (kernel === undefined) return undefined;
  const config = from(`${dir}/.config`, readConfig) ?? from(`${dir}/include/config/auto.conf`, readConfig);
  const arch = config && archOfConfig(config);
  const name = from(`${dir}/include/config/kernel.release`, (text) => /^\S+/.exec(text)?.[0]);
  return {
    kernel,
    ...(name === undefined ? {} : { release: name }),
    arch: arch ?? "x86_64",
    ...(config === undefined ? {} : { config }),
    assumed: arch === undefined,
  };
}

function versionOfMakefile(text: string, dir: string, files: FileSystem): string | undefined {
  const own = versionFromMakefile(text);
  const included = own === undefined ? includedMakefile(text) : undefined;
  const followed = included === undefined ? undefined : files.read(pathFrom(dir, included));
  return own ?? (followed === undefined ? undefined : versionFromMakefile(followed));
}

/** The nearest folder above that looks like the root of a kernel tree. */
function enclosingKernel(folder: string, files: FileSystem): string | undefined {
  return ancestors(folder).find((dir) => isKernelRoot(dir, files));
}

function isKernelRoot(dir: string, files: FileSystem): boolean {
  const names = files.list(dir);
  return names.includes("Kbuild") && names.includes("Kconfig") && isFolder(`${dir}/include/linux`, files);
}

/** The kernel that the Makefile beside the sources, or above them in the same project, builds against. */
function kernelOfMakefile(folder: string, files: FileSystem, release = ""): string | undefined {
  for (const dir of ancestors(folder)) {
    const names = files.list(dir);
    for (const name of ["GNUmakefile", "makefile", "Makefile"]) {
      const text = names.includes(name) ? files.read(`${dir}/${name}`) : undefined;
      const found = text === undefined ? undefined : kernelFolderOf(text, dir, release);
      if (found !== undefined) return pathFrom(dir, found);
    }
    if (names.includes(".git/") || names.includes(".git")) return undefined;
  }
  return undefined;
}

function ancestors(folder: string): string[] {
  const dirs = [folder];
  for (let dir = folder; folderOf(dir) !== dir; dir = folderOf(dir)) dirs.push(folderOf(dir));
  return dirs;
}

/** An empty folder is as good as none. */
function isFolder(path: string, files: FileSystem): boolean {
  return files.list(path).length > 0;
}

function pathFrom(dir: string, path: string): string {
  return normalizePath(path.startsWith("/") ? path : `${dir}/${path}`);
}
