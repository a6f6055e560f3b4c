import { describe, expect, test } from "vitest";
import { buddyBlocks, buddyGeometry } from "../../src/core/kernel/buddy-state.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";
import { FIRST_BUDDY, restoredBuddy } from "../../src/webview/buddy/buddy-state.ts";
import { framesOf } from "../../src/webview/buddy/operations.ts";
import { STORIES } from "../../src/webview/buddy/stories.ts";
import { ZONES } from "../../src/webview/buddy/zones.ts";

const GEOMETRIES = ["debian-6.12-amd64", "linux-6.12-arm64-64k", "debian-6.1-armhf"].map((name) => {
  const read = readProfile(presetNamed(name)?.profile);
  if (read.kind === "error") throw new Error(read.why);
  return buddyGeometry(read.config);
});

describe.each(STORIES)("$title", ({ operations }) => {
  test("no page is lost or there twice, in any step", () => {
    for (const geometry of GEOMETRIES)
      for (const pages of ZONES)
        for (const { state, kernel } of framesOf(operations(geometry.pageSize), pages, geometry)) {
          const blocks = buddyBlocks(state);
          const ends = blocks.map(({ pfn, order }) => pfn + 2 ** order);
          // While a block is taken off its list it is on none.
          if (kernel === "__rmqueue_smallest()" || kernel.startsWith("__rmqueue") || kernel === "expand()") continue;
          if (kernel === "__free_one_page()" || kernel === "make_alloc_exact()") continue;
          for (const [index, end] of ends.entries()) expect(end).toBeLessThanOrEqual(blocks[index + 1]?.pfn ?? pages);
        }
  });

  test("it says one sentence at each step", () => {
    for (const geometry of GEOMETRIES)
      for (const { says } of framesOf(operations(geometry.pageSize), 256, geometry)) expect(says).toMatch(/\S/);
  });
});

test("half of the zone is free, yet a pair of pages cannot be had", () => {
  const [geometry] = GEOMETRIES;
  const story = STORIES.find(({ title }) => title.startsWith("Fragmentation"));
  if (!geometry || !story) throw new Error("there is no such story");
  expect(framesOf(story.operations(4096), story.pages, geometry).at(-1)?.isFailure).toBe(true);
});

test.each([undefined, 3, "x", { pages: 7 }])("%j restores to the first state", (json) => {
  expect(restoredBuddy(json)).toEqual(FIRST_BUDDY);
});

test("operations that are none are left out", () => {
  const kept = { pages: 64, operations: [{ kind: "alloc", order: 1, type: "movable" }, { kind: "run" }, 5], at: 2 };
  expect(restoredBuddy(kept)).toEqual({ ...kept, operations: kept.operations.slice(0, 1) });
});
