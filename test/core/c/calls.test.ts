import { describe, expect, test } from "vitest";
import { ApiNames } from "../../../src/core/c/api-names.ts";
import type { Call } from "../../../src/core/c/call.ts";
import { indexFile } from "../../../src/core/c/file-index.ts";
import { SourceFile } from "../../../src/core/c/source-file.ts";
import { testTarget } from "../../support/c-unit.ts";
import { testParser } from "../../support/parser.ts";

const parser = await testParser();
const apis = new ApiNames(["kmalloc", "kzalloc", "kcalloc", "alloc_pages", "kmalloc_obj", "kfree_not_an_api"]);

/** Reads `text` in which «…» marks the spans of all calls; returns the calls. */
function read(text: string, headers: Readonly<Record<string, string>> = {}): { calls: Call[]; spans: string[] } {
  const spans = [...text.matchAll(/«([^«»]*(?:«[^«»]*»[^«»]*)*)»/g)].map(([, inside = ""]) =>
    inside.replace(/[«»]/g, ""),
  );
  const nested = [...text.matchAll(/«[^«»]*«([^«»]*)»/g)].map(([, inside = ""]) => inside);
  const source = { path: "driver.c", text: text.replace(/[«»]/g, ""), encoding: "utf16" } as const;
  const files = new Map(Object.entries(headers).map(([path, header]) => [path, indexFile(path, header)]));
  const resolve = (_: unknown, path: string) => files.get(path);
  const file = new SourceFile(source, { target: testTarget(), parser, apis, resolve });
  return { calls: [...file.calls()], spans: [...spans, ...nested] };
}

function checkCalls(text: string): Call[] {
  const { calls, spans } = read(text);
  expect(calls.map(({ expr }) => expr.text).sort()).toEqual(spans.sort());
  return calls;
}

/** `callee(argument 0) = size`, for each call. */
function sizes(text: string, headers?: Readonly<Record<string, string>>): string[] {
  return read(text, headers).calls.map((call) => {
    const fact = call.size("$0");
    const size =
      fact.kind === "known"
        ? fact.bytes
        : fact.kind === "symbolic"
          ? fact.expression
          : fact.kind === "unknown"
            ? fact.why
            : `${fact.min}..${fact.max}`;
    return `${call.expr.args[0]} = ${size}`;
  });
}

