import { describe, expect, test } from "vitest";
import { alternativesTo } from "../../../src/core/changes/alternatives.ts";
import { type CallChange, changesOf } from "../../../src/core/changes/use-api.ts";
import { type Analysed, analysed, analysedBody } from "../rules/analysed.ts";

function changes({ analysis, config, text, assessments }: Analysed): readonly CallChange[] {
  const [assessment] = assessments;
  return assessment ? changesOf(assessment, analysis, text, config) : [];
}

/** The file once its first call uses another API; undefined where that is not offered. */
function using(api: string, file: Analysed): string | undefined {
  const change = changes(file).find((one) => one.api === api);
  const edits = change && [...change.edits, ...change.frees.flatMap(({ edit }) => edit ?? [])];
  return edits
    ?.sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), file.text);
}

function usingIn(api: string, statements: string): string | undefined {
  return using(api, analysedBody(statements))?.split("\n").slice(2, -2).join("\n");
}

function numbers(call: string): readonly string[] {
  const { assessments, config } = analysedBody(`void *p = ${call};`);
  return assessments.flatMap((assessment) =>
    alternativesTo(assessment, config).map(({ api, outcome, freedWith, contiguity, sleeps, isUsed }) =>
      [
        `${isUsed ? "* " : ""}${api}`,
        outcome.kind === "given" ? `${outcome.bytes}, ${outcome.unused} unused, ${outcome.from}` : outcome.kind,
        contiguity,
        sleeps ? "sleeps" : "never sleeps",
        freedWith,
      ].join(" | "),
    ),
  );
}

describe("the same size from other APIs", () => {
  test("is compared in the numbers of the kernel", () =>
    expect(numbers("kzalloc(33 * 1024, GFP_KERNEL)")).toEqual([
      "* kzalloc | 65536, 31744 unused, 64 KiB, order 4 | physical | sleeps | kfree",
      "kvzalloc | 65536, 31744 unused, 64 KiB, order 4 | either | sleeps | kvfree",
      "vzalloc | 36864, 3072 unused, 36 KiB, vmalloc, 9 pages | virtual | sleeps | vfree",
      "alloc_pages_exact | 36864, 3072 unused, 36 KiB, 9 pages of order 4 | physical | sleeps | free_pages_exact",
      "devm_kzalloc | 65536, 31744 unused, 64 KiB, order 4 | physical | sleeps | ",
    ]));

  test("counts a cache of its own where a slab holds several objects", () =>
    expect(numbers("kmalloc(1360, GFP_KERNEL)")).toContain(
      "kmem_cache_alloc | 1360, 0 unused, a cache of its own, 24 a slab of order 3, 128 B left over in each | physical | sleeps | kmem_cache_free",
    ));

  test("says which of them fail", () =>
    expect(numbers("kmalloc(4200100, GFP_KERNEL)").slice(0, 2)).toEqual([
      "* kmalloc | fails | physical | sleeps | kfree",
      "kvmalloc | 6291456, 2091356 unused, 6 MiB, vmalloc, 1536 pages | either | sleeps | kvfree",
    ]));

  test.each([
    "kmalloc(n, GFP_KERNEL)",
    "kmalloc(100, gfp)",
    "kmemdup(dev, 100, GFP_KERNEL)",
    "alloc_percpu(struct device)",
  ])("is left out for %s", (call) => expect(numbers(call)).toEqual([]));
});

