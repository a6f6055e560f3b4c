import { ARCHES, type Arch } from "./arch.ts";
import type { Profile } from "./presets.ts";
import { atLeast, type KernelVersion } from "./version.ts";

/** What the parts of a profile say against each other; undefined where they agree. */
export function contradictionIn(profile: Profile, arch: Arch, version: KernelVersion): string | undefined {
  const { cpus, possibleCpus, pageSize, config = {} } = profile;
  if (cpus !== undefined && possibleCpus !== undefined && cpus > possibleCpus)
    return `${cpus} CPUs are more than the ${possibleCpus} possible ones`;

  const other = ARCH_OPTIONS.find(([option, name]) => config[option] === "y" && name !== arch);
  if (other) return `\`config\` sets ${other[0]}: it is that of ${other[1]}, the profile says ${arch}`;
  const is64Bit = ARCHES[arch].wordSize === 8;
  if (config.CONFIG_64BIT === (is64Bit ? "n" : "y"))
    return `\`config\` says CONFIG_64BIT=${config.CONFIG_64BIT}, ${arch} has ${is64Bit ? 64 : 32} bits`;

  const paged = PAGE_OPTIONS.find(([option]) => config[option] === "y");
  if (paged && pageSize !== undefined && paged[1] !== pageSize)
    return `\`config\` sets ${paged[0]}: pages of ${paged[1]} bytes, the profile says ${pageSize}`;

  const allocators = ALLOCATORS.filter((option) => config[option] === "y");
  if (allocators.length > 1 && !atLeast(version, "6.8")) return `${allocators.join(" and ")} exclude each other`;
  return undefined;
}

/** Page size that the configuration chooses. */
export function configuredPageSize({ config = {} }: Profile): number | undefined {
  return PAGE_OPTIONS.find(([option]) => config[option] === "y")?.[1];
}

/** The option that each architecture's Kconfig sets for itself. */
const ARCH_OPTIONS: readonly (readonly [string, string])[] = [
  ["CONFIG_X86_64", "x86_64"],
  ["CONFIG_X86_32", "i386"],
  ["CONFIG_ARM64", "arm64"],
  ["CONFIG_ARM", "arm"],
  ["CONFIG_RISCV", "riscv64"],
  ["CONFIG_PPC64", "ppc64le"],
  ["CONFIG_PPC32", "ppc"],
  ["CONFIG_MIPS", "mips"],
  ["CONFIG_S390", "s390x"],
  ["CONFIG_SPARC", "sparc"],
  ["CONFIG_LOONGARCH", "loongarch"],
];

const PAGE_OPTIONS = [
  ["CONFIG_ARM64_4K_PAGES", 4096],
  ["CONFIG_ARM64_16K_PAGES", 16384],
  ["CONFIG_ARM64_64K_PAGES", 65536],
  ["CONFIG_PPC_4K_PAGES", 4096],
  ["CONFIG_PPC_64K_PAGES", 65536],
  ["CONFIG_PAGE_SIZE_4KB", 4096],
  ["CONFIG_PAGE_SIZE_16KB", 16384],
  ["CONFIG_PAGE_SIZE_64KB", 65536],
] as const;

const ALLOCATORS = ["CONFIG_SLUB", "CONFIG_SLAB", "CONFIG_SLOB"] as const;
