import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { indexFile } from "../../../src/core/c/file-index.ts";
import { type Token, tokenize } from "../../../src/core/c/tokens.ts";
import type { LocalDeclaration } from "../../../src/core/c/tree/nodes.ts";
import { readFunction } from "../../../src/core/c/tree/read-function.ts";
import { readLocals } from "../../../src/core/c/tree/read-locals.ts";

/** Local declarations of the text's first function, as they are read without a tree and as its tree has them. */
function bothWays(text: string) {
  const [declaration] = indexFile("test.c", text).functions;
  if (!declaration) return undefined;
  const tokens = tokenize(text, declaration.start, declaration.end);
  return {
    read: readLocals(text, declaration, tokens),
    ofTree: readFunction(text, declaration, tokens, false)?.locals,
  };
}

/** `text of the declaration | where it is visible to`, as the last characters up to there. */
function shown(text: string, locals: readonly LocalDeclaration[] | undefined): string[] | undefined {
  return locals?.map(({ start, end, visibleTo }) => `${text.slice(start, end)} | ${text.slice(end, visibleTo).length}`);
}

const PLAIN = `
static int f(struct foo *p, int (*done)(void *), const char name[8], ...)
{
	struct bar *b = container_of(p, struct bar, foo), *next;
	u8 buf[4] = { 1, 2, }, c;
	foo_t t __maybe_unused = (foo_t){ .x = 1 };
	__attribute__((unused)) int hidden;

	if (!p) {
		int inner = (u8)sizeof(*p) * 2;

		return -(int)inner;
	} else if (b->n > 1 ? c : 0)
		goto out;
	for (int i = 0; i < 4; i++) {
		unsigned long flags;
		c += buf[i], c--;
	}
	list_for_each_entry_safe(b, next, &p->list, node) {
		const struct foo *seen = (const struct foo *)b;
		pr_info("a" NAME "b %s", seen->name);
	}
	do {
		int once;
	} while (--c);
	scoped_guard(mutex, &p->lock) {
		int held;
	}
	guard(rcu)();
	switch (c) {
	case 'a': {
		int deep;
		break;
	}
	case 1:
		fallthrough;
	default:
		*p = (struct foo) { .y = 2 };
	}
again: ;
	typedef int local_t;
out:	return c ?: (p->ops->get)(p)[1].z;
}
`;

describe("local declarations", () => {
  test("are read without a tree as the tree has them", () => {
    const { read, ofTree } = bothWays(PLAIN) ?? {};
    expect(read).toBeDefined();
    expect(shown(PLAIN, read)).toEqual(shown(PLAIN, ofTree));
    expect(read?.map(({ start, end }) => PLAIN.slice(start, end)).filter((text) => text.startsWith("int "))).toEqual([
      "int (*done)(void *)",
      "int inner = (u8)sizeof(*p) * 2;",
      "int i = 0;",
      "int once;",
      "int held;",
      "int deep;",
    ]);
  });

  test.each([
    "int f(void) { return ({ int inside; inside; }); }",
    "int f(void) { int x = ({ int inside; inside; }); return x; }",
    "int f(void) { if (({ int inside; inside; })) return 1; }",
    "int f(void) { for (int i = 0; i < 3; i++) use(i); }",
    "int f(void) { NOTHING_KNOWN foo bar baz; }",
    "int f(void) { a = b c; }",
    'int f(void) { asm("" : : "r"(1)); }',
    "int f(void) { int x; ",
  ])("are left to the tree where the function is not plain: %s", (text) => {
    expect(bothWays(text)?.read).toBeUndefined();
  });

  test("are the tree's wherever both can be read, whatever is left out or doubled", () => {
    const words = tokenize(PLAIN).map(({ text }: Token) => text);
    const edit = fc.tuple(fc.nat({ max: words.length - 1 }), fc.constantFrom("leave out", "double"));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const changed: string[] = words.slice();
        for (const [at, how] of edits) changed[at] = how === "double" ? `${words[at]} ${words[at]}` : "";
        const text = changed.join(" ");
        const { read, ofTree } = bothWays(text) ?? {};
        if (read && ofTree) expect(shown(text, read)).toEqual(shown(text, ofTree));
      }),
      { numRuns: 500 },
    );
  });
});
