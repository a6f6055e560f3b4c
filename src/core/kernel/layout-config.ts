import { ARCHES, type Arch } from "./arch.ts";
import type { BootParameters } from "./cmdline.ts";
import type { LayoutConfig } from "./config.ts";
import type { Kconfig } from "./kconfig.ts";
import { maxPageOrderOf } from "./max-order.ts";
import type { Profile } from "./presets.ts";
import { DEFAULT_DEBUG, parseSlubDebug } from "./slub-debug.ts";
import { atLeast, isBetween, type KernelVersion, valueAt } from "./version.ts";

/** What decides a kernel's knobs, gathered. */
export interface Inputs {
  readonly profile: Profile & { readonly pageSize: number };
  readonly version: KernelVersion;
  readonly arch: Arch;
  readonly options: Kconfig;
  readonly boot: BootParameters;
}

/** Knobs that a profile may leave open; each gives a kernel of its own. */
export interface Choices {
  readonly cacheLine: number;
  /** dma_get_cache_alignment(). */
  readonly dmaCacheAlign: number;
}

/** Everything that decides the layout of slabs. */
export function layoutConfig({ cacheLine, dmaCacheAlign }: Choices, inputs: Inputs): LayoutConfig {
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
    slabMinAlign: slabMinAlignOf(arch, options),
    dmaMinAlign: arch === "arm" ? l1 : ((usesDmaMinAlign(inputs) ? dmaMinAlign : undefined) ?? 8),
    dmaAddrSize: dmaAddrSizeOf(wordSize, options),
    slubTiny,
    slubCpuPartial: allocator === "slub" && !slubTiny && !options.isOff("CONFIG_SLUB_CPU_PARTIAL"),
    ...slubOrders(boot, maxPageOrder, slubTiny),
    slubMinObjects: boot.minObjects ?? 0,
    slubDebugBuilt,
    ...slubDebugOf(inputs, slubDebugBuilt),
    trackSize: trackSize(version, wordSize, options),
    origSize: origSize(version, wordSize),
    kasanGeneric: usesGenericKasan(options),
    kasanExtraInfo: options.isSet("CONFIG_KASAN_EXTRA_INFO"),
    unmodelled: unmodelledDebugging(version, allocator, options),
    slabMerge: boot.merge || (options.isSet("CONFIG_SLAB_MERGE_DEFAULT") && !boot.noMerge),
    hardenedUsercopy: options.isSet("CONFIG_HARDENED_USERCOPY"),
  };
}

/** CPUs of a machine whose profile does not count them. */
export const DEFAULT_CPUS = 4;

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
  return valueAt(version, before, rows);
}

/** __kmalloc_minalign() since 6.5: bounce buffers make small objects safe for DMA; without them a cache line is needed. */
function runMinAlign(kmallocMinAlign: number, dmaCacheAlign: number, { version, arch, options, boot }: Inputs): number {
  if (!atLeast(version, "6.5")) return 1;
  const bounces =
    options.isSet("CONFIG_DMA_BOUNCE_UNALIGNED_KMALLOC") && options.isSet("CONFIG_SWIOTLB") && !boot.swiotlbOff;
  return Math.max(bounces ? kmallocMinAlign : dmaCacheAlign, slabMinAlignOf(arch, options));
}

/** arch_slab_minalign(): 16 where KASAN tags memory by granules of 16 bytes. */
function slabMinAlignOf(arch: Arch, options: Kconfig): number {
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

/** KASAN's own default mode. */
function usesGenericKasan(options: Kconfig): boolean {
  if (options.isSet("CONFIG_KASAN_GENERIC")) return true;
  const tagged = options.isSet("CONFIG_KASAN_SW_TAGS") || options.isSet("CONFIG_KASAN_HW_TAGS");
  return options.isSet("CONFIG_KASAN") && !tagged && !options.isOff("CONFIG_KASAN_GENERIC");
}

/** Debugging whose metadata is not modelled: slots are then unknown. */
function unmodelledDebugging(
  version: KernelVersion,
  allocator: LayoutConfig["allocator"],
  options: Kconfig,
): string | undefined {
  const kasan = options.isSet("CONFIG_KASAN") || usesGenericKasan(options);
  if (kasan && (allocator !== "slub" || !atLeast(version, "6.1")))
    return "CONFIG_KASAN adds metadata to objects, which is known for SLUB since 6.1";
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

/** L1_CACHE_BYTES. */
export function l1CacheBytes(arch: Arch, options: Kconfig): number {
  const shift =
    arch === "arm"
      ? options.number("CONFIG_ARM_L1_CACHE_SHIFT")
      : arch === "x86_64" || arch === "i386"
        ? options.number("CONFIG_X86_L1_CACHE_SHIFT")
        : undefined;
  return shift === undefined || shift < 4 || shift > 8 ? ARCHES[arch].l1CacheBytes : 2 ** shift;
}
