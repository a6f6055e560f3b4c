import { bitCount } from "./bits.ts";
import type { GfpBits } from "./gfp.ts";
import { atLeast, type KernelVersion } from "./version.ts";

/** Options that compile flags in or out. */
export interface GfpOptions {
  readonly lockdep: boolean;
  readonly kasanHwTags: boolean;
  readonly slabObjExt: boolean;
}

type Only = keyof GfpOptions;

/** Bits 0–7 never moved. */
const LOW = ["DMA", "HIGHMEM", "DMA32", "MOVABLE", "RECLAIMABLE", "HIGH", "IO", "FS"] as const;

/** Flags from bit 8 on, in order of their bits, from a version on; "-" leaves a hole. */
const HIGH: readonly { readonly since: string; readonly names: string }[] = [
  {
    since: "4.19",
    names:
      "WRITE NOWARN RETRY_MAYFAIL NOFAIL NORETRY MEMALLOC COMP ZERO NOMEMALLOC HARDWALL THISNODE ATOMIC " +
      "ACCOUNT DIRECT_RECLAIM KSWAPD_RECLAIM NOLOCKDEP",
  },
  {
    since: "5.0",
    names:
      "ZERO ATOMIC DIRECT_RECLAIM KSWAPD_RECLAIM WRITE NOWARN RETRY_MAYFAIL NOFAIL NORETRY MEMALLOC COMP " +
      "NOMEMALLOC HARDWALL THISNODE ACCOUNT NOLOCKDEP",
  },
  {
    since: "5.14",
    names:
      "ZERO ATOMIC DIRECT_RECLAIM KSWAPD_RECLAIM WRITE NOWARN RETRY_MAYFAIL NOFAIL NORETRY MEMALLOC COMP " +
      "NOMEMALLOC HARDWALL THISNODE ACCOUNT ZEROTAGS SKIP_KASAN_POISON NOLOCKDEP",
  },
  {
    since: "5.18",
    names:
      "ZERO ATOMIC DIRECT_RECLAIM KSWAPD_RECLAIM WRITE NOWARN RETRY_MAYFAIL NOFAIL NORETRY MEMALLOC COMP " +
      "NOMEMALLOC HARDWALL THISNODE ACCOUNT ZEROTAGS SKIP_ZERO SKIP_KASAN_UNPOISON SKIP_KASAN_POISON " +
      "NOLOCKDEP",
  },
  {
    since: "6.3",
    names:
      "ZERO - DIRECT_RECLAIM KSWAPD_RECLAIM WRITE NOWARN RETRY_MAYFAIL NOFAIL NORETRY MEMALLOC COMP " +
      "NOMEMALLOC HARDWALL THISNODE ACCOUNT ZEROTAGS SKIP_ZERO SKIP_KASAN NOLOCKDEP",
  },
  {
    since: "6.10",
    names:
      "ZERO - DIRECT_RECLAIM KSWAPD_RECLAIM WRITE NOWARN RETRY_MAYFAIL NOFAIL NORETRY MEMALLOC COMP " +
      "NOMEMALLOC HARDWALL THISNODE ACCOUNT ZEROTAGS SKIP_ZERO SKIP_KASAN NOLOCKDEP NO_OBJ_EXT",
  },
];

/** Flags that are 0 without an option. Since 6.10 the flags are an enum and such a flag takes no bit either. */
const ONLY_WITH: Readonly<Record<string, Only>> = {
  NOLOCKDEP: "lockdep",
  SKIP_ZERO: "kasanHwTags",
  SKIP_KASAN: "kasanHwTags",
  SKIP_KASAN_POISON: "kasanHwTags",
  SKIP_KASAN_UNPOISON: "kasanHwTags",
  NO_OBJ_EXT: "slabObjExt",
};

