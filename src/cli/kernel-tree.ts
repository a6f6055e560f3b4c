import { existsSync, readFileSync, statSync } from "node:fs";
import { release } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Profile } from "../core/kernel/presets.ts";
import {
  archOfConfig,
  includedMakefile,
  kernelFolderOf,
  profileOfConfig,
  readConfig,
  versionFromHeader,
  versionFromMakefile,
} from "./kernel-files.ts";
import { UsageError } from "./usage-error.ts";

/** A kernel's sources or headers, and why they were chosen. */
export interface KernelTree {
  readonly dir: string;
  readonly chosen: "option" | "enclosing" | "makefile" | "running";
  /** What the tree says of its kernel; undefined where it does not tell its version. */
  readonly profile?: Profile;
}

/** `--kernel`: none, a folder, or `auto`, which looks around the first path. */
export function chooseKernel(option: string, path: string): KernelTree | undefined {
  if (option === "none") return undefined;
  if (option !== "auto") {
    const tree = kernelTree(option, "option");
    if (!tree.profile) throw new UsageError(`--kernel ${option}: ${whyNoKernel(option)}`);
    return tree;
  }
  const start = isFolder(path) ? resolve(path) : dirname(resolve(path));
  const candidates: readonly [KernelTree["chosen"], string | undefined][] = [
    ["enclosing", enclosingKernel(start)],
    ["makefile", kernelOfMakefile(start)],
    ["running", join("/lib/modules", release(), "build")],
  ];
  for (const [chosen, dir] of candidates) {
    const tree = dir !== undefined && isFolder(dir) ? kernelTree(dir, chosen) : undefined;
    if (tree?.profile) return tree;
  }
  return undefined;
}

function kernelTree(dir: string, chosen: KernelTree["chosen"]): KernelTree {
  const profile = deriveProfile(dir);
  return { dir, chosen, ...(profile === undefined ? {} : { profile }) };
}

/** The profile of a tree: version and architecture as its files state them, the rest is assumed by the simulator. */
export function deriveProfile(dir: string): Profile | undefined {
  if (!isFolder(dir)) return fromFile(dir, (text) => profileOfConfig(text, basename(dir)));
  const kernel =
    fromFile(join(dir, "include/generated/uapi/linux/version.h"), versionFromHeader) ??
    versionOfMakefile(join(dir, "Makefile"));
  if (kernel === undefined) return undefined;
  const config =
    fromFile(join(dir, ".config"), readConfig) ?? fromFile(join(dir, "include/config/auto.conf"), readConfig);
  const arch = config && archOfConfig(config);
  const name = fromFile(join(dir, "include/config/kernel.release"), (text) => /^\S+/.exec(text)?.[0]);
  return {
    kernel,
    ...(name === undefined ? {} : { release: name }),
    arch: arch ?? "x86_64",
    ...(config === undefined ? {} : { config }),
    assumed: arch === undefined,
  };
}

export function whyNoKernel(dir: string): string {
  if (!existsSync(dir)) return "no such folder";
  if (!isFolder(dir)) return "neither a folder nor the configuration of a kernel";
  return "neither include/generated/uapi/linux/version.h nor a kernel's Makefile is in it";
}

function versionOfMakefile(makefile: string): string | undefined {
  const text = fromFile(makefile, (read) => read);
  if (text === undefined) return undefined;
  const included = includedMakefile(text);
  const followed =
    included === undefined ? undefined : fromFile(resolve(dirname(makefile), included), versionFromMakefile);
  return versionFromMakefile(text) ?? followed;
}

/** The nearest folder above that looks like the root of a kernel tree. */
function enclosingKernel(start: string): string | undefined {
  return ancestors(start).find(
    (dir) =>
      existsSync(join(dir, "Kbuild")) && existsSync(join(dir, "Kconfig")) && isFolder(join(dir, "include/linux")),
  );
}

/** The kernel that the Makefile beside the sources, or above them in the same project, builds against. */
function kernelOfMakefile(start: string): string | undefined {
  for (const dir of ancestors(start)) {
    for (const name of ["GNUmakefile", "makefile", "Makefile"]) {
      const found = fromFile(join(dir, name), (text) => kernelFolderOf(text, dir, release()));
      if (found !== undefined) return resolve(dir, found);
    }
    if (existsSync(join(dir, ".git"))) return undefined;
  }
  return undefined;
}

function ancestors(start: string): string[] {
  const dirs = [start];
  for (let dir = start; dirname(dir) !== dir; dir = dirname(dir)) dirs.push(dirname(dir));
  return dirs;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** No file of a kernel that is read here is larger. */
const LARGEST = 2 ** 22;

function fromFile<T>(path: string, read: (text: string) => T | undefined): T | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= LARGEST ? read(readFileSync(path, "utf8")) : undefined;
  } catch {
    return undefined;
  }
}
