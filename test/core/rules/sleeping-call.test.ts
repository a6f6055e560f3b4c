import { expect, test } from "vitest";
import { analysed, findingsIn } from "./analysed.ts";

const UNDER_LOCK =
  "void f(struct dev *d)\n{\n\tspin_lock(&d->lock);\n\tget(d, GFP_KERNEL);\n\tspin_unlock(&d->lock);\n}\n";

test.each([
  ["passes its mask on", "static void *get(struct dev *d, gfp_t gfp)\n{\n\treturn take(d, gfp);\n}\n", 1],
  ["does nothing with it", "static void *get(struct dev *d, gfp_t gfp)\n{\n\treturn d->p;\n}\n", 0],
  ["changes it", "static void *get(struct dev *d, gfp_t gfp)\n{\n\tgfp = GFP_ATOMIC;\n\treturn take(d, gfp);\n}\n", 0],
  [
    "takes bits off",
    "static void *get(struct dev *d, gfp_t gfp)\n{\n\treturn take(d, gfp & ~__GFP_RECLAIM, gfp);\n}\n",
    0,
  ],
  [
    "asks it",
    "static int get(struct dev *d, gfp_t gfp)\n{\n\treturn gfp == GFP_KERNEL ? wait(d) : take(d, gfp);\n}\n",
    0,
  ],
  ["is a macro", "#define get(d, gfp) take(d, GFP_ATOMIC)\n", 0],
])("under a lock, told that it may sleep, a function of the file that %s", (_, before, count) => {
  const found = findingsIn(analysed(before + UNDER_LOCK), { rules: ["sleeping-call-in-atomic"] });
  expect(found.length).toBe(count);
});

test("an allocation under a lock is found once", () => {
  const found = findingsIn(analysed(UNDER_LOCK.replace("get(d, GFP_KERNEL)", "d->p = kmalloc(8, GFP_KERNEL)")));
  expect(found.map(({ rule }) => rule).filter((rule) => rule.startsWith("sleeping"))).toEqual(["sleeping-in-atomic"]);
});
