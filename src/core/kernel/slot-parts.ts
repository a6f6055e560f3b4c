import type { LayoutConfig } from "./config.ts";
import type { SlubLayout } from "./slub-layout.ts";

/** What the bytes of a slot are for, from its first to its last. */
export interface SlotPart {
  readonly kind: SlotPartKind;
  /** Bytes from the start of the slot; the object's pointer is the start of the part `object`. */
  readonly offset: number;
  readonly bytes: number;
}

export type SlotPartKind =
  | "red-left"
  | "object"
  | "red-right"
  | "word-padding"
  | "free-pointer"
  | "track-alloc"
  | "track-free"
  | "orig-size"
  | "kasan"
  | "red-padding"
  | "alignment";

/** The slot of a cache, cut up; the parts add up to slotSize. Kernel: the picture above object_err() in mm/slub.c. */
export function slotParts(
  layout: Pick<SlubLayout, "objectSize" | "inuse" | "slotSize" | "freePointerOffset" | "redLeftPad" | "flags">,
  kmalloc: boolean,
  config: LayoutConfig,
): readonly SlotPart[] {
  const { objectSize, inuse, slotSize, freePointerOffset, redLeftPad, flags } = layout;
  const redZone = flags.includes("SLAB_RED_ZONE");
  const storeUser = flags.includes("SLAB_STORE_USER");
  const isSlub = config.allocator === "slub";
  const track = storeUser ? config.trackSize : 0;
  const sizes: readonly (readonly [SlotPartKind, number])[] = [
    ["red-left", redLeftPad],
    ["object", objectSize],
    [redZone ? "red-right" : "word-padding", inuse - objectSize],
    ["free-pointer", isSlub && freePointerOffset >= inuse ? config.wordSize : 0],
    ["track-alloc", track],
    ["track-free", track],
    ["orig-size", kmalloc && storeUser ? config.origSize : 0],
    ["red-padding", redZone && !config.kasanGeneric ? config.wordSize : 0],
  ];
  const parts: SlotPart[] = [];
  let offset = 0;
  for (const [kind, bytes] of sizes) {
    if (bytes > 0) parts.push({ kind, offset, bytes });
    offset += bytes;
  }
  // KASAN's own room lies between the tracks and the last red zone, and is not told apart from the alignment.
  const rest = slotSize - offset;
  if (rest > 0) parts.push({ kind: config.kasanGeneric ? "kasan" : "alignment", offset, bytes: rest });
  return parts;
}

/** Offset in the slot of a free pointer that lies over the object while that is free; undefined where it has its own room. */
export function freePointerInObject(
  { freePointerOffset, inuse, redLeftPad }: Pick<SlubLayout, "freePointerOffset" | "inuse" | "redLeftPad">,
  { allocator }: LayoutConfig,
): number | undefined {
  return allocator === "slub" && freePointerOffset < inuse ? redLeftPad + freePointerOffset : undefined;
}
