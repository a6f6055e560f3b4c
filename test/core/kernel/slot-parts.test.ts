import fc from "fast-check";
import { expect, test } from "vitest";
import { presetNamed } from "../../../src/core/kernel/presets.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import { freePointerInObject, slotParts } from "../../../src/core/kernel/slot-parts.ts";
import { slubLayout } from "../../../src/core/kernel/slub-layout.ts";

const FLAGS = ["SLAB_HWCACHE_ALIGN", "SLAB_RED_ZONE", "SLAB_POISON", "SLAB_STORE_USER", "SLAB_TYPESAFE_BY_RCU"];

function configOf(name: string) {
  const read = readProfile(presetNamed(name)?.profile);
  if (read.kind === "error") throw new Error(read.why);
  return read.config;
}

test("parts follow each other and add up to the slot", () => {
  const configs = ["debian-6.12-amd64", "debian-5.10-amd64", "debian-6.1-i386"].map(configOf);
  fc.assert(
    fc.property(
      fc.constantFrom(...configs),
      fc.integer({ min: 1, max: 8192 }),
      fc.constantFrom(0, 8, 64, 256),
      fc.subarray(FLAGS),
      fc.boolean(),
      fc.boolean(),
      (config, size, align, flags, ctor, kmalloc) => {
        const layout = slubLayout({ name: "x", size, align, flags, ctor, kmalloc }, config);
        if (!layout) return;
        const parts = slotParts(layout, kmalloc, config);
        let end = 0;
        for (const { offset, bytes } of parts) {
          expect(offset).toBe(end);
          expect(bytes).toBeGreaterThan(0);
          end += bytes;
        }
        expect(end).toBe(layout.slotSize);
        expect(parts.find(({ kind }) => kind === "object")?.offset).toBe(layout.redLeftPad);
        const own = parts.find(({ kind }) => kind === "free-pointer");
        const inside = freePointerInObject(layout, config);
        expect((own === undefined) !== (inside === undefined)).toBe(true);
        if (own) expect(own.offset).toBe(layout.redLeftPad + layout.freePointerOffset);
      },
    ),
  );
});

test("a cache with debugging has red zones, tracks and its free pointer behind the object", () => {
  const config = configOf("debian-6.12-amd64");
  const flags = ["SLAB_RED_ZONE", "SLAB_POISON", "SLAB_STORE_USER"];
  const layout = slubLayout({ name: "x", size: 100, align: 0, flags, ctor: false }, config);
  if (!layout) throw new Error("no layout");
  expect(slotParts(layout, false, config).map(({ kind }) => kind)).toEqual([
    "red-left",
    "object",
    "red-right",
    "free-pointer",
    "track-alloc",
    "track-free",
    "red-padding",
  ]);
});
