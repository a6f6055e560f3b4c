import type { Arch } from "./arch.ts";
import type { Preset } from "./presets.ts";

/** Releases that distributions and boards keep for years, and the newest ones. */
const RELEASES = ["4.19", "5.4", "5.10", "5.15", "6.1", "6.6", "6.12", "6.18", "7.0", "7.1"] as const;

interface Machine {
  /** Behind `linux-6.6-` in the preset's name. */
  readonly name: string;
  readonly arch: Arch;
  readonly pageSize: number;
  readonly cpus: number;
  /** Left open where it differs from machine to machine. */
  readonly cacheLine?: number;
}

const MACHINES: readonly Machine[] = [
  { name: "x86_64", arch: "x86_64", pageSize: 4096, cpus: 4, cacheLine: 64 },
  { name: "i386", arch: "i386", pageSize: 4096, cpus: 4, cacheLine: 64 },
  { name: "arm64", arch: "arm64", pageSize: 4096, cpus: 8 },
  { name: "arm64-16k", arch: "arm64", pageSize: 16384, cpus: 8 },
  { name: "arm64-64k", arch: "arm64", pageSize: 65536, cpus: 8 },
  { name: "arm", arch: "arm", pageSize: 4096, cpus: 4, cacheLine: 64 },
  { name: "riscv64", arch: "riscv64", pageSize: 4096, cpus: 4, cacheLine: 64 },
  { name: "ppc64le", arch: "ppc64le", pageSize: 65536, cpus: 8, cacheLine: 128 },
];

/** First releases of nobody in particular, with the options that distributions choose: assumed, as their notes say. */
export const GENERIC_PRESETS: readonly Preset[] = MACHINES.flatMap(({ name, arch, pageSize, cpus, cacheLine }) =>
  RELEASES.map((kernel) => ({
    name: `linux-${kernel}-${name}`,
    title: `Linux ${kernel}, ${arch}, pages of ${pageSize / 1024} KiB, configuration assumed`,
    profile: {
      kernel,
      arch,
      pageSize,
      cpus,
      possibleCpus: cpus,
      numaNodes: 1,
      ...(cacheLine === undefined ? {} : { cacheLine }),
      assumed: true,
    },
  })),
);
