/** Boot parameters that decide sizes. */
export interface BootParameters {
  /** Value of slub_debug= or slab_debug=, "" for the bare word; undefined if absent. */
  readonly slubDebug: string | undefined;
  readonly minOrder: number | undefined;
  readonly maxOrder: number | undefined;
  readonly minObjects: number | undefined;
  readonly noMerge: boolean;
  readonly merge: boolean;
  readonly swiotlbOff: boolean;
  readonly noKmem: boolean;
  readonly noHugeVmalloc: boolean;
  /** Bytes of cma=, 0 for none. */
  readonly cma: number | undefined;
}

/** Reads a kernel command line; what does not concern allocators is ignored. `newNames`: slab_… is known (since 6.10). */
export function bootParameters(cmdline: string, newNames: boolean): BootParameters {
  const words = new Map<string, string>();
  for (const word of cmdline.trim().split(/\s+/)) {
    // Arguments behind "--" belong to init.
    if (word === "--") break;
    const equals = word.indexOf("=");
    const name = equals < 0 ? word : word.slice(0, equals);
    words.set(name.replaceAll("-", "_"), equals < 0 ? "" : word.slice(equals + 1));
  }
  const slub = (name: string) => (newNames ? words.get(`slab_${name}`) : undefined) ?? words.get(`slub_${name}`);
  return {
    slubDebug: slub("debug"),
    minOrder: count(slub("min_order")),
    maxOrder: count(slub("max_order")),
    minObjects: count(slub("min_objects")),
    noMerge: words.has("slab_nomerge") || words.has("slub_nomerge"),
    merge: words.has("slab_merge") || words.has("slub_merge"),
    swiotlbOff: /(^|,)noforce(,|$)/.test(words.get("swiotlb") ?? ""),
    noKmem: /(^|,)nokmem(,|$)/.test(words.get("cgroup.memory") ?? ""),
    noHugeVmalloc: words.has("nohugevmalloc"),
    cma: bytes(words.get("cma")),
  };
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** A size such as 64M, as memparse() reads it. */
function bytes(text: string | undefined): number | undefined {
  const match = /^(\d{1,9})([KMG]?)/i.exec(text ?? "");
  if (!match) return undefined;
  const unit = { "": 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[(match[2] ?? "").toUpperCase()] ?? 1;
  return Number(match[1]) * unit;
}
