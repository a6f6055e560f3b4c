import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A kernel source tree that is configured and has its generated headers. */
export interface PreparedTree {
  readonly path: string;
  /** As `make kernelversion` prints it: 6.12.117. */
  readonly version: string;
}

/** How to get one, for whoever has none. */
export const HOW_TO_PREPARE =
  "scripts/prepare-kernel-tree.sh makes one; KALLOC_LENS_KERNEL_TREE names one that is somewhere else";

/** The tree named by KALLOC_LENS_KERNEL_TREE, else the one that scripts/prepare-kernel-tree.sh has made. */
export function findPreparedTree(): PreparedTree | undefined {
  const { KALLOC_LENS_KERNEL_TREE: named, XDG_CACHE_HOME: cache } = process.env;
  return named
    ? preparedTree(named)
    : preparedTree(join(cache || join(homedir(), ".cache"), "kalloc-lens", "linux-source-6.12"));
}

export function preparedTree(path: string): PreparedTree | undefined {
  const isPrepared = ["Makefile", ".config", "include/generated/autoconf.h"].every((file) =>
    existsSync(join(path, file)),
  );
  if (!isPrepared) return undefined;
  const makefile = readFileSync(join(path, "Makefile"), "utf8");
  const parts = ["VERSION", "PATCHLEVEL", "SUBLEVEL"].map(
    (name) => makefile.match(new RegExp(`^${name} = (\\d+)$`, "m"))?.[1],
  );
  return { path, version: parts.join(".") };
}
