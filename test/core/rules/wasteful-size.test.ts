import { describe, expect, test } from "vitest";
import { analysedBody, findingsIn, reportedIn } from "./analysed.ts";

const KERNEL = "GFP_KERNEL";

describe("both thresholds must be reached", () => {
  test.each([
    ["kmalloc(1537, GFP_KERNEL)", false, "511 of 2048, 25.0 %"],
    ["kmalloc(1536, GFP_KERNEL)", true, "512 of 2048, 25 %"],
    ["kmalloc(3073, GFP_KERNEL)", false, "1023 of 4096, below 25 %"],
    ["kmalloc(3072, GFP_KERNEL)", true, "1024 of 4096, 25 %"],
    ["kmalloc(9, GFP_KERNEL)", false, "7 of 16 bytes"],
  ])("%s: %s (%s)", (call, expected) =>
    expect(reportedIn(analysedBody(`void *p = ${call};`))).toEqual(expected ? [`wasteful-size: ${call}`] : []),
  );

  test("they are options", () => {
    const file = analysedBody(`void *p = kmalloc(100, ${KERNEL}), *q = kzalloc(1360, ${KERNEL});`);
    const options = (minBytes: number, minPercent: number) => ({
      settings: { "wasteful-size": { options: { minBytes, minPercent } } },
    });
    expect(reportedIn(file)).toHaveLength(1);
    expect(reportedIn(file, options(16, 20))).toHaveLength(2);
    expect(reportedIn(file, options(689, 0))).toHaveLength(0);
    expect(reportedIn(file, options(0, 34))).toHaveLength(0);
  });
});

test("whole pages are judged by whole pages", () => {
  const calls = [
    "vmalloc(5000)",
    "alloc_pages_exact(5000, GFP_KERNEL)",
    "dma_alloc_coherent(dev, 100, &h, GFP_KERNEL)",
  ];
  expect(reportedIn(analysedBody(calls.map((call) => `${call};`).join("\n")))).toEqual([]);
  const [small, ...others] = findingsIn(analysedBody("vmalloc(100); dma_alloc_coherent(dev, 20480, &h, GFP_KERNEL);"), {
    rules: ["wasteful-size"],
  });
  expect(small?.message).toMatch(/; kmalloc\(\) would take 128, freed with kfree\(\)$/);
  expect(others).toEqual([]);
});

describe("kvmalloc() becomes vmalloc() where that saves a page and stands alone", () => {
  const fixOf = (call: string) => {
    const [finding] = findingsIn(analysedBody(`void *p = ${call};`));
    return finding?.fix
      ? `${finding.severity}: ${finding.fix.edits.map(({ text }) => text).join()}`
      : finding?.severity;
  };

  test.each([
    ["kvmalloc(2200100, GFP_KERNEL)", "warning: vmalloc(2200100)"],
    ["kvzalloc(2 * 1100050, GFP_KERNEL)", "warning: vzalloc(2 * 1100050)"],
    ["kvcalloc(1000, 2200, GFP_KERNEL)", "warning: vcalloc(1000, 2200)"],
    ["kvmalloc(2200100, GFP_KERNEL | __GFP_NOWARN)", "info"],
    ["kvmalloc(2200100, GFP_ATOMIC)", "info"],
    ["kvmalloc(2200100 /* why */, GFP_KERNEL)", "warning"],
    ["kvmalloc(5000, GFP_KERNEL)", "info"],
  ])("%s: %s", (call, expected) => expect(fixOf(call)).toBe(expected));
});

test("an API that does not exist in the kernel is not proposed", () =>
  expect(findingsIn(analysedBody("kvcalloc(1000, 2200, GFP_KERNEL);", "debian-5.10-amd64"))).toMatchObject([
    { rule: "wasteful-size", severity: "info" },
  ]));
