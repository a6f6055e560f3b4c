import type { LayoutConfig, SlubDebugBlock, SlubDebugFlag } from "./config.ts";
import { atLeast } from "./version.ts";

/** SLAB_DEBUG_FLAGS: 0, and so without effect, unless CONFIG_SLUB_DEBUG is set. */
const DEBUG_FLAGS: ReadonlySet<string> = new Set([
  "SLAB_CONSISTENCY_CHECKS",
  "SLAB_RED_ZONE",
  "SLAB_POISON",
  "SLAB_STORE_USER",
  "SLAB_TRACE",
]);

/** A cache's flags with those that slub_debug= adds. Kernel: kmem_cache_flags(), kmem_cache_debug_flags() before 4.20. */
export function debugFlags(name: string, flags: readonly string[], config: LayoutConfig): readonly string[] {
  if (!config.slubDebugBuilt) return flags.filter((flag) => !DEBUG_FLAGS.has(flag));
  if (config.slubDebug.length === 0) return flags;
  if (flags.includes("SLAB_NO_USER_FLAGS")) return flags;

  // A block that names the cache replaces the flags for all caches.
  const named = config.slubDebug.find(({ caches }) => caches.some((pattern) => matches(pattern, name)));
  let added: readonly SlubDebugFlag[] =
    (named ?? config.slubDebug.find(({ caches }) => caches.length === 0))?.flags ?? [];
  // Leak trackers' own caches are not tracked (since 5.12), unless they are named.
  if (!named && flags.includes("SLAB_NOLEAKTRACE") && atLeast(config.version, "5.12"))
    added = added.filter((flag) => flag !== "SLAB_STORE_USER");
  return [...new Set([...flags, ...added])];
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

const LETTERS: Readonly<Record<string, SlubDebugFlag>> = {
  f: "SLAB_CONSISTENCY_CHECKS",
  z: "SLAB_RED_ZONE",
  p: "SLAB_POISON",
  u: "SLAB_STORE_USER",
};

/** DEBUG_DEFAULT_FLAGS: what slub_debug alone and CONFIG_SLUB_DEBUG_ON switch on. */
export const DEFAULT_DEBUG: SlubDebugBlock = { flags: Object.values(LETTERS), caches: [] };

export interface SlubDebugOption {
  readonly blocks: readonly SlubDebugBlock[];
  /** Letter O: no debugging that would raise the order of a cache. */
  readonly keepsOrder: boolean;
}

/** Reads the value of slub_debug= ("" for the bare option): FZPU, `,names`, `-`, blocks between `;`. Kernel: setup_slub_debug(). */
export function parseSlubDebug(text: string): SlubDebugOption {
  const blocks: SlubDebugBlock[] = [];
  let keepsOrder = false;
  for (const part of text.split(";")) {
    const [letters = "", ...caches] = part.split(",");
    if (letters.toLowerCase().includes("o")) keepsOrder = true;
    const flags = letters.trim() === "" ? DEFAULT_DEBUG.flags : flagsOf(letters);
    if (letters.trim() === "-") return { blocks: [], keepsOrder: false };
    if (part.trim() !== "" || text.trim() === "") blocks.push({ flags, caches: caches.filter((name) => name !== "") });
  }
  return { blocks, keepsOrder };
}

function flagsOf(letters: string): SlubDebugFlag[] {
  return [...letters.toLowerCase()].flatMap((letter) => LETTERS[letter] ?? []);
}