describe("every call is found", () => {
  test("wherever an expression may stand", () => {
    checkCalls(`
static void *early(void) { return «kmalloc(1, GFP_KERNEL)»; }
static int f(struct x *x, int n)
{
	void *a = «kmalloc(2, GFP_KERNEL)», *b = «kzalloc (3, GFP_KERNEL)»;

	if (!(x->p = «kmalloc(4,
			      GFP_KERNEL)»))
		return -ENOMEM;
	WARN_ON(!(a = «kmalloc(5, GFP_KERNEL)»));
	for (p = «kmalloc(6, GFP_KERNEL)»; p; p = next(p))
		q = cond ? «kmalloc(7, GFP_KERNEL)» : NULL;
	scoped_guard(mutex, &x->lock) {
		y = «kmalloc(8, GFP_KERNEL)»;
	}
	list_for_each_entry(e, &x->list, node)
		e->z = «kmalloc(9, GFP_KERNEL)»;
	struct y init = { .p = «kmalloc(10, GFP_KERNEL)» };
	use((char *)«kmalloc(11, GFP_KERNEL)», ({ «kmalloc(12, GFP_KERNEL)»; }));
	outer(«kmalloc(inner(«kmalloc(13, GFP_KERNEL)»), GFP_KERNEL)»);
	switch (n) {
	case 1 ... 4:
		return «kmalloc(14, GFP_KERNEL)» ? 0 : 1;
	}
}
SYSCALL_DEFINE1(thing, int, fd)
{
	return «kmalloc(15, GFP_KERNEL)» != NULL;
}
`);
  });

  test("and nothing else is taken for one", () => {
    checkCalls(`
/* kmalloc(1) */ // kmalloc(2)
void *kmalloc(size_t size, gfp_t flags);
extern void *kzalloc(size_t size, gfp_t flags);
#define WRAP kmalloc(3, GFP_KERNEL)
static const char *text = "kmalloc(4)";
static struct ops ops = { .alloc = kmalloc };
static int f(void)
{
	ops->kmalloc(5);
	ops.kmalloc(6);
	puts("kmalloc(7, GFP_KERNEL)");
	my_kmalloc(8);
	return kmalloc == NULL;
}
`);
  });

  test("half-typed calls are calls, and the rest of the file is read", () => {
    const { calls } = read(
      "void f(void)\n{\n\tp = kmalloc(sizeof(*p\n}\nvoid g(void)\n{\n\tq = kmalloc(16, GFP_KERNEL);\n}\n",
    );
    expect(calls.map(({ expr }) => [expr.callee, expr.function, expr.closed])).toEqual([
      ["kmalloc", "f", false],
      ["kmalloc", "g", true],
    ]);
    expect(calls.map((call) => call.size("$0").kind)).toEqual(["unknown", "known"]);
  });

  test("a macro that makes a call is reported where it is used", () => {
    const text = `
#define NEW(type, flags) ((type *)kzalloc(sizeof(type), flags))
#define NEW_ITEM() NEW(struct item, GFP_ATOMIC)
struct item { u64 a, b, c; };
static int f(void)
{
	struct item *i = NEW(struct item, GFP_KERNEL);
	return NEW_ITEM() == i;
}`;
    const { calls } = read(text);
    expect(calls.map(({ expr }) => [expr.macro, expr.callee, expr.text, expr.args])).toEqual([
      ["NEW", "kzalloc", "NEW(struct item, GFP_KERNEL)", ["sizeof(struct item)", "GFP_KERNEL"]],
      ["NEW_ITEM", "kzalloc", "NEW_ITEM()", ["sizeof(struct item)", "GFP_ATOMIC"]],
    ]);
    expect(calls.map((call) => call.size("$0"))).toEqual([
      { kind: "known", bytes: 24n, from: ["file"] },
      { kind: "known", bytes: 24n, from: ["file"] },
    ]);
  });

  test("calls in branches that are left out are marked", () => {
    const { calls } = read(`
static int f(void)
{
#if 0
	a = kmalloc(1, GFP_KERNEL);
#else
	a = kmalloc(2, GFP_KERNEL);
#endif
#ifdef CONFIG_OFF
	if (a) {
#endif
	b = kmalloc(3, GFP_KERNEL);
#ifdef CONFIG_OFF
	}
#endif
}`);
    expect(calls.map(({ expr }) => [expr.args[0], expr.active])).toEqual([
      ["1", false],
      ["2", true],
      ["3", true],
    ]);
  });
});

