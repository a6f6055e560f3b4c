import { existsSync, realpathSync, statSync } from "node:fs";
import { release } from "node:os";
import { dirname, resolve } from "node:path";
import { findKernel, type KernelTree, kernelTree, writtenAbove } from "../headers/kernel-tree.ts";
import { DISK } from "./disk.ts";
import { UsageError } from "./usage-error.ts";

/** `--kernel`: none, a folder, or `auto`, which looks around the first path. */
export function chooseKernel(option: string, paths: readonly string[]): KernelTree | undefined {
  if (option === "none") return undefined;
  if (option !== "auto") {
    const tree = { ...kernelTree(resolve(option), "option", DISK), dir: writtenFor(paths, option) };
    if (!tree.profile) throw new UsageError(`--kernel ${option}: ${whyNoKernel(option)}`);
    return tree;
  }
  const [path = "."] = paths;
  const start = isFolder(path) ? resolve(path) : dirname(resolve(path));
  return findKernel(start, { files: DISK, release: release() });
}

/** The folder of the option, written as the sources are that lie in it, should it or they be reached by a link. */
function writtenFor(paths: readonly string[], option: string): string {
  const dir = resolve(option);
  // Thousands of files are in few folders.
  const folders = new Set(paths.map((path) => (/\.[ch]$/.test(path) ? dirname(resolve(path)) : resolve(path))));
  for (const folder of folders) if (`${folder}/`.startsWith(`${dir}/`)) return option;
  for (const folder of folders) {
    const written = writtenAbove(folder, dir, realPath);
    if (written !== undefined) return written;
  }
  return option;
}

function realPath(path: string): string | undefined {
  return existsSync(path) ? realpathSync(path) : undefined;
}

export function whyNoKernel(dir: string): string {
  if (!existsSync(dir)) return "no such folder";
  if (!isFolder(dir)) return "neither a folder nor the configuration of a kernel";
  return "neither include/generated/uapi/linux/version.h nor a kernel's Makefile is in it";
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
