import { describe, expect, test } from "vitest";
import type { Assessment } from "../../../src/core/analysis/assessment.ts";
import { answersFor } from "../../../src/core/guide/answers-for.ts";
import { verdict } from "../../../src/core/guide/verdict.ts";
import { likelyWalk, walk } from "../../../src/core/guide/walk.ts";
import { kernel } from "../kernel/kernels.ts";
import { AMD64, assessed } from "../rules/analysed.ts";

const CONFIG = kernel(AMD64);

function assess(call: string, of = AMD64): { readonly leads: string; readonly open: string; readonly verdict: string } {
  const config = of === AMD64 ? CONFIG : kernel(of);
  const assessment = assessed(call, of);
  const answers = answersFor(assessment, config);
  const { kind } = verdict(assessment, config);
  return { leads: likelyWalk(answers).at.id, open: walk(answers).at.id, verdict: kind };
}

describe("where typical calls lead, and whether they are right", () => {
  test.each([
    ["kzalloc(1360, GFP_KERNEL)", "kmalloc", "right"],
    ["kzalloc(sizeof(long), gfp)", "kmalloc", "right"],
    ["devm_kzalloc(dev, 100, GFP_KERNEL)", "devm", "right"],
    ["devm_kzalloc(dev, 4096, GFP_KERNEL)", "kmalloc", "better"],
    ["devm_kcalloc(dev, n, 8, GFP_KERNEL)", "devm", "right"],
    ["__get_free_pages(GFP_KERNEL, get_order(135168))", "exact-pages", "better"],
    ["__get_free_pages(GFP_KERNEL, 5)", "pages", "right"],
    ["alloc_pages_exact(135168, GFP_KERNEL)", "exact-pages", "right"],
    ["kmalloc(64, GFP_ATOMIC)", "kmalloc-atomic", "right"],
    ["kmalloc(20000, GFP_ATOMIC)", "redesign", "better"],
    ["dma_alloc_coherent(dev, 8192, &h, GFP_KERNEL)", "dma-coherent", "right"],
    ["dmam_alloc_coherent(dev, 8192, &h, GFP_KERNEL)", "dmam-coherent", "right"],
    ["dma_pool_zalloc(pool, GFP_KERNEL, &h)", "dma-pool", "right"],
    ["kmalloc(64, GFP_KERNEL | GFP_DMA)", "streaming-dma", "right"],
    ["kvmalloc(6291456, GFP_KERNEL)", "vmalloc", "right"],
    ["kvmalloc(n, GFP_KERNEL)", "kmalloc", "depends"],
    ["kmalloc(6291456, GFP_KERNEL)", "kvmalloc", "wrong"],
    ["kmalloc(4100, GFP_KERNEL)", "kvmalloc", "depends"],
    ["vmalloc(100)", "kmalloc", "better"],
    ["vmalloc(2097152)", "vmalloc", "right"],
    ["vmalloc_user(65536)", "vmalloc-user", "right"],
    ["kmalloc(n * 24, GFP_KERNEL)", "array", "better"],
    ["kcalloc(n, 24, GFP_KERNEL)", "array", "right"],
    ["kzalloc(struct_size(p, items, n), GFP_KERNEL)", "flexible", "right"],
    ["memdup_user(u, n)", "memdup-user", "right"],
    ["kmemdup(src, 64, GFP_KERNEL)", "kmemdup", "right"],
    ["kstrdup(s, GFP_KERNEL)", "kstrdup", "right"],
    ["alloc_percpu(long)", "percpu", "right"],
    ["kmem_cache_alloc(c, GFP_KERNEL)", "kmem-cache", "right"],
    ["mempool_alloc(pool, GFP_NOIO)", "mempool", "right"],
    ["alloc_skb(1500, GFP_ATOMIC)", "subsystem", "right"],
    ["gen_pool_alloc(pool, 100)", "kmalloc", "none"],
  ])("%s leads to %s: %s", (call, leads, kind) => {
    expect(assess(call)).toMatchObject({ leads, verdict: kind });
  });
});

describe("what a call leaves open", () => {
  test.each([
    ["kzalloc(1360, GFP_KERNEL)", "device-dma"],
    ["kvmalloc(6291456, GFP_KERNEL)", "must-not-fail"],
    ["dma_alloc_coherent(dev, 8192, &h, GFP_KERNEL)", "dma-lifetime"],
    ["alloc_percpu(long)", "percpu"],
  ])("%s stops at %s", (call, open) => {
    expect(assess(call).open).toBe(open);
  });

  test("a mask that is not known does not say whether the context may sleep", () => {
    expect(answersFor(assessed("kmalloc(64, gfp)"), CONFIG)["may-sleep"]).toBeUndefined();
    expect(answersFor(assessed("kmalloc(64, GFP_NOWAIT)"), CONFIG)["may-sleep"]).toBe("no");
  });

  test("the context is known better than the mask", () => {
    const assessment: Assessment = {
      ...assessed("kmalloc(64, GFP_KERNEL)"),
      context: { kind: "atomic", why: "a spinlock is held" },
    };
    expect(answersFor(assessment, CONFIG)["may-sleep"]).toBe("no");
    expect(verdict(assessment, CONFIG)).toMatchObject({
      kind: "wrong",
      text: expect.stringContaining("a spinlock is held"),
    });
  });
});

describe("answers follow the kernel", () => {
  test("with pages of 64 KiB, 20000 bytes are small", () => {
    expect(assess("kzalloc(20000, GFP_KERNEL)").leads).toBe("kvmalloc");
    expect(assess("kzalloc(20000, GFP_KERNEL)", "debian-6.1-ppc64el").leads).toBe("kmalloc");
  });

  test("the verdict names what the devres header costs", () => {
    expect(verdict(assessed("devm_kzalloc(dev, 4096, GFP_KERNEL)"), CONFIG).text).toContain(
      "devres header of 40 bytes makes 8192 bytes out of 4096",
    );
  });
});
