import { existsSync, statSync } from "node:fs";
import { release } from "node:os";
import { dirname, resolve } from "node:path";
import { findKernel, type KernelTree, kernelTree } from "../headers/kernel-tree.ts";
import { DISK } from "./disk.ts";
import { UsageError } from "./usage-error.ts";

/** `--kernel`: none, a folder, or `auto`, which looks around the first path. */
export function chooseKernel(option: string, path: string): KernelTree | undefined {
  if (option === "none") return undefined;
  if (option !== "auto") {
    const tree = { ...kernelTree(resolve(option), "option", DISK), dir: option };
    if (!tree.profile) throw new UsageError(`--kernel ${option}: ${whyNoKernel(option)}`);
    return tree;
  }
  const start = isFolder(path) ? resolve(path) : dirname(resolve(path));
  return findKernel(start, { files: DISK, release: release() });
}

export function whyNoKernel(dir: string): string {
  if (!existsSync(dir)) return "no such folder";
  if (!isFolder(dir)) return "neither a folder nor the configuration of a kernel";
  return "neither include/generated/uapi/linux/version.h nor a kernel's Makefile is in it";
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
