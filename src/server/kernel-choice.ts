import { type FileSystem, folderOf, normalizePath } from "../headers/file-system.ts";
import { commonRoots } from "../headers/kernel-folders.ts";
import { findKernel, type KernelTree, kernelTree, writtenAbove } from "../headers/kernel-tree.ts";
import { AllowedFiles, isBelow } from "./allowed-files.ts";
import type { FileSpace } from "./file-space.ts";

/** Where the kernel of a file is looked for. */
export interface KernelQuestion {
  readonly space: FileSpace;
  /** Path of the file, and of the folder of the workspace that it lies in. */
  readonly file: string;
  readonly root: string;
  /** All folders of the workspace. */
  readonly folders: readonly string[];
  /** `auto`, `none` or a folder. */
  readonly setting: string;
  readonly trusted: boolean;
  /** As `uname -r` prints it. */
  readonly release: string | undefined;
}

export interface KernelAnswer {
  readonly tree?: KernelTree;
  /** What may be read for the file: its folder of the workspace and the kernel. */
  readonly files: FileSystem;
  /** Why the setting was not followed. */
  readonly problem?: string;
}

/** Where distributions keep the headers of their kernels: a Makefile may name them in any workspace. */
const SYSTEM = ["/lib/modules", "/usr/lib/modules", "/usr/src"];

/** The kernel that a file is built for. */
export function chooseKernel(question: KernelQuestion): KernelAnswer {
  const { space, root, folders, setting } = question;
  const inside = [...new Set([root, ...folders])];
  const none = { files: new AllowedFiles(space, [root]) };
  if (setting === "none") return none;
  if (setting !== "auto") return named(question, none);
  const files = new AllowedFiles(space, lookedThrough(question, inside));
  const release = space.isLocal ? question.release : undefined;
  const tree = findKernel(folderOf(question.file), { files, release, folders: folders.filter((one) => one !== root) });
  return tree ? withTree(tree, question, inside) : none;
}

function named({ space, file, root, setting, trusted }: KernelQuestion, none: KernelAnswer): KernelAnswer {
  // A path in an untrusted workspace's own settings never gets here: the client restricts it.
  const set = normalizePath(setting.startsWith("/") ? setting : `${root}/${setting}`);
  const dir = writtenAbove(root, set, (path) => space.realPath(path)) ?? set;
  const tree = kernelTree(dir, "option", new AllowedFiles(space, [dir, ...SYSTEM]));
  if (!tree.profile) return { ...none, problem: `kallocLens.kernel: no kernel's sources or headers are in ${setting}` };
  return withTree(tree, { space, file, root, trusted }, [root]);
}

function withTree(
  tree: KernelTree,
  { space, root, trusted }: Pick<KernelQuestion, "space" | "file" | "root" | "trusted">,
  inside: readonly string[],
): KernelAnswer {
  const own = new AllowedFiles(space, [tree.dir]);
  const isSystem = SYSTEM.some((folder) => isBelow(folder, space.realPath(tree.dir) ?? tree.dir));
  const common = commonRoots(tree.dir, own).filter((folder) => trusted || isSystem || within(inside, folder));
  return { tree, files: new AllowedFiles(space, [root, tree.dir, ...common]) };
}

/** Trust opens the folders around the workspace and those that its Makefiles name; the client reads nothing outside. */
function lookedThrough({ space, trusted }: KernelQuestion, inside: readonly string[]): readonly string[] {
  if (!space.isLocal) return inside;
  return trusted ? ["/"] : [...inside, ...SYSTEM];
}

function within(folders: readonly string[], path: string): boolean {
  return folders.some((folder) => isBelow(folder, path));
}
