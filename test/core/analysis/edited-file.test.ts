import fc from "fast-check";
import { expect, test } from "vitest";
import { EditedDocument } from "../../../scripts/fuzz/edited.ts";
import { analyseFunctions } from "../../../src/core/analysis/analyse.ts";
import type { AnalysisContext } from "../../../src/core/analysis/analysed-file.ts";
import { cTarget } from "../../../src/core/analysis/c-target.ts";
import { EditedFile } from "../../../src/core/analysis/edited-file.ts";
import type { FileAnalysis } from "../../../src/core/analysis/file-analysis.ts";
import { inDocument } from "../../../src/core/analysis/in-document.ts";
import { presetNamed } from "../../../src/core/kernel/presets.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import { testParser } from "../../support/parser.ts";

const PARSER = await testParser();

const DRIVER = `// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#define COUNT 12
#define NEW(type) kzalloc(sizeof(type), GFP_KERNEL)
#define TAKE(d) spin_lock(&(d)->lock)

struct item {
	int id;
	char name[20];
};

/* A device and its items. */
struct dev {
	spinlock_t lock;
	struct item *items;
	void *buffer;
	int count;
};

static struct kmem_cache *item_cache;

/* Frees the items. */
static void dev_free(struct dev *d)
{
	kfree(d->items);
	d->items = NULL;
}

static void dev_lock(struct dev *d)
{
	spin_lock(&d->lock);
}

static void dev_unlock(struct dev *d)
{
	spin_unlock(&d->lock);
}

/* kalloc-lens-ignore wasteful-size: it grows */
static int dev_fill(struct dev *d, int count)
{
	int i;

	for (i = 0; i < count; i++)
		d->items[i].id = i;
	return 0;
}

static int dev_alloc(struct dev *d, gfp_t gfp)
{
	struct item *item = kmem_cache_alloc(item_cache, gfp);

	if (!item)
		return -ENOMEM;
	d->items = kcalloc(COUNT, sizeof(*d->items), GFP_KERNEL);
	if (!d->items) {
		kmem_cache_free(item_cache, item);
		return -ENOMEM;
	}
	return dev_fill(d, COUNT);
}

static void dev_work(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);
	char *text = kmalloc(1360, GFP_KERNEL);

	dev_lock(d);
	dev_alloc(d, GFP_ATOMIC);
	dev_unlock(d);
	kfree(text);
}

#ifdef CONFIG_SMP
static irqreturn_t dev_irq(int irq, void *data)
{
	struct dev *d = data;

	d->buffer = kmalloc(5000, GFP_KERNEL);
#if COUNT > 10
	d->items = NEW(struct item);
#else
	d->items = NULL;
#endif
	return IRQ_HANDLED;
}
#endif

static int dev_again(struct dev *d, int n)
{
	if (n)
		return dev_again(d, n - 1);
	return dev_alloc(d, GFP_KERNEL);
}

static int dev_probe(struct device *device)
{
	struct dev *d = NEW(struct dev);
	int ret;

	if (!d)
		return -ENOMEM;
	INIT_WORK(&d->work, dev_work);
	ret = request_irq(3, dev_irq, 0, "dev", d);
	if (ret)
		return ret;
	TAKE(d);
	ret = dev_again(d, 3);
	dev_unlock(d);
	d->buffer = vmalloc(PAGE_SIZE);
	memset(d->buffer, 0, PAGE_SIZE);
	dev_free(d);
	return ret;
}

static struct driver dev_driver = {
	.probe = dev_probe,
};

static int __init dev_init(void)
{
	item_cache = kmem_cache_create("item", sizeof(struct item), 0, 0, NULL);
	return item_cache ? 0 : -ENOMEM;
}
module_init(dev_init);
`;

/** What people type, whole or half. */
const TYPED = [
  "\n",
  " ",
  "x",
  ";",
  "{",
  "}",
  "(",
  ")",
  '"',
  "/*",
  "*/",
  "//",
  "\\",
  "#if COUNT\n",
  "#else\n",
  "#endif\n",
  "#define COUNT 3\n",
  "\tdev_lock(d);\n",
  "\tdev_unlock(d);\n",
  "\tspin_lock(&d->lock);\n",
  "\tspin_unlock(&d->lock);\n",
  "\tmutex_lock(&d->mutex);\n",
  "\tif (ret)\n\t\treturn ret;\n",
  "\tkfree(d->items);\n",
  "\tkfree(text);\n",
  "\td->items = NEW(struct item);\n",
  "\tchar *more = kmalloc(2100, GFP_KERNEL);\n",
  "\tdev_probe(NULL);\n",
  "\tdev_free(d);\n",
  "\titem_cache = NULL;\n",
  "\tcall_rcu(&d->rcu, dev_irq);\n",
  "\td->buffer = text;\n",
  "// kalloc-lens-ignore just-over-class\n",
  "/* kalloc-lens-ignore exact-pages: so be it */\n",
  "#include <linux/vmalloc.h>\n",
  "static void other(void)\n{\n\tdev_alloc(0, 0);\n}\n",
];

