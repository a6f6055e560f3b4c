import type { Arch } from "./arch.ts";
import type { Kconfig } from "./kconfig.ts";
import { atLeast, type KernelVersion } from "./version.ts";

/**
 * Highest order of the buddy allocator, inclusive. The macro was exclusive up to 6.3 (MAX_ORDER 11), inclusive from 6.4
 * (MAX_ORDER 10) and is MAX_PAGE_ORDER since 6.8; so was the Kconfig option.
 */
export function maxPageOrderOf(version: KernelVersion, arch: Arch, pageSize: number, options: Kconfig): number {
  const option = options.number("CONFIG_ARCH_FORCE_MAX_ORDER") ?? options.number("CONFIG_FORCE_MAX_ZONEORDER");
  if (option !== undefined && option >= 1 && option <= 30) return atLeast(version, "6.4") ? option : option - 1;
  const hugePages = atLeast(version, "5.16") || options.isSet("CONFIG_TRANSPARENT_HUGEPAGE");
  switch (arch) {
    case "arm64":
      if (pageSize === 65536 && hugePages) return 13;
      return pageSize === 16384 && hugePages ? 11 : 10;
    case "arm":
      return options.isSet("CONFIG_SA1111") ? 8 : options.isSet("CONFIG_SOC_AM33XX") ? 11 : 10;
    case "ppc64le":
      return pageSize === 65536 ? 8 : 12;
    case "x86_64":
    case "i386":
    case "riscv64":
      return 10;
  }
}
