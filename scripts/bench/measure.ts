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

export interface Speed {
  readonly perSecond: number;
  /** CPU time that it was measured over. */
  readonly seconds: number;
}

/** Units a second of CPU time, after a first second to warm up. */
export function speedOf({ batch }: Measure): Speed {
  run(batch, 1);
  const { units, seconds } = run(batch, 3);
  return { perSecond: units / seconds, seconds };
}

/** CPU time of this process, all its threads. */
export function cpuMilliseconds(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e3;
}

/** One line about many measurements of one thing. */
export function spread(name: string, milliseconds: readonly number[], of = "files"): string {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(of === "files" ? 1 : 2);
  const total = sorted.reduce((sum, one) => sum + one, 0) / 1e3;
  const parts = `p95 ${at(0.95)}, largest ${at(1)} ms of CPU, ${sorted.length} ${of}, ${total.toFixed(1)} s together`;
  return `${name.padEnd(20)} ${at(0.5).padStart(12)} ms in the median, ${parts}`;
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
