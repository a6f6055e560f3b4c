import { describe, expect, test } from "vitest";
import type { Assessment } from "../../../src/core/analysis/assessment.ts";
import type { Block } from "../../../src/core/explain/block.ts";
import { explain } from "../../../src/core/explain/explain.ts";
import { GFP_MEANINGS } from "../../../src/core/explain/gfp-meanings.ts";
import { PRESETS, type Profile } from "../../../src/core/kernel/presets.ts";
import { kernel } from "../kernel/kernels.ts";
import { AMD64, analysed, analysedBody } from "../rules/analysed.ts";

function lines(blocks: readonly Block[]): string[] {
  return blocks.flatMap(linesOf);
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case "headline":
    case "note":
      return [block.text];
    case "fact":
      return [`${block.label}: ${block.text}`];
    case "steps":
      return block.steps.map(({ kernel, says }) => `  ${kernel} ${says}`);
    case "listing":
      return [...block.lines];
    case "table":
      return block.rows.map((row) => row.join(": "));
    case "link":
      return [`[${block.title}] ${block.to.kind}`];
  }
}

function explained(statement: string, of: string | Profile = AMD64, change: Partial<Assessment> = {}): string[] {
  const { assessments, config } = analysedBody(statement, of);
  const [assessment] = assessments;
  if (!assessment) throw new Error(`${statement} is no call`);
  const profile = typeof of === "string" ? of : "mine";
  return lines(explain({ ...assessment, ...change }, { profile, assumed: false, config }));
}

test("a call of known size, from the size to the kernel's steps", () =>
  expect(explained("char x[1360]; void *p = kzalloc(sizeof(x), GFP_KERNEL);")).toEqual([
    "1360 → 2048 (kmalloc-2k), 688 B unused, 51 % of asked",
    "Asked: sizeof(x) = 1360 bytes",
    "Given: 2048 bytes: kmalloc-2k",
    "Unused: 688 bytes, 51 % of what was asked, 34 % of what is given",
    "  kzalloc() 1360 bytes are asked for",
    "  kmalloc_index() 1360 bytes round up to the 2048-byte class",
    "  kmalloc_type() no flag asks for a special kind of memory: a general cache",
    "GFP_KERNEL: The usual mask in process context: may sleep, write out data and free caches to get memory",
    "__GFP_ZERO: The memory is cleared",
    "May sleep: yes: not under a spinlock or in an interrupt",
    "Whether the call may sleep here is not known: only the caller knows.",
    "Freed with: kfree(); also kvfree(), kfree_sensitive(), kvfree_sensitive(), kfree_rcu(), kvfree_rcu(), " +
      "kfree_rcu_mightsleep(), kvfree_rcu_mightsleep(), kfree_bulk(), kfree_const()",
    "Kernel: debian-6.12-amd64: Linux 6.12.117 x86_64, pages of 4096 bytes",
    "[Which allocation API?] guide",
    "[kzalloc] api",
  ]));

