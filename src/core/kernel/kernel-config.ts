import { ARCHES, type Arch } from "./arch.ts";
import { type BootParameters, bootParameters } from "./cmdline.ts";
import type { Alternatives, KernelConfig, LayoutConfig, NetConfig } from "./config.ts";
import { devresHeaderSize } from "./devres.ts";
import { gfpBits } from "./gfp.ts";
import { type Kconfig, kconfig } from "./kconfig.ts";
import { kmallocClasses } from "./kmalloc-classes.ts";
import { maxPageOrderOf } from "./max-order.ts";
import { netConfig } from "./net-config.ts";
import { assumedOptions, isDistribution, type Profile } from "./presets.ts";
import { DEFAULT_DEBUG, parseSlubDebug } from "./slub-debug.ts";
import { atLeast, isBetween, type KernelVersion } from "./version.ts";

/** What decides a kernel's knobs, gathered. */
interface Inputs {
  readonly profile: Profile & { readonly pageSize: number };
  readonly version: KernelVersion;
  readonly arch: Arch;
  readonly options: Kconfig;
  readonly boot: BootParameters;
}

/** Knobs that a profile may leave open; each gives a kernel of its own. */
interface Choices {
  readonly cacheLine: number;
  /** dma_get_cache_alignment(). */
  readonly dmaCacheAlign: number;
}

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
  const { choices, because } = openChoices(inputs);
  const [first, ...others] = distinct(choices.map((choice) => configWith(choice, inputs, undefined)));
  const main = first ?? configWith(FALLBACK, inputs, undefined);
  const alternatives: Alternatives | undefined = others.length > 0 ? { because, configs: others } : undefined;
  return { config: { ...main, alternatives }, notes: notesOn(inputs, alternatives) };
}

/** Kernels that differ in a knob that was open. */
function distinct(configs: readonly KernelConfig[]): KernelConfig[] {
  const key = ({ cacheLine, kmallocRunMinAlign }: KernelConfig) => `${cacheLine} ${kmallocRunMinAlign}`;
  return [...new Map(configs.map((config) => [key(config), config])).values()];
}

const FALLBACK: Choices = { cacheLine: 64, dmaCacheAlign: 1 };

/** Every kernel that the profile may mean, the likeliest first. */
function openChoices({ profile, arch, options }: Inputs): { choices: Choices[]; because: string } {
  const l1 = l1CacheBytes(arch, options);
  const line = profile.cacheLine;
  switch (arch) {
    case "arm64":
      // cache_line_size() reads CTR_EL0.CWG: 64 on most cores, 128 where it is 0 or the line is that long.
      return {
        choices: (line === undefined ? [64, 128] : [line]).map((cacheLine) => ({
          cacheLine,
          dmaCacheAlign: cacheLine,
        })),
        because: "the cache line of the arm64 machine is not in the profile (`cacheLine`): 64 or 128 bytes",
      };
    case "riscv64": {
      const noncoherent = options.isSet("CONFIG_RISCV_DMA_NONCOHERENT");
      return {
        choices: (noncoherent ? [64, 1] : [1]).map((dmaCacheAlign) => ({ cacheLine: line ?? l1, dmaCacheAlign })),
        because: "the profile does not say whether the riscv64 platform's DMA is coherent",
      };
    }
    case "arm":
      return { choices: [{ cacheLine: line ?? l1, dmaCacheAlign: l1 }], because: "" };
    case "x86_64":
    case "i386":
    case "ppc64le":
      return { choices: [{ cacheLine: line ?? l1, dmaCacheAlign: 1 }], because: "" };
  }
}

function l1CacheBytes(arch: Arch, options: Kconfig): number {
  const shift =
    arch === "arm"
      ? options.number("CONFIG_ARM_L1_CACHE_SHIFT")
      : arch === "x86_64" || arch === "i386"
        ? options.number("CONFIG_X86_L1_CACHE_SHIFT")
        : undefined;
  return shift === undefined ? ARCHES[arch].l1CacheBytes : 2 ** shift;
}

function configWith(choices: Choices, inputs: Inputs, alternatives: Alternatives | undefined): KernelConfig {
  const { version, options, boot, arch } = inputs;
  const layout = layoutWith(choices, inputs);
  // CONFIG_MEMCG_KMEM follows CONFIG_MEMCG up to 6.10, but not with SLOB.
  const memcg = options.isSet("CONFIG_MEMCG") && !options.isOff("CONFIG_MEMCG_KMEM") && layout.allocator !== "slob";
  const gfp = gfpBits(version, {
    lockdep: options.isSet("CONFIG_LOCKDEP"),
    kasanHwTags: options.isSet("CONFIG_KASAN_HW_TAGS"),
    slabObjExt: options.isSet("CONFIG_SLAB_OBJ_EXT") || options.isSet("CONFIG_MEMCG"),
  });
  const net: NetConfig = netConfig(layout, options, arch);
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
    // A page table of one page maps a PMD.
    pmdShift: arch === "i386" && !options.isSet("CONFIG_X86_PAE") ? 22 : layout.pageShift * 2 - 3,
    contPteSize: arch === "arm64" && atLeast(version, "6.16") ? (layout.pageShift === 12 ? 2 ** 16 : 2 ** 21) : 0,
    dmaCma: options.isSet("CONFIG_DMA_CMA") && (boot.cma ?? options.number("CONFIG_CMA_SIZE_MBYTES") ?? 16) > 0,
    net,
    alternatives,
  };
}

