import { describe, expect, test } from "vitest";
import { findingsOf } from "../../../src/core/rules/run.ts";
import { analysed, analysedBody, assessed, findingsIn, reportedIn } from "./analysed.ts";

test("findings stand in the order of their positions", () =>
  expect(
    reportedIn(
      analysedBody("kzalloc(1360, GFP_KERNEL);\nkmalloc(4200100, GFP_KERNEL);\ndevm_kzalloc(dev, 4096, GFP_KERNEL);"),
    ),
  ).toEqual([
    "wasteful-size: kzalloc(1360, GFP_KERNEL)",
    "never-succeeds: kmalloc(4200100, GFP_KERNEL)",
    "devm-overhead: devm_kzalloc(dev, 4096, GFP_KERNEL)",
  ]));

describe("one call, one finding", () => {
  const file = analysedBody("void *p = kmalloc(2200100, GFP_KERNEL);");

  test("the more precise rule speaks", () => expect(findingsIn(file).map(({ rule }) => rule)).toEqual(["exact-pages"]));

  test("the general one speaks where the other is not selected", () =>
    expect(findingsIn(file, { rules: ["wasteful-size"] }).map(({ rule }) => rule)).toEqual(["wasteful-size"]));

  test("suppressing the precise one does not bring up the general one", () =>
    expect(reportedIn(analysedBody("kmalloc(2200100, GFP_KERNEL); // kalloc-lens-ignore exact-pages: DMA"))).toEqual(
      [],
    ));
});

test.each([
  ["an unknown size", "kmalloc(sizeof(struct nowhere), GFP_KERNEL);"],
  ["a size that varies", "kmalloc(n, GFP_KERNEL);"],
  ["a call that is not finished", "kmalloc(5000, GFP_KERNEL"],
])("%s is no finding", (_, code) => expect(reportedIn(analysedBody(code))).toEqual([]));

test("calls that the configuration leaves out are not judged", () =>
  expect(reportedIn(analysedBody("#ifdef CONFIG_ARM64\nkzalloc(1360, GFP_KERNEL);\n#endif"))).toEqual([]));

test("a macro's use is marked, and not edited", () => {
  const file = analysed("#define NEW(n) kvmalloc(n, GFP_KERNEL)\nvoid f(void)\n{\n\tvoid *p = NEW(2200100);\n}\n");
  expect(reportedIn(file)).toEqual(["wasteful-size: NEW(2200100)"]);
  expect(findingsIn(file)[0]?.fix).toBeUndefined();
});

describe("sizes between bounds", () => {
  test.each([
    ["kstrndup(x, 4100, GFP_KERNEL)", []],
    ["kstrndup(x, 1360, GFP_KERNEL)", []],
  ])("%s may fit well", (call, expected) => expect(reportedIn(analysedBody(`${call};`))).toEqual(expected));

  test.each([
    ["alloc_pages_exact(few << 20, GFP_KERNEL)", []],
    ["vmalloc(few * (1UL << 50))", []],
    [
      "alloc_pages_exact((few + 64UL) << 20, GFP_KERNEL)",
      ["never-succeeds: alloc_pages_exact((few + 64UL) << 20, GFP_KERNEL)"],
    ],
  ])("%s never succeeds where its least that is more than nothing does not", (call, expected) =>
    expect(reportedIn(analysedBody(`use(${call});`))).toEqual(expected),
  );

  const between = (min: number, max: number) => {
    const [low, high] = [assessed(`kmalloc(${min}, GFP_KERNEL)`), assessed(`kmalloc(${max}, GFP_KERNEL)`)];
    const placement = { kind: "range", min: low.placement, max: high.placement, trace: [] } as const;
    const { analysis, config } = analysedBody("");
    const assessments = [{ ...low, placement }];
    const functions = analysis.functions.map((view) => ({ ...view, assessments }));
    return findingsOf({ ...analysis, assessments, functions }, "", { config });
  };

  test("they are reported where every size in between is", () => {
    expect(between(1100, 1360)).toMatchObject([
      { rule: "wasteful-size", message: expect.stringContaining("688 of 2048") },
    ]);
    expect(between(4200100, 5200100)).toMatchObject([{ rule: "never-succeeds" }]);
  });

  test("one good size in between is enough for silence", () => {
    expect(between(1100, 2048)).toEqual([]);
    expect(between(1360, 4100)).toEqual([]);
    expect(between(4100, 4200100)).toEqual([]);
  });
});

