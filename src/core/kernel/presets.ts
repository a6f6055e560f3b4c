import type { Arch } from "./arch.ts";

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

export const PRESETS: readonly Preset[] = [
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

/** The preset of that name; undefined if there is none. */
export function presetNamed(name: string): Preset | undefined {
  return PRESETS.find((preset) => preset.name === name);
}

/** What distributions' kernels switch on, as long as the profile does not say otherwise. */
const DISTRIBUTION: readonly string[] = [
  "CONFIG_MEMCG",
  "CONFIG_MEMCG_KMEM",
  "CONFIG_SLUB_DEBUG",
  "CONFIG_SLAB_MERGE_DEFAULT",
  "CONFIG_SLAB_BUCKETS",
  "CONFIG_HARDENED_USERCOPY",
  "CONFIG_TRANSPARENT_HUGEPAGE",
  "CONFIG_NET_IPIP",
  "CONFIG_IPV6_SIT",
];

/** Options of full kernels that the slim ones for virtual machines leave out. */
const HARDWARE: readonly string[] = ["CONFIG_WLAN", "CONFIG_AX25", "CONFIG_MAC80211_MESH"];

const BY_ARCH: Readonly<Record<Arch, readonly string[]>> = {
  x86_64: ["CONFIG_ZONE_DMA", "CONFIG_ZONE_DMA32"],
  i386: ["CONFIG_ZONE_DMA", "CONFIG_HIGHMEM", "CONFIG_X86_PAE"],
  arm64: ["CONFIG_ZONE_DMA", "CONFIG_ZONE_DMA32", "CONFIG_DMA_CMA"],
  arm: ["CONFIG_ZONE_DMA", "CONFIG_HIGHMEM", "CONFIG_DMA_CMA", "CONFIG_SOC_AM33XX", "CONFIG_ARM_LPAE"],
  riscv64: ["CONFIG_ZONE_DMA32", "CONFIG_DMA_CMA"],
  ppc64le: [],
};

/** Options that a distribution's kernel of this release name has. */
export function assumedOptions(arch: Arch, release: string): ReadonlySet<string> {
  const slim = /(^|[-+.])(cloud|kvm|virtual|azure|aws|gcp)([-+.]|$)/.test(release);
  const flavour = /-armmp$/.test(release) ? "CONFIG_ARM_LPAE" : /-686$/.test(release) ? "CONFIG_X86_PAE" : undefined;
  const options = new Set([...DISTRIBUTION, ...(slim ? [] : HARDWARE), ...BY_ARCH[arch]]);
  // Debian's plain 32-bit flavours address 32 bits only.
  if (flavour) options.delete(flavour);
  return options;
}

/** Whether the release names a distribution's build, not someone's own. */
export function isDistribution(release: string): boolean {
  return /[-+.](deb\d+|bpo|amd64|arm64|armmp|686|generic|lowlatency|default|fc\d+|el\d+|arch\d+|cloud|rpi)|^\d+\.\d+\.\d+-\d+-/.test(
    release,
  );
}
