import { expect, test } from "vitest";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readShownView } from "../../src/protocol/view-shown.ts";
import { kernelFor, laidOut } from "../../src/webview/slab/laid-out.ts";
import { FIRST_SLAB, restoredSlab, type SlabState } from "../../src/webview/slab/slab-state.ts";

const SHOWN = readShownView({
  kind: "show",
  profile: { name: "x", title: "x", assumed: false, profile: presetNamed("debian-6.12-amd64")?.profile },
});

function slabOf(change: Partial<SlabState>) {
  if (!SHOWN) throw new Error("the message is not read");
  const state = { ...FIRST_SLAB, ...change };
  const read = kernelFor(SHOWN, state);
  if (read.kind === "error") throw new Error(read.why);
  return laidOut(state, read.config);
}

test("ksize and stride of the book's cache are told apart", () => {
  const flags = ["SLAB_HWCACHE_ALIGN", "SLAB_RED_ZONE", "SLAB_POISON"] as const;
  expect(slabOf({ size: 328, align: 8, flags, ctor: true })).toMatchObject({ ksize: 328, layout: { slotSize: 448 } });
});

test("boot parameters and CPUs change the slab", () => {
  expect(slabOf({ size: 100, debug: "FZPU" })).toMatchObject({ layout: { slotSize: 192 } });
  expect(slabOf({ size: 1000, cpus: 64 })).not.toMatchObject({ layout: { order: 0 } });
});

test("a kmalloc cache is drawn by its name, and one that is not there is said to be missing", () => {
  expect(slabOf({ cache: "kmalloc-96" })).toMatchObject({ kind: "slab", ksize: 96, layout: { objectsPerSlab: 42 } });
  expect(slabOf({ cache: "<img>" })).toEqual({ kind: "none", why: "This kernel has no cache <img>" });
});

test("an object that is too large has no slab", () => {
  expect(slabOf({ size: 2 ** 23 }).kind).toBe("none");
});

test.each([undefined, 3, { flags: "x", align: 3, size: 0, cpus: -1, debug: "rm" }])(
  "%j restores to the first",
  (json) => {
    expect(restoredSlab(json)).toEqual(FIRST_SLAB);
  },
);
