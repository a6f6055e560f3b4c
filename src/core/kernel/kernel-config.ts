import { ARCHES, type Arch } from "./arch.ts";
import { bootParameters } from "./cmdline.ts";
import type { KernelConfig } from "./config.ts";
import { devresHeaderSize } from "./devres.ts";
import { assumedOptions, isDistribution } from "./distribution.ts";
import { gfpBits } from "./gfp-bits.ts";
import { isCutOff, kconfig } from "./kconfig.ts";
import { kmallocClasses } from "./kmalloc-classes.ts";
import { type Choices, DEFAULT_CPUS, type Inputs, l1CacheBytes, layoutConfig } from "./layout-config.ts";
import { certaintyOf } from "./measured.ts";
import { netConfig } from "./net-config.ts";
import type { Profile } from "./presets.ts";
import { atLeast, type KernelVersion } from "./version.ts";

/** Resolves every knob of a kernel from its profile; `notes` says what was assumed. */
export function kernelConfig(
  profile: Profile & { readonly pageSize: number },
  version: KernelVersion,
  arch: Arch,
): { config: KernelConfig; notes: readonly string[] } {
  const release = profile.release ?? "";
  const options = kconfig({
    given: profile.config ?? {},
    assumed: new Set([...assumedOptions(arch, release), ...ARCHES[arch].selects]),
    selected: new Set(ARCHES[arch].selects),
    ownBuild: release !== "" && !isDistribution(release),
  });
  const boot = bootParameters(profile.cmdline ?? "", atLeast(version, "6.10"));
  const inputs: Inputs = { profile, version, arch, options, boot };
  const { likely, other, kernel, because } = openChoices(inputs);
  const first = configWith(likely, inputs);
  const second = other === undefined ? undefined : configWith(other, inputs);
  const alternatives = second && differ(first, second) ? { kernel, because, configs: [second] } : undefined;
  const config = { ...first, alternatives };
  return { config, notes: notesOn(inputs, config) };
}

/** Whether the knobs that were open are set differently in the end. */
function differ(a: KernelConfig, b: KernelConfig): boolean {
  return a.cacheLine !== b.cacheLine || a.kmallocRunMinAlign !== b.kmallocRunMinAlign;
}

interface OpenChoices {
  readonly likely: Choices;
  readonly other?: Choices;
  /** The kernel function that decides at run time. */
  readonly kernel: string;
  readonly because: string;
}

/** The kernels that the profile may mean. */
function openChoices({ profile, arch, options }: Inputs): OpenChoices {
  const l1 = l1CacheBytes(arch, options);
  const cacheLine = profile.cacheLine ?? l1;
  switch (arch) {
    case "arm64": {
      // CTR_EL0.CWG: 64 on most cores, 128 where it is 0 or the line is that long.
      const choice = (line: number): Choices => ({ cacheLine: line, dmaCacheAlign: line });
      return {
        likely: choice(cacheLine),
        ...(profile.cacheLine === undefined ? { other: choice(128) } : {}),
        kernel: "cache_line_size()",
        because: "the cache line of the arm64 machine is not in the profile (`cacheLine`): 64 or 128 bytes",
      };
    }
    case "riscv64":
      return {
        likely: { cacheLine, dmaCacheAlign: options.isSet("CONFIG_RISCV_DMA_NONCOHERENT") ? 64 : 1 },
        other: { cacheLine, dmaCacheAlign: 1 },
        kernel: "dma_get_cache_alignment()",
        because: "the profile does not say whether the riscv64 platform's DMA is coherent",
      };
    case "arm":
      return { likely: { cacheLine, dmaCacheAlign: l1 }, kernel: "", because: "" };
    case "x86_64":
    case "i386":
    case "ppc64le":
      return { likely: { cacheLine, dmaCacheAlign: 1 }, kernel: "", because: "" };
  }
}