describe("a profile that leaves a knob open", () => {
  const arm64 = { kernel: "6.1", arch: "arm64" };

  test("what holds on each of its kernels is said", () =>
    expect(reportedIn(analysedBody("kzalloc(1360, GFP_KERNEL);", arm64))).toEqual([
      "wasteful-size: kzalloc(1360, GFP_KERNEL)",
    ]));

  test("what holds on one of them only is not", () => {
    const cache = 'kmem_cache_create("x", 1030, 0, SLAB_HWCACHE_ALIGN, NULL);';
    const option = { settings: { "wasteful-size": { options: { minBytes: 100, minPercent: 0 } } } };
    // Slots of 1088 bytes with lines of 64, of 1152 with lines of 128.
    expect(reportedIn(analysedBody(cache, arm64), option)).toEqual([]);
    expect(reportedIn(analysedBody(cache, { ...arm64, cacheLine: 128 }), option)).toHaveLength(1);
  });
});

test("another profile, other findings", () => {
  const code = "kmalloc(4200100, GFP_KERNEL);\nkmalloc(12288, GFP_KERNEL);";
  const rules = (profile: string) => findingsIn(analysedBody(code, profile)).map(({ rule }) => rule);
  expect(rules("debian-6.12-amd64")).toEqual(["never-succeeds", "exact-pages"]);
  // Pages of 16 KiB: up to 32 MiB, and 12288 bytes come from a cache of 16 KiB.
  expect(rules("debian-6.12-arm64-16k")).toEqual(["exact-pages", "wasteful-size"]);
});

test("coherent memory above the highest order may come through an IOMMU", () =>
  expect(reportedIn(analysedBody("dma_alloc_coherent(dev, 30015488, &h, GFP_KERNEL);"))).toEqual([]));

describe("exact-pages proposes vmalloc() only where it can replace the memory", () => {
  test.each([
    ["kmalloc(12288, GFP_KERNEL)", "; or vmalloc() with vfree()"],
    ["kzalloc(12288, GFP_KERNEL)", "; or vzalloc() with vfree()"],
    ["kmalloc(12288, GFP_KERNEL | GFP_DMA)", ""],
    ["kmalloc(12288, GFP_NOWAIT)", ""],
    ["kmalloc(12288, gfp)", ""],
  ])("%s", (call, ending) =>
    expect(findingsIn(analysedBody(`${call};`))[0]?.message).toBe(
      `1 page of 4 goes unused: alloc_pages_exact() keeps 3, freed with free_pages_exact()${ending}`,
    ),
  );

  test("copies and resized blocks are left alone", () =>
    expect(
      findingsIn(analysedBody("kmemdup(s, 12288, GFP_KERNEL); krealloc(p, 12288, GFP_KERNEL);"), {
        rules: ["exact-pages"],
      }),
    ).toEqual([]));
});

test.each([
  ["devm_kzalloc(dev, 472, GFP_KERNEL)", []],
  ["devm_kzalloc(dev, 473, GFP_KERNEL)", ["devm-overhead: info"]],
  ["devm_kzalloc(dev, 256, GFP_KERNEL)", []],
  ["devm_kzalloc(dev, 4057, GFP_KERNEL)", ["devm-overhead: warning"]],
  ["devm_kzalloc(dev, 65536, GFP_KERNEL)", ["devm-overhead: warning"]],
])("%s: %j", (call, expected) =>
  expect(findingsIn(analysedBody(`${call};`)).map(({ rule, severity }) => `${rule}: ${severity}`)).toEqual(expected),
);
