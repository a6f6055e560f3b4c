import { describe, expect, test } from "vitest";
import { assessAll } from "../../support/assess.ts";

const DECLARED = "struct point { char all[100]; };\nstatic struct kmem_cache *points;\n";
const MAKE = "int init(void)\n{\n\tpoints = KMEM_CACHE(point, 0);\n\treturn points ? 0 : -ENOMEM;\n}\n";
const TAKE = "void *take(void)\n{\n\treturn kmem_cache_alloc(points, GFP_KERNEL);\n}\n";

/** What the last call of the text gets. */
const last = (text: string) => assessAll(text).at(-1);
const given = (text: string) => {
  const placement = last(text)?.placement;
  return placement?.kind === "slab" ? placement.bytesAlloc : placement?.kind;
};

test("an object of a cache that the file makes has its size", () => {
  const assessment = last(DECLARED + MAKE + TAKE);
  expect(assessment).toMatchObject({
    size: { kind: "known", bytes: 100n },
    placement: { kind: "slab", bytesReq: 100, bytesAlloc: 104, slotSize: 104 },
  });
  expect(assessment?.trace).toEqual([
    {
      kernel: "kmem_cache_alloc()",
      says: "init() makes the cache for objects of 100 bytes: each takes a slot of 104",
    },
  ]);
});

test("the function that makes it may stand behind", () => expect(given(TAKE + DECLARED + MAKE + TAKE)).toBe(104));

describe("declarations", () => {
  const declared = (declaration: string) => given(`struct point { char all[100]; };\n${declaration}\n${MAKE}${TAKE}`);
  test.each([
    "static struct kmem_cache *points __ro_after_init;",
    "static struct kmem_cache *points = NULL;",
    "#define X 1\nstatic struct kmem_cache *others, *points;",
    "static struct kmem_cache *points; /* points = other; */",
  ])("%s", (declaration) => expect(declared(declaration)).toBe(104));
  test.each([
    "struct kmem_cache *points;",
    "extern struct kmem_cache *points;",
    "static struct kmem_cache *points[4];",
    "static struct kmem_cache **points;",
    "static struct kmem_cache *points; EXPORT_SYMBOL(points);",
    "",
  ])("silent: %s", (declaration) => expect(declared(declaration)).toBe("unknown"));
});

describe("uses", () => {
  const used = (statement: string) => given(`${DECLARED}${MAKE}void use(void)\n{\n\t${statement}\n}\n${TAKE}`);
  test.each([
    "kmem_cache_destroy(points);",
    "if (!points)\n\t\treturn;",
    "points = NULL;",
    "x->points = other;",
    "points = KMEM_CACHE(point, SLAB_PANIC);",
  ])("%s", (statement) => expect(used(statement)).toBe(104));
  test.each([
    "points = other;",
    "points = kmem_cache_create(name, size, 0, 0, NULL);",
    'points = kmem_cache_create("p", 200, 0, 0, NULL);',
    "make(&points);",
    "struct kmem_cache *points = other;",
    "points++;",
    "#define SET points = other\n\tSET;",
  ])("silent: %s", (statement) => expect(used(statement)).toBe("unknown"));
});

test("a cache in a struct, and several objects at once, are not followed", () => {
  expect(
    given(`${DECLARED}${MAKE}void *take(struct s *s)\n{\n\treturn kmem_cache_alloc(s->points, GFP_KERNEL);\n}\n`),
  ).toBe("unknown");
  expect(
    given(
      `${DECLARED}${MAKE}int take(void **all)\n{\n\treturn kmem_cache_alloc_bulk(points, GFP_KERNEL, 4, all);\n}\n`,
    ),
  ).toBe("unknown");
});
