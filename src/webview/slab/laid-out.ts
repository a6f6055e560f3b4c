import { kmemCacheCreate } from "../../core/kernel/cache.ts";
import type { KernelConfig } from "../../core/kernel/config.ts";
import type { KmallocClass } from "../../core/kernel/kmalloc-classes.ts";
import { amongKernels } from "../../core/kernel/open-request.ts";
import { orderBytes } from "../../core/kernel/page-order.ts";
import { type PartialLists, partialLists } from "../../core/kernel/partial-lists.ts";
import type { Placement } from "../../core/kernel/placement.ts";
import { readProfile } from "../../core/kernel/profile.ts";
import { freePointerInObject, type SlotPart, slotParts } from "../../core/kernel/slot-parts.ts";
import { debugFlags } from "../../core/kernel/slub-debug.ts";
import type { SlubLayout } from "../../core/kernel/slub-layout.ts";
import type { ShownView } from "../../protocol/view-shown.ts";
import type { SlabState } from "./slab-state.ts";

/** One slab of a cache, ready to be drawn. */
export interface LaidOutSlab {
  readonly kind: "slab";
  readonly cache: string;
  readonly layout: SlubLayout;
  readonly slabBytes: number;
  readonly pageSize: number;
  /** What ksize() says of an object. */
  readonly ksize: number;
  readonly parts: readonly SlotPart[];
  /** Offset in a slot of the free pointer that lies over a free object. */
  readonly freePointer: number | undefined;
  readonly wordSize: number;
  readonly reserve: PartialLists | undefined;
  /** What the profile leaves open. */
  readonly open: string | undefined;
}

export type SlabAnswer = LaidOutSlab | { readonly kind: "none"; readonly why: string };

/** The kernel of the panel with the CPUs and boot parameters that were chosen. */
export function kernelFor({ profile: { profile } }: ShownView, { debug, cpus }: SlabState) {
  const cmdline = debug === "" ? profile.cmdline : `${profile.cmdline ?? ""} slub_debug=${debug}`.trim();
  return readProfile({
    ...profile,
    ...(cmdline === undefined ? {} : { cmdline }),
    ...(cpus === undefined ? {} : { cpus, possibleCpus: Math.max(cpus, profile.possibleCpus ?? 0) }),
  });
}

/** The slab of the chosen cache. */
export function laidOut(state: SlabState, config: KernelConfig): SlabAnswer {
  const { cache } = state;
  if (config.unmodelled !== undefined) return { kind: "none", why: config.unmodelled };
  if (cache !== undefined) {
    const found = config.kmalloc.normal.find((one) => one?.cache === cache);
    return found ? ofClass(found, config) : { kind: "none", why: `This kernel has no cache ${cache}` };
  }
  const { size, align, ctor } = state;
  const name = "cache";
  const flags = debugFlags(name, state.flags, config);
  const request = { by: "cache", bytes: size, align, flags: state.flags, ctor, name } as const;
  return ofPlacement(
    amongKernels((kernel) => kmemCacheCreate(request, size, kernel), config),
    flags,
    config,
  );
}

function ofPlacement(placement: Placement, flags: readonly string[], config: KernelConfig): SlabAnswer {
  switch (placement.kind) {
    case "slab": {
      const { layout, objectSize } = placement;
      if (!layout) return { kind: "none", why: "the layout of this cache is not computed" };
      return drawn({ ...layout, flags }, objectSize, placement.cache, false, config);
    }
    case "oneOf": {
      const [first] = placement.placements;
      const answer = first ? ofPlacement(first, flags, config) : undefined;
      return answer?.kind === "slab"
        ? { ...answer, open: placement.because }
        : { kind: "none", why: placement.because };
    }
    case "fails":
    case "unknown":
      return { kind: "none", why: placement.why };
    case "pages":
    case "vmalloc":
    case "percpu":
    case "dma":
    case "skb":
    case "none":
    case "range":
      return { kind: "none", why: "this is no cache" };
  }
}

function ofClass({ cache, objectSize, layout }: KmallocClass, config: KernelConfig): SlabAnswer {
  if (!layout) return { kind: "none", why: "SLOB has no slabs: objects are cut from shared pages" };
  return drawn(layout, objectSize, cache, true, config);
}

function drawn(layout: SlubLayout, ksize: number, cache: string, kmalloc: boolean, config: KernelConfig): LaidOutSlab {
  const debugged = layout.flags.some((flag) => DEBUG.includes(flag));
  return {
    kind: "slab",
    cache,
    layout,
    slabBytes: orderBytes(layout.order, config),
    pageSize: config.pageSize,
    ksize,
    parts: slotParts(layout, kmalloc, config),
    freePointer: freePointerInObject(layout, config),
    wordSize: config.wordSize,
    reserve: config.allocator === "slub" ? partialLists(layout, debugged, config) : undefined,
    open: undefined,
  };
}

const DEBUG: readonly string[] = ["SLAB_CONSISTENCY_CHECKS", "SLAB_RED_ZONE", "SLAB_POISON", "SLAB_STORE_USER"];