describe("single facts", () => {
  test.each([
    ["kcalloc(10, sizeof(long), GFP_KERNEL);", "Asked: 10 × sizeof(long) = 80 bytes"],
    ["kmalloc(4200100, GFP_KERNEL);", "Asked: 4200100 bytes"],
    [
      "__get_free_pages(GFP_KERNEL, get_order(132 * 1024));",
      "Asked: get_order(132 * 1024) = 135168 bytes (132 KiB), order 6: 64 pages",
    ],
    ["kmalloc(n, GFP_KERNEL);", "Asked: n bytes"],
    [
      "kmalloc(sizeof(struct sk_buff), GFP_KERNEL);",
      "Asked: sizeof(struct sk_buff) = 232 bytes (from the table of Debian's 6.12 kernel)",
    ],
    ["kmalloc(100, GFP_ATOMIC);", "May sleep: no: allowed in atomic context"],
    ["kmalloc(100, gfp);", "May sleep: if the flags have __GFP_DIRECT_RECLAIM"],
    [
      "kmalloc(100, gfp);",
      "Flags: not known: the flags are only known at run time; the cache is the one for GFP_KERNEL",
    ],
    ["vmalloc(100);", "May sleep: yes, whatever the flags: not under a spinlock or in an interrupt"],
    ["vmalloc(100);", "A guard page of addresses lies behind the area; it takes no memory."],
    [
      "devm_kzalloc(dev, 8, GFP_KERNEL);",
      "Freed with: the kernel, when the device goes away; earlier with devm_kfree()",
    ],
    ["alloc_pages_exact(12288, GFP_KERNEL);", "Freed with: free_pages_exact()"],
    ["alloc_pages_exact(12288, GFP_KERNEL);", "Given back: 1 of the 4 pages taken"],
    ["__alloc_percpu(5, 4);", "In all: 32 bytes"],
    [
      "devm_kzalloc(dev, 88, GFP_KERNEL);",
      "Unused: 40 bytes, 45 % of what was asked, 31 % of what is given; 40 bytes of it are the API's own",
    ],
    ["kmalloc(sizeof(struct foo), GFP_KERNEL);", "The size is known once the file includes what declares it."],
    ["kmem_cache_alloc(c, GFP_KERNEL);", "The call that makes the cache or pool shows the size of its objects."],
    ["#ifdef CONFIG_ARM64\nkmalloc(8, GFP_KERNEL);\n#endif", "The configuration of this kernel leaves the call out."],
  ])("%s %s", (statement, expected) => expect(explained(statement)).toContain(expected));

  test("free functions are those of the kernel", () => {
    const freed = (of: Profile) =>
      explained("kmalloc(8, GFP_KERNEL);", of).find((line) => line.startsWith("Freed with"));
    expect(freed({ kernel: "4.19", arch: "x86_64" })).toContain("kzfree");
    expect(freed({ kernel: "4.19", arch: "x86_64" })).not.toContain("kfree_sensitive");
    expect(freed({ kernel: "6.12", arch: "x86_64" })).not.toContain("kzfree");
  });

  test("where the call stands is said", () => {
    const context = { kind: "atomic", why: "spin_lock() is held since line 3" } as const;
    expect(explained("kmalloc(8, GFP_KERNEL);", AMD64, { context })).toContain(
      "The call stands in atomic context: spin_lock() is held since line 3.",
    );
  });

  test("an assumed profile is called so", () => {
    const { assessments, config } = analysedBody("kmalloc(8, GFP_KERNEL);");
    const [assessment] = assessments;
    const blocks = assessment ? explain(assessment, { profile: AMD64, assumed: true, config }) : [];
    expect(lines(blocks)).toContain(
      "Kernel: debian-6.12-amd64: Linux 6.12.117 x86_64, pages of 4096 bytes; assumed, no kernel was chosen or found",
    );
  });
});

test("an unknown size has no steps, and nothing is said twice", () =>
  expect(explained("kmalloc(sizeof(struct foo), GFP_KERNEL);").slice(0, 3)).toEqual([
    "size unknown: struct foo is not declared in the file or its headers",
    "The size is known once the file includes what declares it.",
    "GFP_KERNEL: The usual mask in process context: may sleep, write out data and free caches to get memory",
  ]));

test("a macro that makes the call is named", () => {
  const { assessments, config } = analysed("#define NEW() kmalloc(8, GFP_KERNEL)\nvoid f(void)\n{\n\tNEW();\n}\n");
  const [assessment] = assessments;
  expect(assessment && lines(explain(assessment, { profile: AMD64, assumed: false, config }))).toContain(
    "The macro NEW makes the call of kmalloc().",
  );
});

test("text of the source stays text, in one line of bearable length", () => {
  const hostile = `sizeof("<img onerror=x>\u202e")`;
  expect(explained(`kmalloc(${hostile}, GFP_KERNEL);`).join("\n")).toContain(`${hostile} = `);
  const long = explained(`kmalloc(8 + ${"a".repeat(10_000)}, GFP_KERNEL);`);
  expect(Math.max(...long.map((line) => line.length))).toBeLessThan(400);
  expect(explained("kmalloc(8 +\n\t\t8, GFP_KERNEL);")).toContain("Asked: 8 + 8 = 16 bytes");
});

test.each(PRESETS.map(({ name }) => name))("%s: every flag has a meaning", (name) => {
  const { gfp } = kernel(name);
  const flags = [...Object.keys(gfp.flags), ...gfp.masks.map(([mask]) => mask)];
  expect(flags.filter((flag) => !Object.hasOwn(GFP_MEANINGS, flag))).toEqual([]);
});

test.each([
  ["kcalloc(n, 8, GFP_KERNEL);", "8 bytes for each of n: 512 fill kmalloc-4k, more than 524288 never succeed"],
  [
    "kmalloc(320 + 8 * n, GFP_KERNEL);",
    "320 bytes and 8 bytes for each of n: 472 fill kmalloc-4k, more than 524248 never succeed",
  ],
  [
    "kmalloc_array(n, 24, GFP_KERNEL);",
    "24 bytes for each of n: 170 are the most in kmalloc-4k, more than 174762 never succeed",
  ],
])("%s says how many elements fit", (call, elements) => {
  expect(explained(`void *p = ${call}`)).toContain(`Elements: ${elements}`);
});
