import { ABIS } from "../c/abi.ts";
import { referenceKernel } from "../c/reference/reference-kernels.ts";
import type { CTarget, Reference, TypeInformation } from "../c/target.ts";
import type { KernelConfig } from "../kernel/config.ts";
import type { Profile } from "../kernel/presets.ts";

/** A .config names thousands of options; a profile's own list names those that differ from a preset. */
const WHOLE_CONFIG = 1000;

/** The C side of a kernel profile: ABI, configuration, and the macros that follow from the kernel. */
export function cTarget(profile: Profile, config: KernelConfig, types?: TypeInformation): CTarget {
  const abi = ABIS[config.arch];
  const options = profile.config ?? {};
  const isWhole = Object.keys(options).length >= WHOLE_CONFIG;
  const implied = impliedOptions(config);
  const reference = referenceOf(profile, types);
  const predefined = new Map([...kernelMacros(config), ...gfpMacros(config), ...Object.entries(abi.predefined)]);
  return {
    abi,
    config(option) {
      if (Object.hasOwn(options, option)) return options[option];
      return implied.get(option) ?? (isWhole ? "n" : reference?.config(option));
    },
    predefined: (name) => predefined.get(name),
    ...(types ? { types } : {}),
    ...(reference ? { reference } : {}),
  };
}

/**
 * The recorded kernel of the profile's release, unless something says that the profile's is another: its options, or
 * the size of some struct in its type information.
 */
function referenceOf(
  { release, config: options = {} }: Profile,
  types: TypeInformation | undefined,
): Reference | undefined {
  const reference = referenceKernel(release);
  if (!reference) return undefined;
  const differs =
    Object.entries(options).some(([option, value]) => reference.config(option) !== value) ||
    (types &&
      reference
        .types()
        .some((name) => sizeIn(types, name) !== undefined && sizeIn(types, name) !== reference.type(name)?.[0]));
  return differs ? undefined : reference;
}

function sizeIn(types: TypeInformation, name: string): number | undefined {
  const type = types.type(name);
  return type?.kind === "opaque" ? type.bytes : undefined;
}

/** Options that an architecture leaves no choice about. */
function impliedOptions({ arch, wordSize, pageSize }: KernelConfig): ReadonlyMap<string, string> {
  const on = (yes: boolean) => (yes ? "y" : "n");
  const isX86 = arch === "x86_64" || arch === "i386";
  return new Map([
    ["CONFIG_64BIT", on(wordSize === 8)],
    ["CONFIG_32BIT", on(wordSize === 4)],
    ["CONFIG_X86", on(isX86)],
    ["CONFIG_X86_64", on(arch === "x86_64")],
    ["CONFIG_X86_32", on(arch === "i386")],
    ["CONFIG_ARM64", on(arch === "arm64")],
    ["CONFIG_ARM", on(arch === "arm")],
    ["CONFIG_RISCV", on(arch === "riscv64")],
    ["CONFIG_PPC", on(arch === "ppc64le")],
    ["CONFIG_PPC64", on(arch === "ppc64le")],
    ["CONFIG_MIPS", "n"],
    ["CONFIG_S390", "n"],
    ["CONFIG_SPARC", "n"],
    ["CONFIG_ALPHA", "n"],
    ["CONFIG_M68K", "n"],
    ["CONFIG_PARISC", "n"],
    ["CONFIG_CPU_BIG_ENDIAN", "n"],
    ["CONFIG_MMU", "y"],
    ["CONFIG_ARM64_4K_PAGES", on(arch === "arm64" && pageSize === 4096)],
    ["CONFIG_ARM64_16K_PAGES", on(arch === "arm64" && pageSize === 16384)],
    ["CONFIG_ARM64_64K_PAGES", on(arch === "arm64" && pageSize === 65536)],
  ]);
}

/** The flags and masks of the kernel's allocators. */
function gfpMacros({ gfp }: KernelConfig): (readonly [string, string])[] {
  return [...gfp.masks, ...Object.entries(gfp.flags)]
    .filter(([name]) => /^(?:__)?GFP_/.test(name))
    .map(([name, bits]) => [name, `((gfp_t)${bits}U)`]);
}

/** Macros whose value the simulator knows for this kernel. */
function kernelMacros(config: KernelConfig): ReadonlyMap<string, string> {
  const { version } = config;
  const inclusive = version.major > 6 || (version.major === 6 && version.minor >= 4);
  const hasMaxOrder = version.major < 6 || (version.major === 6 && version.minor < 8);
  return new Map([
    ["LINUX_VERSION_CODE", String(version.major * 65536 + version.minor * 256 + Math.min(version.sublevel, 255))],
    ["PAGE_SHIFT", String(config.pageShift)],
    ["L1_CACHE_BYTES", String(config.l1CacheBytes)],
    ["SMP_CACHE_BYTES", String(config.l1CacheBytes)],
    ["ARCH_KMALLOC_MINALIGN", `${config.kmallocMinAlign}UL`],
    ["KMALLOC_MIN_SIZE", `${config.kmallocMinSize}UL`],
    ["KMALLOC_MAX_SIZE", `${config.kmallocMaxSize}UL`],
    ["KMALLOC_MAX_CACHE_SIZE", `${config.kmallocMaxCacheSize}UL`],
    ["PAGE_ALLOC_COSTLY_ORDER", "3"],
    // Exclusive up to 6.3, inclusive up to 6.7, then gone in favour of MAX_PAGE_ORDER.
    ...(hasMaxOrder ? [["MAX_ORDER", String(config.maxPageOrder + (inclusive ? 0 : 1))] as const] : []),
    ...(hasMaxOrder ? [] : [["MAX_PAGE_ORDER", String(config.maxPageOrder)] as const]),
  ]);
}