function context(): AnalysisContext {
  const read = readProfile(presetNamed("debian-6.12-amd64")?.profile);
  if (read.kind === "error") throw new Error(read.why);
  const { config, profile } = read;
  return { config, target: cTarget(profile, config), parser: PARSER, resolve: () => undefined };
}

function document(): EditedDocument {
  return new EditedDocument(DRIVER, context());
}

test("after any edits a file is known as if it were read anew", () => {
  const place = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }).map((share) => ({ share })),
    // Behind a line of the original: where people type most.
    fc.nat({ max: DRIVER.split("\n").length }).map((line) => ({ line })),
  );
  const edit = fc.record({
    place,
    removed: fc.oneof(fc.constant(0), fc.nat({ max: 12 })),
    text: fc.constantFrom("", ...TYPED),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), fc.boolean(), (edits, inBursts) => {
      const edited = document();
      const before = edited.text;
      edits.forEach(({ place: where, removed, text }, i) => {
        const { length } = edited.text;
        const offset = "share" in where ? Math.floor(where.share * length) : lineEnd(edited.text, where.line);
        const change = { start: offset, end: Math.min(offset + removed, length), text };
        if (inBursts && i % 3 !== 2) edited.type(change);
        else expect(edited.edit(change)).toBeUndefined();
      });
      // Undo.
      expect(edited.edit({ start: 0, end: edited.text.length, text: before })).toBeUndefined();
    }),
    { numRuns: 30 },
  );
});

test("what is typed inside functions and the comments behind them is taken over", () => {
  const edited = document();
  const places = [
    "dev_lock(d);",
    "d->items[i].id = i;",
    "return IRQ_HANDLED;",
    "TAKE(d);\n",
    "kalloc-lens-ignore wasteful",
  ];
  for (const place of places) {
    for (const text of ["x", " ", "\n", "\tkfree(d);\n", ""]) {
      const start = edited.text.indexOf(place);
      expect(edited.edit({ start, end: start, text })).toBeUndefined();
    }
  }
  expect(edited.takenOver).toBe(places.length * 5);
});

test("the first suppression of a file is seen as it is typed, and as it goes", () => {
  const suppression = "/* kalloc-lens-ignore just-over-class: so be it */";
  const edited = new EditedDocument(DRIVER.replace(/kalloc-lens-ignore \S+ it grows/, "none"), context());
  const start = edited.text.indexOf("d->buffer = kmalloc(5000");
  [...suppression].forEach((text, i) => {
    expect(edited.edit({ start: start + i, end: start + i, text })).toBeUndefined();
  });
  for (let end = start + suppression.length; end > start; end--)
    expect(edited.edit({ start: end - 1, end, text: "" })).toBeUndefined();
  expect(edited.text).not.toContain("kalloc-lens-ignore");
});

test("a function in a conditional that begins in another one is read anew with that one", () => {
  const first = "static void *fir\n#if X\nst(void)\n{\n\tsize_t bytes = read();\n\n\treturn vmalloc(bytes);\n}\n";
  const edited = new EditedDocument(`${first}static void second(void)\n{\n\tend();\n}\n`, context());
  for (const text of ["{", "(", "}"]) {
    const start = edited.text.indexOf("end();");
    expect(edited.edit({ start, end: start, text })).toBeUndefined();
  }
});

test("an analysis that was overtaken by edits still answers for its own text", () => {
  const source = { path: "/edited/test.c", text: DRIVER, encoding: "utf16" } as const;
  const edited = new EditedFile(source, context());
  const opened = finished(edited.steps());
  const whole = () => analyseFunctions(source, context());
  const overtaken = opened && inDocument(opened, whole);
  for (const [place, text] of [
    ["dev_lock(d);\n\tdev_alloc", "\n\n\tspin_unlock(&d->lock);"],
    ["return IRQ_HANDLED;", "kfree(d->items);\n"],
  ] as const) {
    const at = DRIVER.indexOf(place);
    expect(edited.edit({ start: at, end: at, text })).toBe(true);
    expect(finished(edited.steps())).toBeDefined();
  }
  const facts = (file: FileAnalysis | undefined) =>
    file?.assessments.map(({ call, context, atomic }) => [call, context, atomic(), file.at(call).size("$0")]);
  expect(facts(overtaken)).toEqual(facts(whole()));
  expect(overtaken?.structs).toEqual(whole().structs);
});

function finished<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function lineEnd(text: string, line: number): number {
  let at = -1;
  for (let n = 0; n <= line; n++) {
    const next = text.indexOf("\n", at + 1);
    if (next < 0) return text.length;
    at = next;
  }
  return at;
}