function configWith(choices: Choices, inputs: Inputs): KernelConfig {
  const { version, options, boot, arch } = inputs;
  const layout = layoutConfig(choices, inputs);
  // CONFIG_MEMCG_KMEM follows CONFIG_MEMCG up to 6.10, but not with SLOB.
  const memcg = options.isSet("CONFIG_MEMCG") && !options.isOff("CONFIG_MEMCG_KMEM") && layout.allocator !== "slob";
  const gfp = gfpBits(version, {
    lockdep: options.isSet("CONFIG_LOCKDEP"),
    kasanHwTags: options.isSet("CONFIG_KASAN_HW_TAGS"),
    slabObjExt: options.isSet("CONFIG_SLAB_OBJ_EXT") || options.isSet("CONFIG_MEMCG"),
  });
  return {
    ...layout,
    gfp,
    kmalloc: kmallocClasses(layout),
    zoneDma: options.isSet("CONFIG_ZONE_DMA"),
    zoneDma32: options.isSet("CONFIG_ZONE_DMA32"),
    highmem: options.isSet("CONFIG_HIGHMEM"),
    memcg,
    kmallocCgroup: memcg && atLeast(version, "5.14") && !boot.noKmem,
    randomKmallocCaches: atLeast(version, "6.6") && options.isSet("CONFIG_RANDOM_KMALLOC_CACHES"),
    slabBuckets: atLeast(version, "6.11") && options.isSet("CONFIG_SLAB_BUCKETS"),
    devresHeader: devresHeaderSize(layout, options.isSet("CONFIG_DEBUG_DEVRES")),
    hugeVmalloc: hasHugeVmalloc(inputs),
    // A page table of one page maps a PMD; powerpc's radix tables map 2 MiB whatever the page.
    pmdShift: arch === "ppc64le" ? 21 : layout.pageShift * 2 - (layout.wordSize === 8 ? 3 : 2),
    vmallocArea: ARCHES[arch].vmallocArea,
    contPteSize: arch === "arm64" && atLeast(version, "6.16") ? (layout.pageShift === 12 ? 2 ** 16 : 2 ** 21) : 0,
    dmaCma: options.isSet("CONFIG_DMA_CMA") && (boot.cma ?? options.number("CONFIG_CMA_SIZE_MBYTES") ?? 16) > 0,
    net: netConfig(layout, options, arch),
    alternatives: undefined,
  };
}

function hasHugeVmalloc({ version, arch, options, boot }: Inputs): boolean {
  const since = ARCHES[arch].hugeVmallocSince;
  if (since === undefined || !atLeast(version, since) || boot.noHugeVmalloc) return false;
  return !(arch === "arm64" && options.isSet("CONFIG_PTDUMP_DEBUGFS"));
}

function notesOn({ profile, arch }: Inputs, config: KernelConfig): string[] {
  const { kernel, release = "", config: options, cpus, cacheLine, ram } = profile;
  const notes: string[] = [];
  if (options === undefined && !isDistribution(release)) {
    const assumed = [...assumedOptions(arch, release)].join(", ");
    notes.push(`config: not given, what distributions set is assumed (${assumed}), and nothing else that moves sizes`);
  }
  if (options !== undefined && isCutOff(options))
    notes.push("config: it names no slab allocator, so it seems cut off; what it leaves out is assumed");
  if (/^\d+\.\d+$/.test(kernel.trim())) notes.push(`kernel: ${kernel}.0 assumed, without what stable releases changed`);
  if (cpus === undefined) notes.push(`cpus: ${DEFAULT_CPUS} assumed; slab orders depend on it`);
  if (cacheLine === undefined && arch !== "arm64") notes.push("cacheLine: the architecture's usual one assumed");
  if (ram === undefined) notes.push("ram: not given, vmalloc() is not limited by it");
  if (config.alternatives !== undefined) notes.push(config.alternatives.because);
  const certainty = certaintyOf(config);
  if (certainty.kind === "by rule") notes.push(`numbers: by the rules of the kernel's source; ${certainty.why}`);
  return notes;
}
