import { describe, expect, test } from "vitest";
import { FREE_FUNCTIONS } from "../../../src/core/api/free-functions.ts";
import type { Block } from "../../../src/core/explain/block.ts";
import { explainFree } from "../../../src/core/explain/free-function.ts";
import { explainGfpFlag } from "../../../src/core/explain/gfp-flag.ts";
import { decodeGfp, gfpBit } from "../../../src/core/kernel/gfp.ts";
import { kernel } from "../kernel/kernels.ts";

const NEW = kernel("debian-6.12-amd64");
const OLD = kernel("debian-6.1-amd64");

function text(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === "fact") return `${block.label}: ${block.text}`;
      return "text" in block ? block.text : "";
    })
    .join("\n");
}

describe("a GFP flag", () => {
  const ofNew = (name: string) => text(explainGfpFlag(name, NEW));
  const ofOld = (name: string) => text(explainGfpFlag(name, OLD));

  test("says whether it may sleep, what it reclaims, and what it is in this kernel", () => {
    const told = ofNew("GFP_KERNEL");
    expect(told).toContain("May sleep: yes");
    expect(told).toContain("Reclaim: by the caller and by kswapd");
    expect(told).toContain("__GFP_IO | __GFP_FS | __GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM = 0xcc0");
  });

  test("is what the version makes of it", () => {
    expect(ofOld("GFP_ATOMIC")).toContain("__GFP_HIGH | __GFP_ATOMIC | __GFP_KSWAPD_RECLAIM = 0xa20");
    expect(ofNew("GFP_ATOMIC")).toContain("__GFP_HIGH | __GFP_KSWAPD_RECLAIM = 0x820");
    expect(ofOld("GFP_NOWAIT")).toContain("In this kernel: __GFP_KSWAPD_RECLAIM = ");
    expect(ofNew("GFP_NOWAIT")).toContain("In this kernel: __GFP_KSWAPD_RECLAIM | __GFP_NOWARN = ");
  });

  test("that a kernel does not have is said not to be there", () => {
    expect(ofNew("__GFP_ATOMIC")).toMatch(/^Linux 6\.12\.\d+ has no __GFP_ATOMIC: it is gone since 6\.3/);
    expect(ofOld("__GFP_NO_OBJ_EXT")).toMatch(/^Linux 6\.1\.\d+ has no __GFP_NO_OBJ_EXT: it came with 6\.10/);
    expect(ofNew("GFP_NOTHING")).toBe("");
    expect(ofNew("constructor")).toBe("");
  });

  test("that the configuration compiles out is 0", () => expect(ofNew("__GFP_NOLOCKDEP")).toContain("it is 0 here"));

  test("names the zone that this kernel has", () => {
    expect(ofNew("GFP_DMA")).toContain("Zone: ZONE_DMA alone");
    expect(text(explainGfpFlag("GFP_DMA", kernel({ kernel: "6.12", arch: "riscv64" })))).toContain("has no ZONE_DMA");
  });

  test.each([NEW, OLD])("the single flags of each mask are its value", (config) => {
    for (const [name, value] of config.gfp.masks) {
      const [, flags = "", hex] = /In this kernel: (.*) = (0x[0-9a-f]+)/.exec(text(explainGfpFlag(name, config))) ?? [];
      expect(Number(hex)).toBe(value);
      const sum = flags.split(" | ").reduce((mask, flag) => (mask | (gfpBit(flag, config) ?? 0)) >>> 0, 0);
      expect(decodeGfp(sum, config)).toEqual(decodeGfp(value, config));
    }
  });
});

describe("a function that frees", () => {
  const ofNew = (name: string) => text(explainFree(name, NEW));

  test.each([
    ["kfree", /^kfree\(p\) frees memory of kmalloc\(\), /, /NULL: may be passed/, /May sleep: no/],
    ["vfree", /frees memory of vmalloc\(\), /, /NULL: may be passed/, /May sleep: yes, outside of interrupts/],
    ["free_pages", /__get_free_pages\(\)/, /^0: may be passed/m, /Must be as in the allocation: order/],
    ["__free_pages", /alloc_pages\(\)/, /NULL: must not be passed as page/, /order/],
    ["kmem_cache_free", /kmem_cache_alloc\(\)/, /NULL: must not be passed as p/, /allocation: cache/],
    ["devm_kfree", /devm_kmalloc\(\)/, /frees this memory by itself/, /NULL: may be passed/],
    ["dma_free_coherent", /dma_alloc_coherent\(\)/, /allocation: size/, /May sleep: yes/],
  ])("%s", (name, ...patterns) => {
    for (const pattern of patterns) expect(ofNew(name)).toMatch(pattern);
  });

  test("takes what its version lets it", () => {
    expect(text(explainFree("kfree", OLD))).not.toContain("kmem_cache_alloc()");
    expect(ofNew("kfree")).toContain("kmem_cache_alloc()");
    const before = kernel({ kernel: "5.4", arch: "x86_64" });
    expect(text(explainFree("devm_kfree", before))).not.toContain("NULL");
  });

  test("that a kernel does not have is said not to be there", () => {
    expect(ofNew("kzfree")).toMatch(/has no kzfree\(\): 5\.9 was the last to have it/);
    expect(ofNew("kfree_nolock")).toMatch(/it came with 6\.18/);
    expect(ofNew("strlen")).toBe("");
  });

  test("says only once what may be NULL, and only of arguments that it has", () => {
    for (const { name, takesNull } of FREE_FUNCTIONS) {
      const facts = explainFree(name, NEW).filter((block) => block.kind === "fact" && /^(?:NULL|0)$/.test(block.label));
      expect(facts.length, name).toBeLessThanOrEqual(takesNull === undefined ? 0 : 1);
    }
  });
});