function layoutWith({ cacheLine, dmaCacheAlign }: Choices, inputs: Inputs): LayoutConfig {
  const { profile, version, arch, options, boot } = inputs;
  const { wordSize, dmaMinAlign } = ARCHES[arch];
  const { pageSize } = profile;
  const pageShift = Math.log2(pageSize);
  const maxPageOrder = maxPageOrderOf(version, arch, pageSize, options);
  const allocator = allocatorOf(version, options);
  const l1 = l1CacheBytes(arch, options);
  const kmallocMinAlign = kmallocMinAlignOf(inputs, l1);
  const least = allocator === "slab" ? 32 : 8;
  const slubTiny = atLeast(version, "6.2") && options.isSet("CONFIG_SLUB_TINY");
  const slubDebugBuilt = options.isSet("CONFIG_SLUB_DEBUG") && allocator === "slub";
  const largestClass = allocator === "slob" ? pageSize : 2 * pageSize;
  const kmallocMaxSize = pageSize * 2 ** maxPageOrder;
  return {
    version,
    arch,
    allocator,
    pageSize,
    pageShift,
    wordSize,
    maxPageOrder,
    nrCpus: cpusForOrders(profile, version),
    possibleCpus: profile.possibleCpus ?? profile.cpus ?? DEFAULT_CPUS,
    numaNodes: profile.numaNodes ?? 1,
    totalPages: profile.ram === undefined ? undefined : Math.floor(profile.ram / pageSize),
    cacheLine,
    l1CacheBytes: l1,
    kmallocMinAlign,
    kmallocMinSize: Math.max(kmallocMinAlign, least),
    kmallocRunMinAlign: runMinAlign(kmallocMinAlign, dmaCacheAlign, inputs),
    kmallocMaxCacheSize:
      allocator === "slab" && !atLeast(version, "6.1") ? Math.min(2 ** 25, kmallocMaxSize) : largestClass,
    kmallocMaxSize,
    slabMinAlign: slabMinAlignOf(version, arch, options),
    dmaMinAlign: arch === "arm" ? l1 : ((usesDmaMinAlign(inputs) ? dmaMinAlign : undefined) ?? 8),
    dmaAddrSize: dmaAddrSizeOf(wordSize, options),
    slubTiny,
    ...slubOrders(boot, maxPageOrder, slubTiny),
    slubMinObjects: boot.minObjects ?? 0,
    slubDebugBuilt,
    ...slubDebugOf(inputs, slubDebugBuilt),
    trackSize: trackSize(version, wordSize, options),
    origSize: origSize(version, wordSize),
    unmodelled: unmodelledDebugging(allocator, options),
    slabMerge: boot.merge || (options.isSet("CONFIG_SLAB_MERGE_DEFAULT") && !boot.noMerge),
    hardenedUsercopy: options.isSet("CONFIG_HARDENED_USERCOPY"),
  };
}

const DEFAULT_CPUS = 4;

function allocatorOf(version: KernelVersion, options: Kconfig): "slub" | "slab" | "slob" {
  if (options.isSet("CONFIG_SLAB") && !atLeast(version, "6.8")) return "slab";
  return options.isSet("CONFIG_SLOB") && !atLeast(version, "6.4") ? "slob" : "slub";
}

/** nr_cpu_ids up to 5.10; since then the CPUs present, or nr_cpu_ids where only one is known to be. */
function cpusForOrders({ cpus, possibleCpus }: Profile, version: KernelVersion): number {
  const possible = possibleCpus ?? cpus ?? DEFAULT_CPUS;
  if (!atLeast(version, "5.11")) return possible;
  const present = cpus ?? possible;
  return present <= 1 ? possible : present;
}

/** riscv64 defines ARCH_DMA_MINALIGN with CONFIG_RISCV_DMA_NONCOHERENT only, and not before 6.0. */
function usesDmaMinAlign({ arch, version, options }: Inputs): boolean {
  return arch !== "riscv64" || (options.isSet("CONFIG_RISCV_DMA_NONCOHERENT") && atLeast(version, "6.0"));
}

/** ARCH_KMALLOC_MINALIGN. */
function kmallocMinAlignOf(inputs: Inputs, l1: number): number {
  const { arch, version } = inputs;
  if (arch === "arm") return l1;
  if (!usesDmaMinAlign(inputs)) return 8;
  const { before, rows } = ARCHES[arch].kmallocMinAlign;
  return rows.reduce((value, row) => (atLeast(version, row.since) ? row.value : value), before);
}

