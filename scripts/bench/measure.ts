import type { KernelConfig } from "../../src/core/kernel/config.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";

/** Something whose speed is measured. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  /** What it must reach at least. */
  readonly goal?: number;
  /** Does some of it, and says how many units that was. */
  batch(): number;
}

/** Units a second of CPU time, after a first second to warm up. */
export function perSecond({ batch }: Measure): number {
  run(batch, 1);
  const { units, seconds } = run(batch, 3);
  return units / seconds;
}

function run(batch: () => number, least: number): { units: number; seconds: number } {
  const start = process.cpuUsage();
  let units = 0;
  for (;;) {
    units += batch();
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    if (seconds >= least) return { units, seconds };
  }
}

/** The kernel that is assumed where none is chosen. */
export function bundledKernel(): KernelConfig {
  const read = readProfile(presetNamed("debian-6.12-amd64")?.profile);
  if (read.kind === "error") throw new Error(read.why);
  return read.config;
}
