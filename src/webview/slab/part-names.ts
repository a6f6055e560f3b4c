import type { SlotPartKind } from "../../core/kernel/slot-parts.ts";

/** What each part of a slot is, and why it is there. */
export const PART_NAMES: Readonly<Record<SlotPartKind, { readonly name: string; readonly why: string }>> = {
  object: { name: "object", why: "what kmem_cache_alloc() returns a pointer to" },
  "word-padding": { name: "padding", why: "up to a multiple of a word" },
  "red-left": { name: "left red zone", why: "SLAB_RED_ZONE: shows writes in front of the object" },
  "red-right": { name: "right red zone", why: "SLAB_RED_ZONE: shows writes past the object's end" },
  "free-pointer": {
    name: "free pointer",
    why: "behind the object, whose bytes must not change while it is free: poison, constructor or RCU",
  },
  "track-alloc": { name: "who allocated", why: "SLAB_STORE_USER: struct track with the caller's stack" },
  "track-free": { name: "who freed", why: "SLAB_STORE_USER: struct track of the last free" },
  "orig-size": { name: "size asked", why: "kmalloc() keeps the size that was asked for, beside the tracks" },
  kasan: { name: "KASAN", why: "metadata and red zone of CONFIG_KASAN_GENERIC, and alignment" },
  "red-padding": { name: "red word", why: "SLAB_RED_ZONE: one more word, so that the next slot is reached" },
  alignment: { name: "alignment", why: "up to where the next object may begin" },
};