/** __kmalloc_minalign() since 6.5: bounce buffers make small objects safe for DMA; without them a cache line is needed. */
function runMinAlign(kmallocMinAlign: number, dmaCacheAlign: number, { version, arch, options, boot }: Inputs): number {
  if (!atLeast(version, "6.5")) return 1;
  const bounces =
    options.isSet("CONFIG_DMA_BOUNCE_UNALIGNED_KMALLOC") && options.isSet("CONFIG_SWIOTLB") && !boot.swiotlbOff;
  return Math.max(bounces ? kmallocMinAlign : dmaCacheAlign, slabMinAlignOf(version, arch, options));
}

/** arch_slab_minalign(): 16 where KASAN tags memory by granules of 16 bytes. */
function slabMinAlignOf(_version: KernelVersion, arch: Arch, options: Kconfig): number {
  const tagged = options.isSet("CONFIG_KASAN_SW_TAGS") || options.isSet("CONFIG_KASAN_HW_TAGS");
  return arch === "arm64" && tagged ? 16 : 8;
}

function dmaAddrSizeOf(wordSize: 4 | 8, options: Kconfig): 4 | 8 {
  const wide = ["CONFIG_ARCH_DMA_ADDR_T_64BIT", "CONFIG_X86_PAE", "CONFIG_ARM_LPAE"].some((name) =>
    options.isSet(name),
  );
  return wordSize === 8 || wide ? 8 : 4;
}

/** slub_min_order and slub_max_order, 0 and PAGE_ALLOC_COSTLY_ORDER unless set. */
function slubOrders({ minOrder, maxOrder }: BootParameters, maxPageOrder: number, slubTiny: boolean) {
  const usual = slubTiny ? 1 : 3;
  const slubMaxOrder = Math.min(maxOrder ?? Math.max(usual, minOrder ?? 0), maxPageOrder);
  return { slubMaxOrder, slubMinOrder: Math.min(minOrder ?? 0, slubMaxOrder) };
}

function slubDebugOf(
  { options, boot }: Inputs,
  built: boolean,
): Pick<LayoutConfig, "slubDebug" | "slubDebugKeepsOrder"> {
  const onByDefault = options.isSet("CONFIG_SLUB_DEBUG_ON") ? [DEFAULT_DEBUG] : [];
  if (!built || boot.slubDebug === undefined)
    return { slubDebug: built ? onByDefault : [], slubDebugKeepsOrder: false };
  const { blocks, keepsOrder } = parseSlubDebug(boot.slubDebug);
  return { slubDebug: blocks, slubDebugKeepsOrder: keepsOrder };
}

/** Debugging whose metadata is not modelled: slots are then unknown. */
function unmodelledDebugging(allocator: LayoutConfig["allocator"], options: Kconfig): string | undefined {
  if (options.isSet("CONFIG_KASAN_GENERIC")) return "CONFIG_KASAN_GENERIC adds metadata to every object";
  if (allocator === "slab" && options.isSet("CONFIG_DEBUG_SLAB")) return "CONFIG_DEBUG_SLAB adds metadata to objects";
  return undefined;
}

/** sizeof(struct track): 16 addresses up to 5.17 with stack traces, since then a handle of the stack depot. */
function trackSize(version: KernelVersion, wordSize: 4 | 8, options: Kconfig): number {
  const wide = wordSize === 8;
  if (atLeast(version, "5.18")) return wide ? 32 : 20;
  return options.isSet("CONFIG_STACKTRACE") || options.isSet("CONFIG_SLUB_DEBUG") ? (wide ? 152 : 80) : wide ? 24 : 16;
}

/** set_orig_size(): an int since 6.1; a long since 7.0 and in the stable trees that took the fix. */
function origSize(version: KernelVersion, wordSize: 4 | 8): number {
  if (!atLeast(version, "6.1")) return 0;
  return atLeast(version, "7.0") || isBetween(version, "6.12.64", "6.13") ? wordSize : 4;
}

function hasHugeVmalloc({ version, arch, options, boot }: Inputs): boolean {
  const since = ARCHES[arch].hugeVmallocSince;
  if (since === undefined || !atLeast(version, since) || boot.noHugeVmalloc) return false;
  return !(arch === "arm64" && options.isSet("CONFIG_PTDUMP_DEBUGFS"));
}

function notesOn({ profile, arch }: Inputs, alternatives: Alternatives | undefined): string[] {
  const notes: string[] = [];
  if (profile.cpus === undefined) notes.push(`cpus: ${DEFAULT_CPUS} assumed; slab orders depend on it`);
  if (profile.cacheLine === undefined && arch !== "arm64")
    notes.push("cacheLine: the architecture's usual one assumed");
  if (profile.ram === undefined) notes.push("ram: not given, vmalloc() is not limited by it");
  if (alternatives !== undefined) notes.push(alternatives.because);
  return notes;
}
