import { describe, expect, test } from "vitest";
import { amountTable } from "../../../src/core/guide/amount-table.ts";
import { bytesText } from "../../../src/core/guide/bytes-text.ts";
import { cardsFor } from "../../../src/core/guide/cards.ts";
import type { LeafId } from "../../../src/core/guide/graph.ts";
import { limitsOf } from "../../../src/core/guide/limits.ts";
import { apisOf, sampleOf } from "../../../src/core/guide/samples.ts";
import { PRESETS } from "../../../src/core/kernel/presets.ts";
import { kernel } from "../kernel/kernels.ts";

const AMD64 = kernel("debian-6.12-amd64");
const PPC64 = kernel("debian-6.1-ppc64el");

function limit(leaf: LeafId, label: string, config = AMD64): string | undefined {
  return limitsOf(leaf, config).find((one) => one.label === label)?.text;
}

describe("limits", () => {
  test("are those of the kernel", () => {
    expect(limit("kmalloc", "Largest cache")).toBe("8 KiB");
    expect(limit("kmalloc", "Largest request")).toBe("4 MiB");
    expect(limit("percpu", "Largest per CPU")).toBe("32 KiB");
    expect(limit("devm", "Hidden header")).toBe("40 bytes");
    expect(limit("devm", "4 KiB asked take")).toBe("8 KiB");
    expect(limit("kvmalloc", "Refused above")).toBe("2147483647 bytes");
    expect(limit("pages", "Highest order, 10")).toBe("4 MiB");
  });

  test("grow with the page", () => {
    expect(limit("kmalloc", "Largest cache", PPC64)).toBe("128 KiB");
    expect(limit("vmalloc", "Rounded up to", PPC64)).toBe("64 KiB");
  });

  test.each(PRESETS.map(({ name }) => name))("are known for %s", (name) => {
    for (const { limits } of cardsFor(kernel(name)))
      expect(limits.filter(({ text, bytes }) => text === "not known" || Number.isNaN(bytes))).toEqual([]);
  });
});

describe("the table of amounts", () => {
  const cell = (column: string, bytes: number, config = AMD64) =>
    amountTable(config)
      .rows.find((row) => row.bytes === bytes)
      ?.cells.find((one) => one.column === column);

  test.each([
    ["software", 4096, "kmalloc"],
    ["software", 49152, "kvmalloc"],
    ["contiguous", 49152, "exact-pages"],
    ["contiguous", 32768, "pages"],
    ["contiguous", 8 << 20, "cma"],
    ["device-bound", 200, "devm"],
    ["device-bound", 8192, "kmalloc"],
    ["coherent", 200, "dma-pool"],
    ["coherent", 8192, "dma-coherent"],
    ["transfer", 8192, "streaming-dma"],
    ["transfer", 4 << 20, "scatter-gather"],
    ["atomic", 8192, "kmalloc-atomic"],
    ["atomic", 32768, "redesign"],
    ["percpu", 200, "percpu"],
  ])("%s, %i bytes: %s", (column, bytes, leaf) => {
    expect(cell(column, bytes)?.leaf).toBe(leaf);
  });

  test("says what an amount takes, and where it cannot be had", () => {
    expect(cell("device-bound", 200)?.bytesAlloc).toBe(256);
    expect(cell("contiguous", 49152)?.bytesAlloc).toBe(49152);
    expect(cell("percpu", 49152)?.fails).toContain("32768");
  });

  test.each(PRESETS.map(({ name }) => name))("is whole and in order for %s", (name) => {
    const { columns, rows } = amountTable(kernel(name));
    expect(rows.every(({ cells }) => cells.length === columns.length)).toBe(true);
    expect(rows.map(({ bytes }) => bytes)).toEqual([...new Set(rows.map(({ bytes }) => bytes))].sort((a, b) => a - b));
  });
});

test("samples are calls that the kernel has", () => {
  expect(sampleOf("kmalloc", AMD64.version)).toContain("kzalloc(sizeof(*p)");
  expect(sampleOf("kmalloc", kernel("debian-7.2-amd64").version)).toContain("kzalloc_obj(");
  expect(apisOf("kmalloc", AMD64.version)).not.toContain("kzalloc_obj");
});

test("bytes take a unit where it is exact", () => {
  expect([1, 1360, 8192, 4 << 20].map(bytesText)).toEqual(["1 byte", "1360 bytes", "8 KiB", "4 MiB"]);
});
