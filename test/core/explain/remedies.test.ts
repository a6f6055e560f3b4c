import { describe, expect, test } from "vitest";
import { remedyFor } from "../../../src/core/explain/remedies.ts";
import { analysed, analysedBody } from "../rules/analysed.ts";

/** Why the size of the first call is not known, and what would make it known. */
function remedy(text: string): string {
  const [assessment] = analysed(text).assessments;
  if (!assessment) throw new Error("no call");
  const { size, placement } = assessment;
  const why = size.kind === "unknown" ? size.why : placement.kind === "unknown" ? placement.why : "known";
  return remedyFor(why) ?? `nothing for: ${why}`;
}

function inFunction(call: string): string {
  return analysedBody(`${call};`).text;
}

describe("what would make it known", () => {
  test.each([
    [`#include "foo.h"\n${inFunction("kmalloc(sizeof(struct foo), GFP_KERNEL)")}`, /header that declares it is found/],
    [inFunction("kmalloc(sizeof(struct foo), GFP_KERNEL)"), /file includes what declares it/],
    [inFunction("kmalloc(IS_ENABLED(CONFIG_MINE) ? 8 : 16, GFP_KERNEL)"), /profile with the kernel's \.config/],
    [inFunction("kmalloc(n, GFP_KERNEL)"), /Only a running kernel/],
    [inFunction('kasprintf(GFP_KERNEL, "%d", n)'), /Only a running kernel/],
    [inFunction("kmem_cache_alloc(cache, GFP_KERNEL)"), /call that makes the cache/],
    [inFunction("usb_alloc_urb(0, GFP_KERNEL)"), /subsystem's own/],
    ["void f(void)\n{\n\tkmalloc(100\n}\n", /brackets are closed/],
    [inFunction('kmem_cache_create("x", 8, &args, SLAB_PANIC)'), /plain arguments/],
  ])("%s", (text, expected) => expect(remedy(text)).toMatch(expected));
});
