import { alignUp, lowestBit } from "./bits.ts";
import type { LayoutConfig } from "./config.ts";
import { slabLayout } from "./slab-layout.ts";
import { type CacheSpec, type SlubLayout, slubLayout } from "./slub-layout.ts";
import { atLeast } from "./version.ts";

/** Kinds of kmalloc caches. Kernel: enum kmalloc_cache_type. */
export type KmallocType = "normal" | "random" | "dma" | "reclaim" | "cgroup";

/** One kmalloc cache. */
export interface KmallocClass {
  readonly cache: string;
  readonly objectSize: number;
  readonly slotSize: number;
  /** Geometry of its slabs; undefined with SLOB, which has none. */
  readonly layout: SlubLayout | undefined;
}

/** kmalloc caches of every type, by index: 1 is 96 bytes, 2 is 192, n is 2^n; undefined where the kernel has none. */
export type KmallocClasses = Readonly<Record<KmallocType, readonly (KmallocClass | undefined)[]>>;

/** Prefix of the names of a type's caches. Kernel: kmalloc_info[], INIT_KMALLOC_INFO(). */
const PREFIXES: Readonly<Record<KmallocType, string>> = {
  normal: "kmalloc",
  random: "kmalloc-rnd-NN",
  dma: "dma-kmalloc",
  reclaim: "kmalloc-rcl",
  cgroup: "kmalloc-cg",
};

/** All kmalloc caches of a kernel. Kernel: create_kmalloc_caches(). */
export function kmallocClasses(config: LayoutConfig): KmallocClasses {
  return {
    normal: classesNamed(PREFIXES.normal, "kmalloc", config),
    random: classesNamed(PREFIXES.random, "kmalloc", config),
    dma: classesNamed(PREFIXES.dma, "kmalloc", config),
    reclaim: classesNamed(PREFIXES.reclaim, "kmalloc", config),
    cgroup: classesNamed(PREFIXES.cgroup, "kmalloc", config),
  };
}

/** Caches of a bucket set, memdup_user-8 to memdup_user-8k. Kernel: kmem_buckets_create() (since 6.11). */
export function bucketClass(prefix: string, index: number, config: LayoutConfig): KmallocClass | undefined {
  return classesNamed(prefix, "bucket", config)[index];
}

/** Index of the class for `size` bytes, 1 to KMALLOC_MAX_CACHE_SIZE. Kernel: kmalloc_index(), kmalloc_slab(). */
export function kmallocIndex(size: number, { kmallocMinSize }: Pick<LayoutConfig, "kmallocMinSize">): number {
  if (size <= kmallocMinSize) return 31 - Math.clz32(kmallocMinSize);
  if (kmallocMinSize <= 32 && size > 64 && size <= 96) return 1;
  if (kmallocMinSize <= 64 && size > 128 && size <= 192) return 2;
  return 32 - Math.clz32(size - 1);
}

/** Object size of the class with `index`. */
function classSize(index: number): number {
  return index === 1 ? 96 : index === 2 ? 192 : 2 ** index;
}

function classesNamed(prefix: string, kind: "kmalloc" | "bucket", config: LayoutConfig): (KmallocClass | undefined)[] {
  const least = 31 - Math.clz32(config.kmallocMinSize);
  const classes: (KmallocClass | undefined)[] = [];
  for (let index = 1; 2 ** index <= config.kmallocMaxCacheSize; index++) {
    const exists =
      index === 1 ? config.kmallocMinSize <= 32 : index === 2 ? config.kmallocMinSize <= 64 : index >= least;
    if (!exists) continue;
    // A class that is not a multiple of the alignment becomes an alias of the next that is (since 6.5).
    const objectSize = classSize(kmallocIndex(alignUp(classSize(index), config.kmallocRunMinAlign), config));
    const spec = classSpec(`${prefix}-${sizeName(objectSize, config)}`, objectSize, kind, config);
    const layout = classLayout(spec, config);
    classes[index] = { cache: spec.name, objectSize, slotSize: layout?.slotSize ?? objectSize, layout };
  }
  return classes;
}

function classLayout(spec: CacheSpec, config: LayoutConfig): SlubLayout | undefined {
  switch (config.allocator) {
    case "slub":
      return slubLayout(spec, config);
    case "slab":
      return slabLayout(spec, config);
    case "slob":
      return undefined;
  }
}

/** The kmem_cache behind a class. Kernel: create_kmalloc_cache() → create_boot_cache(). */
function classSpec(name: string, size: number, kind: "kmalloc" | "bucket", config: LayoutConfig): CacheSpec {
  const flags = config.allocator === "slab" ? ["SLAB_HWCACHE_ALIGN"] : [];
  if (kind === "bucket") return { name, size, align: 0, flags: ["SLAB_NO_MERGE"], ctor: false };
  const align = Math.max(config.kmallocRunMinAlign, config.kmallocMinAlign, naturalAlign(size, config));
  return { name, size, align, flags, ctor: false, kmalloc: true };
}

/** Alignment that kmalloc() promises for a class: none up to 5.3, powers of two since 5.4, any class's divisor since 6.11. */
function naturalAlign(size: number, { version }: LayoutConfig): number {
  const bit = lowestBit(size);
  if (atLeast(version, "6.11")) return bit;
  return atLeast(version, "5.4") && bit === size ? size : 1;
}

/** Size in a cache's name: 512, 1k, 128k, 32M; decimal up to 4.19. */
function sizeName(size: number, { version }: LayoutConfig): string {
  if (size < 1024 || !atLeast(version, "4.20")) return String(size);
  return size < 1024 ** 2 ? `${size / 1024}k` : `${size / 1024 ** 2}M`;
}