describe("arguments are worth what C makes of them at that place", () => {
  test("locals, parameters and fields have their types", () =>
    expect(
      sizes(`
struct node { u32 key; struct node *next; u8 data[100]; };
static struct node *global;
static int f(struct node *param, const u16 values[8])
{
	struct node *local = kmalloc(sizeof(*local), G);
	struct local_type { u64 a, b; } *own = kmalloc(sizeof(*own), G);
	typeof(*param) *same = kmalloc(sizeof(*same), G);
	u8 buffer[24], *bytes = kmalloc(sizeof(buffer), G);

	param->next = kmalloc(sizeof(*param->next), G);
	global = kmalloc(sizeof(global->data), G);
	bytes = kmalloc(sizeof(values), G);
	for (struct inner { u32 x[3]; } *i = kmalloc(sizeof(*i), G); i; )
		break;
	{
		u16 *local = kmalloc(sizeof(*local), G);
	}
	return kmalloc(sizeof(*local), G) == NULL;
}`),
    ).toEqual([
      "sizeof(*local) = 120",
      "sizeof(*own) = 16",
      "sizeof(*same) = 120",
      "sizeof(buffer) = 24",
      "sizeof(*param->next) = 120",
      "sizeof(global->data) = 100",
      "sizeof(values) = 8",
      "sizeof(*i) = 12",
      "sizeof(*local) = 2",
      "sizeof(*local) = 120",
    ]));

  test("a struct that the function defines by itself", () =>
    expect(
      sizes(`
static int f(void)
{
	struct own { u64 a, b, c; };
	struct own *p = kmalloc(sizeof(*p), G);
	{
		struct own { u8 a; } *q = kmalloc(sizeof(*q), G);
	}
	typedef u32 word;
	word *r = kmalloc(sizeof(*r), G);
}`),
    ).toEqual(["sizeof(*p) = 24", "sizeof(*q) = 1", "sizeof(*r) = 4"]));

  test("what varies is named, what is missing has its reason", () =>
    expect(
      sizes(`
#include "gone.h"
static int f(int n, struct gone *g)
{
	a = kmalloc(n * sizeof(u64) + 320, G);
	b = kmalloc(sizeof(*g), G);
	c = kmalloc(GONE_SIZE, G);
}`),
    ).toEqual([
      "n * sizeof(u64) + 320 = 320 + 8*n",
      "sizeof(*g) = struct gone is not declared in the file or in the headers that were found",
      "GONE_SIZE = GONE_SIZE is not declared in the file or in the headers that were found",
    ]));

  test("a local that gets one value has it below, and no other does", () =>
    expect(
      sizes(`
int by_value(int n);
static int f(int param, struct s *s)
{
	int once = 24, twice = 8, below, late, *address, taken = 4, seen = 6, counted = 3;
	static int kept;
	unsigned char narrow = 300;
	size_t total = once * sizeof(u64);
	int varies = param * 8;

	below = 40;
	twice = 16;
	kept = 9;
	address = &taken;
	by_value(seen);
	read_into(counted);
	a = kmalloc(once, G);
	a = kmalloc(twice, G);
	a = kmalloc(below, G);
	a = kmalloc(late, G);
	a = kmalloc(kept, G);
	a = kmalloc(taken, G);
	a = kmalloc(seen, G);
	a = kmalloc(counted, G);
	a = kmalloc(narrow, G);
	a = kmalloc(total, G);
	a = kmalloc(varies, G);
	late = 7;
}`),
    ).toEqual([
      "once = 24",
      "twice = twice",
      "below = 40",
      "late = late",
      "kept = kept",
      "taken = taken",
      "seen = 6",
      "counted = counted",
      "narrow = 44",
      "total = 192",
      "varies = 8*param",
    ]));

  test("macros that are defined and undefined inside a declaration hold where they stand", () => {
    const text = `
struct s {
	u32 first;
#define FLAG(name) u8 name:1
	FLAG(a); FLAG(b);
#undef FLAG
#define FLAG(name) u64 name
	FLAG(c);
#undef FLAG
};
static int f(struct s *s) { return kmalloc(sizeof(*s), G) == NULL; }`;
    expect(sizes(text)).toEqual(["sizeof(*s) = 16"]);
  });

  test("a header may define what it asks for in another branch", () => {
    const text = `
#include "a.h"
static int f(void) { return kmalloc(ALIGN_AT, G) == NULL; }`;
    const headers = { "a.h": "#ifdef ALIGN_AT\n#define HAS_ALIGN\n#else\n#define ALIGN_AT 8\n#endif\n" };
    expect(sizes(text, headers)).toEqual(["ALIGN_AT = 8"]);
  });

  test("what a header defines below a declaration does not change it", () => {
    const text = `
#include "a.h"
static int f(void) { return kmalloc(LAST + WIDE, G) == NULL; }`;
    const headers = { "a.h": "enum e { FIRST, WIDE, LAST };\n#define WIDE 0x40\n" };
    expect(sizes(text, headers)).toEqual(["LAST + WIDE = 66"]);
  });

  test("headers beside the file are read, and follow the conditions of their includes", () => {
    const text = `
#include "a.h"
#ifdef CONFIG_OFF
#include "off.h"
#endif
static int f(struct s *s) { return kmalloc(sizeof(*s) + LEN, G) == NULL; }`;
    const headers = {
      "a.h": '#ifndef A_H\n#define A_H\n#include "b.h"\n#define LEN 3\nstruct s { struct t t; };\n#endif\n',
      "b.h": '#ifndef B_H\n#define B_H\n#include "a.h"\nstruct t { u32 x[2]; };\n#endif\n',
      "off.h": "#undef LEN\n#define LEN 100\n",
    };
    expect(sizes(text, headers)).toEqual(["sizeof(*s) + LEN = 11"]);
  });

  test("a macro stands for what it was defined as above the call", () =>
    expect(
      sizes(`
#define N 1
static int f(void) { return kmalloc(N, G); }
#undef N
#define N 2
static int g(void) { return kmalloc(N, G); }`),
    ).toEqual(["N = 1", "N = 2"]));

  test("text in UTF-16 counts the bytes of UTF-8", () =>
    expect(sizes('static int f(void) { return kmalloc(sizeof("é€😀"), G); }')).toEqual(['sizeof("é€😀") = 10']));
});

