import { expect, test } from "vitest";
import { assess } from "../../support/assess.ts";

test("a size that no flag changes is given, and its trace claims nothing of the flags", () => {
  const placement = assess("kmalloc(1360, gfp)").placement;
  expect(placement).toMatchObject({ kind: "slab", bytesAlloc: 2048 });
  expect(placement.trace.map(({ says }) => says).join()).not.toContain("no flag asks");
});

test("where the flags decide, both answers are given", () => {
  expect(assess("kvmalloc(5242880, gfp)").placement).toMatchObject({
    kind: "oneOf",
    placements: [{ kind: "vmalloc" }, { kind: "fails" }],
  });
  expect(assess("kvmalloc(5242880, GFP_KERNEL)").placement).toMatchObject({ kind: "vmalloc" });
});
