import type { Arch } from "./arch.ts";
import type { LayoutConfig } from "./config.ts";

/** A kind of kernel that was booted and asked what it hands out; its rows are in test/golden/kernel. */
export interface MeasuredKernel {
  /** Major and minor number. */
  readonly series: string;
  readonly arch: Arch;
  readonly pageSize: number;
  readonly allocator: "SLUB" | "SLUB_TINY" | "SLAB" | "SLOB";
}

const PAGE_4K = { pageSize: 4096, allocator: "SLUB" } as const;

export const MEASURED: readonly MeasuredKernel[] = [
  { series: "6.1", arch: "x86_64", ...PAGE_4K },
  { series: "6.1", arch: "x86_64", pageSize: 4096, allocator: "SLAB" },
  { series: "6.1", arch: "x86_64", pageSize: 4096, allocator: "SLOB" },
  { series: "6.1", arch: "i386", ...PAGE_4K },
  { series: "6.1", arch: "arm64", ...PAGE_4K },
  { series: "6.1", arch: "arm", ...PAGE_4K },
  { series: "6.12", arch: "x86_64", ...PAGE_4K },
  { series: "6.12", arch: "x86_64", pageSize: 4096, allocator: "SLUB_TINY" },
  { series: "6.12", arch: "arm64", ...PAGE_4K },
  { series: "6.12", arch: "arm64", pageSize: 65536, allocator: "SLUB" },
  { series: "7.2", arch: "x86_64", ...PAGE_4K },
];

/** How sure a kernel's numbers are. */
export type Certainty =
  /** A kernel of this kind was measured, and the simulator gives what it gave. */
  | { readonly kind: "measured" }
  /** They follow from rules read in the kernel's source alone. */
  | { readonly kind: "by rule"; readonly why: string };

/** Whether a kernel of this release, architecture, page size and slab allocator was measured. */
export function certaintyOf(config: LayoutConfig): Certainty {
  if (config.unmodelled !== undefined) return { kind: "by rule", why: config.unmodelled };
  if (config.kasanGeneric) return { kind: "by rule", why: "no kernel with CONFIG_KASAN was measured" };
  const { series, arch, pageSize, allocator } = kindOf(config);
  const isSame = (kernel: MeasuredKernel) =>
    kernel.series === series && kernel.arch === arch && kernel.pageSize === pageSize && kernel.allocator === allocator;
  if (MEASURED.some(isSame)) return { kind: "measured" };
  const what = `Linux ${series} with ${allocator} on ${arch} with pages of ${pageSize / 1024} KiB`;
  return { kind: "by rule", why: `${what} was not measured` };
}

/** The kind of kernel that a configuration describes. */
function kindOf({ version, arch, pageSize, allocator, slubTiny }: LayoutConfig): MeasuredKernel {
  const names = { slub: slubTiny ? "SLUB_TINY" : "SLUB", slab: "SLAB", slob: "SLOB" } as const;
  return { series: `${version.major}.${version.minor}`, arch, pageSize, allocator: names[allocator] };
}
