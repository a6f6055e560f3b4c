import type { Since } from "./version.ts";

/** The architectures whose allocator constants are known, by uname's name. */
export type Arch = "x86_64" | "i386" | "arm64" | "arm" | "riscv64" | "ppc64le";

/** What an architecture's headers fix. Sizes in bytes; a version table where a header changed. */
export interface ArchFacts {
  readonly wordSize: 4 | 8;
  readonly pageSizes: readonly number[];
  /** L1_CACHE_BYTES without a CONFIG_ option that moves it. */
  readonly l1CacheBytes: number;
  /** ARCH_KMALLOC_MINALIGN; 8 is __alignof__(unsigned long long). */
  readonly kmallocMinAlign: { readonly before: number; readonly rows: readonly Since<number>[] };
  /** ARCH_DMA_MINALIGN; undefined where the architecture is DMA coherent and defines none. */
  readonly dmaMinAlign: number | undefined;
  readonly netIpAlign: 0 | 2;
  /** HAVE_ARCH_HUGE_VMALLOC is selected from this version on. */
  readonly hugeVmallocSince?: string;
  /** Bytes of addresses that vmalloc() has at least, with any amount of RAM. */
  readonly vmallocArea: number;
  /** Options that Kconfig selects or defaults to on this architecture. */
  readonly selects: readonly string[];
}

const ALWAYS_8 = { before: 8, rows: [] } as const;
const DMA_BOUNCE = "CONFIG_DMA_BOUNCE_UNALIGNED_KMALLOC";

export const ARCHES: Readonly<Record<Arch, ArchFacts>> = {
  x86_64: {
    wordSize: 8,
    pageSizes: [4096],
    l1CacheBytes: 64,
    kmallocMinAlign: ALWAYS_8,
    dmaMinAlign: undefined,
    netIpAlign: 0,
    hugeVmallocSince: "5.18",
    vmallocArea: 2 ** 44,
    selects: ["CONFIG_SWIOTLB"],
  },
  i386: {
    wordSize: 4,
    pageSizes: [4096],
    l1CacheBytes: 64,
    kmallocMinAlign: ALWAYS_8,
    dmaMinAlign: undefined,
    netIpAlign: 0,
    vmallocArea: 120 * 2 ** 20,
    selects: [],
  },
  arm64: {
    wordSize: 8,
    pageSizes: [4096, 16384, 65536],
    l1CacheBytes: 64,
    kmallocMinAlign: { before: 128, rows: [{ since: "6.5", value: 8 }] },
    dmaMinAlign: 128,
    netIpAlign: 0,
    hugeVmallocSince: "5.18",
    vmallocArea: 2 ** 37,
    selects: ["CONFIG_SWIOTLB", DMA_BOUNCE],
  },
  arm: {
    wordSize: 4,
    pageSizes: [4096],
    l1CacheBytes: 64,
    kmallocMinAlign: { before: 64, rows: [] },
    dmaMinAlign: 64,
    netIpAlign: 2,
    vmallocArea: 240 * 2 ** 20,
    selects: [],
  },
  riscv64: {
    wordSize: 8,
    pageSizes: [4096],
    l1CacheBytes: 64,
    kmallocMinAlign: {
      before: 8,
      rows: [
        { since: "6.0", value: 64 },
        { since: "6.6", value: 8 },
      ],
    },
    dmaMinAlign: 64,
    netIpAlign: 2,
    hugeVmallocSince: "6.6",
    vmallocArea: 2 ** 35,
    selects: ["CONFIG_SWIOTLB", "CONFIG_RISCV_DMA_NONCOHERENT", DMA_BOUNCE],
  },
  ppc64le: {
    wordSize: 8,
    pageSizes: [65536, 4096],
    l1CacheBytes: 128,
    kmallocMinAlign: ALWAYS_8,
    dmaMinAlign: undefined,
    netIpAlign: 0,
    hugeVmallocSince: "5.13",
    vmallocArea: 2 ** 42,
    selects: [],
  },
};

const OTHER_NAMES: Readonly<Record<string, Arch>> = {
  amd64: "x86_64",
  "x86-64": "x86_64",
  x64: "x86_64",
  x86: "i386",
  ia32: "i386",
  i486: "i386",
  i586: "i386",
  i686: "i386",
  aarch64: "arm64",
  armhf: "arm",
  armv6l: "arm",
  armv7: "arm",
  armv7l: "arm",
  armv8l: "arm",
  riscv: "riscv64",
  ppc64el: "ppc64le",
  ppc64: "ppc64le",
  powerpc64le: "ppc64le",
};

/** Architecture of a name that uname, Debian or Kconfig uses for it. */
export function archOf(name: string): Arch | undefined {
  const key = name.trim().toLowerCase();
  const known = Object.keys(ARCHES).find((arch): arch is Arch => arch === key);
  return known ?? (Object.hasOwn(OTHER_NAMES, key) ? OTHER_NAMES[key] : undefined);
}
