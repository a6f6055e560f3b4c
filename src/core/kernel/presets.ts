import type { Arch } from "./arch.ts";
import { GENERIC_PRESETS } from "./generic-presets.ts";

/** A profile as `--profile-json` gives it: what cli users and the editor's settings may write. */
export interface Profile {
  /** Version, "6.12.117" or "6.12". */
  readonly kernel: string;
  readonly release?: string;
  readonly arch: string;
  readonly pageSize?: number;
  readonly cpus?: number;
  readonly possibleCpus?: number;
  readonly numaNodes?: number;
  readonly cacheLine?: number;
  /** Bytes of RAM. */
  readonly ram?: number;
  readonly config?: Readonly<Record<string, string>>;
  readonly cmdline?: string;
  readonly assumed?: boolean;
}

/** A named profile of a kernel that many machines run. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  readonly profile: Profile;
}

function debian(series: string, kernel: string, release: string, name: string, arch: Arch, rest: Partial<Profile>) {
  return {
    name: `debian-${series}-${name}`,
    title: `Debian, Linux ${series}, ${name}`,
    profile: { kernel, release, arch, pageSize: 4096, cpus: 4, possibleCpus: 4, numaNodes: 1, ...rest },
  };
}

const DEBIAN: readonly Preset[] = [
  debian("5.10", "5.10.223", "5.10.0-32-amd64", "amd64", "x86_64", { cacheLine: 64 }),
  debian("6.1", "6.1.192", "6.1.0-56-amd64", "amd64", "x86_64", { cacheLine: 64 }),
  debian("6.1", "6.1.192", "6.1.0-56-cloud-amd64", "cloud-amd64", "x86_64", { cacheLine: 64 }),
  debian("6.1", "6.1.192", "6.1.0-56-arm64", "arm64", "arm64", { cacheLine: 64 }),
  debian("6.1", "6.1.192", "6.1.0-56-armmp-lpae", "armhf", "arm", { cacheLine: 64 }),
  debian("6.1", "6.1.192", "6.1.0-56-686-pae", "i386", "i386", { cacheLine: 64 }),
  debian("6.1", "6.1.192", "6.1.0-56-powerpc64le", "ppc64el", "ppc64le", { cacheLine: 128, pageSize: 65536 }),
  debian("6.12", "6.12.117", "6.12.117+deb12-amd64", "amd64", "x86_64", { cacheLine: 64 }),
  debian("6.12", "6.12.117", "6.12.117+deb12-cloud-amd64", "cloud-amd64", "x86_64", { cacheLine: 64 }),
  debian("6.12", "6.12.117", "6.12.117+deb12-arm64", "arm64", "arm64", { cacheLine: 64 }),
  debian("6.12", "6.12.117", "6.12.117+deb12-arm64-16k", "arm64-16k", "arm64", { cacheLine: 64, pageSize: 16384 }),
  debian("6.12", "6.12.117", "6.12.117+deb12-armmp-lpae", "armhf", "arm", { cacheLine: 64 }),
  debian("6.12", "6.12.117", "6.12.117+deb12-riscv64", "riscv64", "riscv64", { cacheLine: 64 }),
  debian("6.12", "6.12.117", "6.12.117+deb12-powerpc64le", "ppc64el", "ppc64le", { cacheLine: 128, pageSize: 65536 }),
  debian("7.2", "7.2.13", "7.2.13+deb14-amd64", "amd64", "x86_64", { cacheLine: 64 }),
];

/** Kernels whose configuration is known come first. */
export const PRESETS: readonly Preset[] = [...DEBIAN, ...GENERIC_PRESETS];

/** The preset of that name; undefined if there is none. */
export function presetNamed(name: string): Preset | undefined {
  return PRESETS.find((preset) => preset.name === name);
}