describe("hostile text", () => {
  const call = "static int last(void)\n{\n\treturn kmalloc(77, GFP_KERNEL) == NULL;\n}\n";
  test.each([
    ["nested parentheses", `static int f(void) { return kmalloc(${"(".repeat(50_000)}1${")".repeat(50_000)}, G); }\n`],
    ["nested calls", `static int f(void) { return ${"kmalloc(".repeat(5_000)}1${", G)".repeat(5_000)}; }\n`],
    ["nested braces", `static int f(void)\n{\n${"{".repeat(50_000)}${"}".repeat(50_000)}\n}\n`],
    ["unclosed calls", `static int f(void)\n{\n${"kmalloc(;".repeat(5_000)}\n}\n`],
    ["nested conditionals", `${"#if 1\n".repeat(20_000)}${"#endif\n".repeat(20_000)}`],
    ["a header that includes itself", '#include "driver.c"\n'],
    ["NULs and bytes that are no text", "static int f(void)\n{\n\0\x80\xff\0\n}\n"],
    ["CRLF", "static int f(void)\r\n{\r\n}\r\n"],
    ["a string that is not closed", 'static const char *s = "abc\n;\n'],
  ])("%s: the rest of the file is still read", (_, text) => {
    const { calls } = read(text + call);
    const last = calls.at(-1);
    expect([last?.expr.function, last?.size("$0")]).toEqual(["last", { kind: "known", bytes: 77n, from: ["file"] }]);
  });

  test("an empty file has no calls", () => expect(read("").calls).toEqual([]));
});

describe("a size names what it was read from", () => {
  const HEADERS = { "own.h": "typedef int own_t;\n#define BYTES 8\n" };
  const sources = (text: string) =>
    read(`#include "own.h"\n${text}`, HEADERS).calls.map((call) => {
      const fact = call.size("$0");
      return fact.kind === "unknown" ? fact.why : fact.from;
    });

  test("and not what other declarations were, which are read on the way", () =>
    expect(sources("static void f(int n) { own_t a = n; if (n < 1) return; p = kmalloc(n, G); }")).toEqual([["file"]]));

  test("whichever call was read first", () =>
    expect(
      sources(`static void f(int n)
{
	char buffer[BYTES];
	p = kmalloc(sizeof(buffer), G);
	p = kmalloc(sizeof(buffer), G);
}`),
    ).toEqual([
      ["file", "headers"],
      ["file", "headers"],
    ]));
});

describe("declarations that only macros and includes make", () => {
  test("a macro called at file scope", () =>
    expect(
      sizes(`
#define DECLARE_AVERAGE(name) struct avg_##name { u64 sum; u32 count; }; typedef struct avg_##name avg_##name##_t
DECLARE_AVERAGE(rate);
static int f(void) { a = kmalloc(sizeof(struct avg_rate), G); return kmalloc(2 * sizeof(avg_rate_t), G) == a; }`),
    ).toEqual(["sizeof(struct avg_rate) = 16", "2 * sizeof(avg_rate_t) = 32"]));

  test("members and enumerators from a header that is included in their midst", () =>
    expect(
      sizes(
        `
enum kinds {
#define KIND(name) KIND_##name,
#include "kinds.h"
#undef KIND
	KINDS
};
static int f(void) { return kmalloc(KINDS, G) == NULL; }`,
        { "kinds.h": "KIND(a)\n#if 0\nKIND(b)\n#endif\nKIND(c)\n" },
      ),
    ).toEqual(["KINDS = 2"]));

  test("a tag that a group of members has", () =>
    expect(
      sizes(`
struct packet { u8 type; struct_group_tagged(packet_head, head, u32 a; u16 b; ); u8 data[]; };
static int f(void) { return kmalloc(sizeof(struct packet_head), G) == NULL; }`),
    ).toEqual(["sizeof(struct packet_head) = 8"]));
});
