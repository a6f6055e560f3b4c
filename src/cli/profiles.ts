import { resolve } from "node:path";
import { PRESETS } from "../core/kernel/presets.ts";
import { readProfile } from "../core/kernel/profile.ts";
import { deriveProfile } from "../headers/kernel-tree.ts";
import { DISK } from "./disk.ts";
import { whyNoKernel } from "./kernel-tree.ts";
import type { Output } from "./output.ts";
import { UsageError } from "./usage-error.ts";

/** `kalloc-lens profiles`: the presets. */
export async function listProfiles(asJson: boolean, output: Output): Promise<void> {
  if (asJson) {
    await output.write(`${JSON.stringify(PRESETS, undefined, 2)}\n`);
    return;
  }
  const width = Math.max(...PRESETS.map(({ name }) => name.length));
  await output.write(
    PRESETS.map(({ name, profile }) => {
      const { kernel, arch, pageSize = 4096 } = profile;
      return `${name.padEnd(width)}  Linux ${kernel.padEnd(8)}  ${arch.padEnd(7)}  pages of ${pageSize / 1024} KiB\n`;
    }).join(""),
  );
}

/** `kalloc-lens profile --kernel DIR`: what a tree says of its kernel, ready for --profile-json. */
export async function printProfile(dir: string, output: Output): Promise<void> {
  const profile = deriveProfile(resolve(dir), DISK);
  if (!profile) throw new UsageError(`--kernel ${dir}: ${whyNoKernel(dir)}`);
  const read = readProfile(profile);
  if (read.kind === "error") throw new UsageError(`--kernel ${dir}: ${read.why}`);
  await output.write(`${JSON.stringify({ ...profile, pageSize: read.config.pageSize }, undefined, 2)}\n`);
}
