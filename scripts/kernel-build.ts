import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** Exit code of a script that has nothing to run against, as test harnesses expect it of a skipped test. */
export const EXIT_SKIPPED = 77;

/** The kernel build folder named by `--kdir DIR`, else the newest one installed; undefined where there is none. */
export function findKernelBuild(args: readonly string[]): string | undefined {
  return findKernelBuilds(args)[0];
}

/** The kernel build folder named by `--kdir DIR`, else all that are installed, the newest first. */
export function findKernelBuilds(args: readonly string[]): readonly string[] {
  const asked = args.indexOf("--kdir");
  const named =
    asked >= 0
      ? [args[asked + 1] ?? ""]
      : [...folders("/usr/src", /^linux-headers-.*-amd64$/), ...folders("/lib/modules", /./, "build")];
  return [...new Set(named.flatMap((folder) => withConfig(folder) ?? []))];
}

export interface KernelMake {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs Kbuild for the external module in `module`. */
export function kernelMake(kdir: string, module: string, ...args: readonly string[]): KernelMake {
  const run = spawnSync("make", ["-C", kdir, `M=${module}`, ...args], { encoding: "utf8", maxBuffer: 2 ** 28 });
  return { ok: run.status === 0, output: `${run.stdout ?? ""}${run.stderr ?? ""}${run.error?.message ?? ""}` };
}

function withConfig(folder: string): string | undefined {
  return existsSync(join(folder, ".config")) && existsSync(join(folder, "Makefile")) ? realpathSync(folder) : undefined;
}

function folders(parent: string, name: RegExp, below = ""): string[] {
  if (!existsSync(parent)) return [];
  const names = readdirSync(parent).filter((entry) => name.test(entry));
  const newestFirst = names.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  return newestFirst.map((entry) => join(parent, entry, below));
}
