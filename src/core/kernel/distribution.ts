import type { Arch } from "./arch.ts";

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
