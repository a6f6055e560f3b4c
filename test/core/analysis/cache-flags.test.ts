import { describe, expect, test } from "vitest";
import { assess } from "../../support/assess.ts";

/** As include/linux/slab.h defines them: their bits are of no interest. */
const HEADER = `
#define __SLAB_FLAG_BIT(nr) ((slab_flags_t __force)(1U << (nr)))
#define SLAB_HWCACHE_ALIGN __SLAB_FLAG_BIT(_SLAB_HWCACHE_ALIGN)
#define SLAB_PANIC __SLAB_FLAG_BIT(_SLAB_PANIC)
#define OURS (SLAB_HWCACHE_ALIGN | SLAB_PANIC)
struct point { char all[20]; };`;

describe.each([
  ["with the kernel's headers", HEADER],
  ["without", "#define OURS SLAB_HWCACHE_ALIGN\nstruct point { char all[20]; };"],
])("%s", (_, declarations) => {
  const slot = (flags: string) => assess(`KMEM_CACHE(point, ${flags})`, undefined, declarations).placement;

  test("flags by name", () => expect(slot("SLAB_HWCACHE_ALIGN | SLAB_PANIC")).toMatchObject({ slotSize: 32 }));
  test("flags of a macro", () => expect(slot("OURS")).toMatchObject({ slotSize: 32 }));
  test("none", () => expect(slot("0")).toMatchObject({ slotSize: 24 }));
  test("what is no flag of the kernel", () =>
    expect(slot("SLAB_HWCACHE_ALIGN | SLAB_OURS")).toMatchObject({
      kind: "unknown",
      why: "the cache's flags are only known at run time",
    }));
});