/** A composite mask from a version on, as the names it ORs (with or without their leading underscores). */
const MASKS: readonly { readonly name: string; readonly since?: string; readonly of: readonly string[] }[] = [
  { name: "__GFP_RECLAIM", of: ["__GFP_DIRECT_RECLAIM", "__GFP_KSWAPD_RECLAIM"] },
  { name: "GFP_ATOMIC", of: ["__GFP_HIGH", "__GFP_ATOMIC", "__GFP_KSWAPD_RECLAIM"] },
  { name: "GFP_ATOMIC", since: "6.3", of: ["__GFP_HIGH", "__GFP_KSWAPD_RECLAIM"] },
  { name: "GFP_KERNEL", of: ["__GFP_RECLAIM", "__GFP_IO", "__GFP_FS"] },
  { name: "GFP_KERNEL_ACCOUNT", of: ["GFP_KERNEL", "__GFP_ACCOUNT"] },
  { name: "GFP_NOWAIT", of: ["__GFP_KSWAPD_RECLAIM"] },
  { name: "GFP_NOWAIT", since: "6.7", of: ["__GFP_KSWAPD_RECLAIM", "__GFP_NOWARN"] },
  { name: "GFP_NOIO", of: ["__GFP_RECLAIM"] },
  { name: "GFP_NOFS", of: ["__GFP_RECLAIM", "__GFP_IO"] },
  { name: "GFP_USER", of: ["GFP_KERNEL", "__GFP_HARDWALL"] },
  { name: "GFP_DMA", of: ["__GFP_DMA"] },
  { name: "GFP_DMA32", of: ["__GFP_DMA32"] },
  { name: "GFP_HIGHUSER", of: ["GFP_USER", "__GFP_HIGHMEM"] },
  { name: "GFP_HIGHUSER_MOVABLE", of: ["GFP_HIGHUSER", "__GFP_MOVABLE"] },
  { name: "GFP_HIGHUSER_MOVABLE", since: "5.14", of: ["GFP_HIGHUSER", "__GFP_MOVABLE", "__GFP_SKIP_KASAN_POISON"] },
  {
    name: "GFP_HIGHUSER_MOVABLE",
    since: "5.18",
    of: ["GFP_HIGHUSER", "__GFP_MOVABLE", "__GFP_SKIP_KASAN_POISON", "__GFP_SKIP_KASAN_UNPOISON"],
  },
  { name: "GFP_HIGHUSER_MOVABLE", since: "6.3", of: ["GFP_HIGHUSER", "__GFP_MOVABLE", "__GFP_SKIP_KASAN"] },
  {
    name: "GFP_TRANSHUGE_LIGHT",
    of: ["GFP_HIGHUSER_MOVABLE", "__GFP_COMP", "__GFP_NOMEMALLOC", "__GFP_NOWARN", "~__GFP_RECLAIM"],
  },
  { name: "GFP_TRANSHUGE", of: ["GFP_TRANSHUGE_LIGHT", "__GFP_DIRECT_RECLAIM"] },
];

/** What a composite mask ORs, from each version on that changed it; the first row has none. Empty for any other name. */
export function gfpMaskHistory(name: string): readonly { readonly since?: string; readonly of: readonly string[] }[] {
  return MASKS.filter((mask) => mask.name === name);
}

/** Whether any supported kernel has a flag or mask of that name. */
export function isGfpName(name: string): boolean {
  return NAMES.has(name);
}

/** The version that a flag came with, and the one that it is gone from; left out where every kernel has it. */
export function gfpFlagVersions(name: string): { readonly since?: string; readonly gone?: string } {
  const has = HIGH.map(({ names }) => names.split(" ").includes(name.replace("__GFP_", "")));
  const first = has.indexOf(true);
  const gone = HIGH[has.lastIndexOf(true) + 1];
  if (first < 0) return {};
  return {
    ...(first > 0 && HIGH[first] ? { since: HIGH[first].since } : {}),
    ...(gone ? { gone: gone.since } : {}),
  };
}

const NAMES: ReadonlySet<string> = new Set([
  ...[...LOW, ...HIGH.flatMap(({ names }) => names.split(" "))].map((name) => `__GFP_${name}`),
  ...MASKS.map(({ name }) => name),
]);

/** The bits of one kernel (include/linux/gfp.h, gfp_types.h since 6.0). */
export function gfpBits(version: KernelVersion, options: GfpOptions): GfpBits {
  const flags = flagValues(version, options);
  const values: Record<string, number> = { ...flags };
  for (const { name, since, of } of MASKS) {
    if (since !== undefined && !atLeast(version, since)) continue;
    let value = 0;
    for (const part of of) {
      value = part.startsWith("~") ? value & ~(values[part.slice(1)] ?? 0) : value | (values[part] ?? 0);
    }
    values[name] = value >>> 0;
  }
  const masks = [...new Set(MASKS.map(({ name }) => name))].map((name) => [name, values[name] ?? 0] as const);
  return {
    dma: flags.__GFP_DMA ?? 0,
    highmem: flags.__GFP_HIGHMEM ?? 0,
    dma32: flags.__GFP_DMA32 ?? 0,
    reclaimable: flags.__GFP_RECLAIMABLE ?? 0,
    account: flags.__GFP_ACCOUNT ?? 0,
    directReclaim: flags.__GFP_DIRECT_RECLAIM ?? 0,
    comp: flags.__GFP_COMP ?? 0,
    flags,
    // Of two names for one value (__GFP_RECLAIM, GFP_NOIO), the one that people write comes first.
    masks: masks.sort(([a, x], [b, y]) => bitCount(y) - bitCount(x) || Number(a > b) - Number(a < b)),
  };
}

function flagValues(version: KernelVersion, options: GfpOptions): Record<string, number> {
  const rows = HIGH.filter(({ since }) => atLeast(version, since));
  const isEnum = atLeast(version, "6.10");
  const flags: Record<string, number> = {};
  let bit = 0;
  for (const name of [...LOW, ...(rows.at(-1)?.names.split(" ") ?? [])]) {
    const only = ONLY_WITH[name];
    const present = only === undefined || options[only];
    if (name !== "-") flags[`__GFP_${name}`] = present ? 2 ** bit : 0;
    if (present || !isEnum) bit++;
  }
  return flags;
}