describe("a call written with another API", () => {
  test.each([
    ["kvzalloc", "p = kzalloc(9000, GFP_KERNEL);\nkfree(p);", "p = kvzalloc(9000, GFP_KERNEL);\nkvfree(p);"],
    ["vmalloc", "p = kmalloc(9000, GFP_KERNEL);\nkfree(p);", "p = vmalloc(9000);\nvfree(p);"],
    ["kmalloc", "p = vmalloc(100);\nvfree(p);", "p = kmalloc(100, GFP_KERNEL);\nkfree(p);"],
    ["kmalloc", "p = kvmalloc(100, GFP_KERNEL);\nkvfree(p);", "p = kmalloc(100, GFP_KERNEL);\nkvfree(p);"],
    [
      "alloc_pages_exact",
      "p = kzalloc(33 * 1024, GFP_KERNEL);\nkfree(p);",
      "p = alloc_pages_exact(33 * 1024, GFP_KERNEL | __GFP_ZERO);\nfree_pages_exact(p, 33 * 1024);",
    ],
    [
      "kmalloc",
      "p = alloc_pages_exact(9000, GFP_KERNEL);\nfree_pages_exact(p, 9000);",
      "p = kmalloc(9000, GFP_KERNEL);\nkfree(p);",
    ],
    ["kvcalloc", "p = kcalloc(3000, 8, GFP_KERNEL);\nkfree(p);", "p = kvcalloc(3000, 8, GFP_KERNEL);\nkvfree(p);"],
    ["vcalloc", "p = kcalloc(3000, 8, GFP_KERNEL);\nkfree(p);", "p = vcalloc(3000, 8);\nvfree(p);"],
    [
      "alloc_pages_exact",
      "p = kmalloc_array(9, 1024, GFP_KERNEL);\nkfree(p);",
      "p = alloc_pages_exact(array_size(9, 1024), GFP_KERNEL);\nfree_pages_exact(p, array_size(9, 1024));",
    ],
    ["kvmalloc", "p = kmalloc(9000, GFP_KERNEL);\nkvfree(p);", "p = kvmalloc(9000, GFP_KERNEL);\nkvfree(p);"],
  ])("%s: %s", (api, before, after) => {
    expect(usingIn(api, `void *p;\n${before}`)).toBe(`void *p;\n${after}`);
  });

  test.each([
    ["vmalloc", "the mask is not vmalloc's", "p = kmalloc(9000, GFP_NOIO);\nkfree(p);"],
    ["kvmalloc", "the mask cannot sleep", "p = kmalloc(9000, GFP_ATOMIC);\nkfree(p);"],
    ["kvmalloc", "a DMA zone is asked for", "p = kmalloc(9000, GFP_KERNEL | GFP_DMA);\nkfree(p);"],
    [
      "vmalloc",
      "the memory is mapped for a device",
      "p = kmalloc(9000, GFP_KERNEL);\ndma_map_single(dev, p, 9000, 1);",
    ],
    ["kvmalloc", "the memory is resized", "p = kmalloc(9000, GFP_KERNEL);\nq = krealloc(p, 1, GFP_KERNEL);"],
    ["kvmalloc", "a lock is held", "spin_lock(&l);\np = kmalloc(9000, GFP_KERNEL);\nspin_unlock(&l);"],
    ["kzalloc", "the kernel frees it with the device", "p = devm_kzalloc(dev, 9000, GFP_KERNEL);"],
    ["kvmalloc", "a node is named", "p = kmalloc_node(9000, GFP_KERNEL, 1);\nkfree(p);"],
    ["kvmalloc", "a comment would be lost", "p = kmalloc(9000 /* all */, GFP_KERNEL);\nkfree(p);"],
    ["kvmalloc", "the scope frees it", "void *p __free(kfree) = kmalloc(9000, GFP_KERNEL);"],
    ["kmalloc", "it always fails", "p = vmalloc(5 << 20);\nvfree(p);"],
  ])("%s is not offered where %s", (api, _, statements) => {
    const declared = statements.startsWith("void") ? "" : "void *p, *q;\n";
    expect(usingIn(api, declared + statements)).toBeUndefined();
  });
});

describe("frees that go with the call", () => {
  const DEVICE = "struct dev { void *ring; };\n";

  test("are found in other functions, where only this call fills the member", () => {
    const file = analysed(
      `${DEVICE}int up(struct dev *d)\n{\n\td->ring = kmalloc(9000, GFP_KERNEL);\n\treturn 0;\n}\n` +
        "void down(struct dev *d)\n{\n\tkfree(d->ring);\n}\n",
    );
    expect(using("kvmalloc", file)).toContain("kvfree(d->ring)");
  });

  test.each([
    ["another call fills the member too", "void other(struct dev *d)\n{\n\td->ring = kmalloc(1, GFP_KERNEL);\n}\n"],
    ["the free is of another type", "void other(struct port *d)\n{\n\tkfree(d->ring);\n}\n"],
    ["a configuration leaves the free out", "void other(struct dev *d)\n{\n#if 0\n\tkfree(d->ring);\n#endif\n}\n"],
  ])("are listed and left where %s", (_, other) => {
    const file = analysed(
      `${DEVICE}int up(struct dev *d)\n{\n\td->ring = kmalloc(9000, GFP_KERNEL);\n\treturn 0;\n}\n` +
        `void down(struct dev *d)\n{\n\tkfree(d->ring);\n}\n${other}`,
    );
    const change = changes(file).find(({ api }) => api === "kvmalloc");
    expect(change?.frees.filter(({ left }) => left !== undefined).length).toBeGreaterThan(0);
  });

  test("are left where their arguments mean something else there", () => {
    const file = analysed(
      `${DEVICE}int up(struct dev *d)\n{\n\tconst int n = 9000;\n\td->ring = kmalloc(n, GFP_KERNEL);\n\treturn 0;\n}\n` +
        "void down(struct dev *d)\n{\n\tkfree(d->ring);\n}\n",
    );
    const change = changes(file).find(({ api }) => api === "alloc_pages_exact");
    expect(change?.frees.map(({ edit }) => edit)).toEqual([undefined]);
  });

  test("none are seen: that is said", () => {
    const change = changes(analysedBody("return kmalloc(9000, GFP_KERNEL);")).find(({ api }) => api === "vmalloc");
    expect(change?.cautions).toEqual([
      "No free of the memory is seen in this file: where it is freed, it must be with vfree().",
      "The file has to include <linux/vmalloc.h>.",
    ]);
  });

  test("the header that is missing is included behind the others", () => {
    const file = analysed(
      '#include <linux/module.h>\n#include <linux/slab.h>\n#include "own.h"\n\nvoid f(void)\n{\n\tvoid *p = kmalloc(9000, GFP_KERNEL);\n\tkfree(p);\n}\n',
    );
    expect(using("vmalloc", file)).toContain("#include <linux/slab.h>\n#include <linux/vmalloc.h>\n");
  });
});
