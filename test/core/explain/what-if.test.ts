import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { whatIf } from "../../../src/core/explain/what-if.ts";
import type { Profile } from "../../../src/core/kernel/presets.ts";
import { AMD64, analysedBody } from "../rules/analysed.ts";

function rowsOf(call: string, of: string | Profile = AMD64, before = ""): string[] {
  const { assessments, config } = analysedBody(`${before}void *p = ${call};`, of);
  const [assessment] = assessments;
  const [table] = assessment ? whatIf(assessment, config) : [];
  return table?.kind === "table" ? table.rows.map((row) => row.join(" | ")) : [];
}

describe("what would take less", () => {
  test.each([
    [
      "kmalloc(1360, GFP_KERNEL)",
      ["its own kmem_cache, if there are many | → 1366 (24 in a slab of 32 KiB) | −682 B, −33 %"],
    ],
    [
      "kmalloc(4097, GFP_KERNEL)",
      [
        "4096 bytes, 1 fewer | → 4096 (kmalloc-4k) | −4096 B, −50 %",
        "its own kmem_cache, if there are many | → 4682 (7 in a slab of 32 KiB) | −3510 B, −43 %",
      ],
    ],
    [
      "kmalloc_array(520, 8, GFP_ATOMIC)",
      [expect.stringMatching(/^512 elements, 8 fewer \| → 4096 /), expect.anything()],
    ],
    [
      "devm_kzalloc(dev, 4096, GFP_KERNEL)",
      [
        "4056 bytes, 40 fewer | → 4096 (kmalloc-4k) | −4096 B, −50 %",
        "kzalloc(), with kfree() on every way out | → 4096 (kmalloc-4k) | −4096 B, −50 %",
      ],
    ],
    [
      "kzalloc(2200100, GFP_KERNEL)",
      [
        "2097152 bytes, 102948 fewer | → 2097152 (2 MiB, order 9) | −2097152 B, −50 %",
        "alloc_pages_exact(), free_pages_exact() | → 2203648 (2152 KiB, 538 pages of order 10) | −1990656 B, −47 %",
        "vzalloc(), vfree(): pages not in a row | → 2203648 (2152 KiB, vmalloc, 538 pages) | −1990656 B, −47 %",
      ],
    ],
    [
      "__get_free_pages(GFP_KERNEL, get_order(132 * 1024))",
      [expect.stringMatching(/^alloc_pages_exact.*→ 135168 /), expect.stringMatching(/^vmalloc.*→ 135168 /)],
    ],
  ])("than %s", (call, rows) => expect(rowsOf(call)).toEqual(rows));

  test("for another kernel", () =>
    expect(rowsOf("devm_kzalloc(dev, 4096, GFP_KERNEL)", "debian-6.12-arm64")[0]).toMatch(/^3968 bytes, 128 fewer/));

  test.each([
    ["what may not sleep", "kmalloc(2200100, GFP_ATOMIC)"],
    ["a device with few address lines", "kmalloc(2200100, GFP_KERNEL | GFP_DMA)"],
  ])("vmalloc() is nothing for %s", (_, call) => {
    expect(rowsOf(call)).toHaveLength(2);
    expect(rowsOf(call).join()).not.toContain("vmalloc");
  });

  test("nor under a lock, whatever the flags", () =>
    expect(rowsOf("kmalloc(2200100, GFP_KERNEL)", AMD64, "spin_lock(&l);").join()).not.toContain("vmalloc"));

  test.each([
    "kmalloc(4096, GFP_KERNEL)",
    "kmalloc(n, GFP_KERNEL)",
    "kmalloc(4097, gfp)",
    "kmalloc(4200100, GFP_KERNEL)",
    "kmalloc(0, GFP_KERNEL)",
    "alloc_pages(GFP_KERNEL, 3)",
    "kmalloc(1000, GFP_KERNEL)",
    "vmalloc(100)",
  ])("nothing is told of %s", (call) => expect(rowsOf(call)).toEqual([]));

  test("each choice spares a tenth, and holds what it says", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.constantFrom("kmalloc(", "kvzalloc(", "devm_kzalloc(dev, "),
        (bytes, call) => {
          for (const row of rowsOf(`${call}${bytes}, GFP_KERNEL)`)) {
            const [instead = "", takes = "", spared = ""] = row.split(" | ");
            const held = /^(\d+) bytes?, (\d+) fewer$/.exec(instead);
            if (held) expect(Number(held[1]) + Number(held[2])).toBe(bytes);
            expect(Number.parseInt(takes.slice(2), 10)).toBeGreaterThanOrEqual(held ? Number(held[1]) : bytes);
            expect(Number(/(\d+) %/.exec(spared)?.[1])).toBeGreaterThanOrEqual(10);
          }
        },
      ),
      { numRuns: 60 },
    ));
});
