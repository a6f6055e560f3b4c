import { describe, expect, test } from "vitest";
import { analysed, findingsIn } from "./analysed.ts";

/** Functions of the file that those below hand their memory to. */
const FILE = `struct foo { struct list_head node; struct device dev; struct foo *self; char *name; int id; };

static int reset(struct foo *f, int n)
{
	if (n > 4)
		return -EINVAL;
	f->id = n;
	return 0;
}

static int enlist(struct foo *f, struct list_head *all)
{
	if (!all)
		return -ENODEV;
	list_add(&f->node, all);
	return 0;
}

static int consume(struct foo *f, int n)
{
	if (n) {
		kfree(f);
		return -EINVAL;
	}
	list_add(&f->node, &everyone);
	return 0;
}

static void undo(struct device *d)
{
	kfree(dev_get_drvdata(d));
}

static int count(struct foo *f, int n)
{
	int all = 0;

	while (n--) {
		all += f->id;
		f++;
	}
	return all;
}

static void keep_last(struct foo *f, int n)
{
	f += n;
	last = f;
}

static int never(struct foo *f)
{
	f->id = 1;
	return 0;
}

#define foo_dbg(f, text) pr_info("%d: " text, (f)->id)

`;

/** What is found in a function, with a line of \`^^^\` below what each finding points at. */
function checkFunction(marked: string): void {
  const lines = marked.trim().split("\n");
  const text = `${FILE}${lines.filter((line) => !isMark(line)).join("\n")}\n`;
  const found = findingsIn(analysed(text), { rules: ["missing-free"] }).map(
    ({ start, end }) => `${text.slice(0, start).split("\n").at(-1)}${text.slice(start, end)}`,
  );
  const expected = lines.flatMap((line, i) => {
    const [from, to] = [line.indexOf("^"), line.lastIndexOf("^") + 1];
    return isMark(line) ? [(lines[i - 1] ?? "").slice(0, to)].filter((marks) => marks.length > from) : [];
  });
  expect(found).toEqual(expected);
}

function isMark(line: string): boolean {
  return /^[/ ]*\^+$/.test(line);
}

/** Indented by spaces, so that a column is a character. */
const open = (rest: string, parameters = "struct dev *d, int n"): string => `
int f(${parameters})
{
    struct foo *p = kzalloc(sizeof(*p), GFP_KERNEL);
    int ret;

    if (!p)
        return -ENOMEM;
${rest}
}`;

describe("reported", () => {
  test.each([
    [
      "a local pointer into the memory leads nowhere else",
      open(`    struct device *inner = &p->dev;
    inner->driver = 0;
    if (n)
        return -EINVAL;
//      ^^^^^^^^^^^^^^^
    list_add(&p->node, &everyone);
    return 0;`),
    ],
    [
      "what it says of itself is lost with it",
      open(`    p->self = p;
    if (n)
        return -EINVAL;
//      ^^^^^^^^^^^^^^^
    list_add(&p->node, &everyone);
    return 0;`),
    ],
    [
      "a struct on the stack holds it while a function that only reads is called",
      open(`    struct kvec v = { .iov_base = p, .iov_len = 8 };
    ret = memcmp(&v, &v, n);
    if (ret)
        return -EINVAL;
//      ^^^^^^^^^^^^^^^
    list_add(&p->node, &everyone);
    return 0;`),
    ],
    [
      "a function of the file fails before it keeps it",
      open(`    ret = enlist(p, d->all);
    if (ret)
        return ret;
//      ^^^^^^^^^^^
    return 0;`),
    ],
    [
      "a function of the file has only read it, and the function ends well",
      open(`    reset(p, n);
    foo_dbg(p, "set up");
    return 0;
//  ^^^^^^^^^`),
    ],
    [
      "it was stored in a parameter, and another error frees it",
      open(`    d->foo = p;
    ret = setup(n);
    if (ret) {
        kfree(p);
        return ret;
    }
    ret = more(n);
    if (ret)
        return ret;
//      ^^^^^^^^^^^
    return 0;`),
    ],
    [
      "a place that it was stored in is emptied at once",
      open(`    d->foo = p;
    if (n) {
        d->foo = NULL;
        return -EINVAL;
//      ^^^^^^^^^^^^^^^
    }
    return 0;`),
    ],
    [
      "an object has it for its driver, whose probe fails",
      open(
        `    platform_set_drvdata(pdev, p);
    ret = setup(n);
    if (ret)
        return ret;
//      ^^^^^^^^^^^
    return 0;`,
        "struct platform_device *pdev, int n",
      ),
    ],
    [
      "a function that only one way calls keeps it where it succeeds",
      open(`    if (n > 2) {
        ret = reset(p, n);
        if (ret)
            return ret;
//          ^^^^^^^^^^^
    }
    list_add(&p->node, &everyone);
    return 0;`),
    ],
    [
      "a member that the file follows as a pointer is copied out of it",
      open(`    p->self->id = n;
    d->next = p->self;
    if (n)
        return -EINVAL;
//      ^^^^^^^^^^^^^^^
    list_add(&p->node, &everyone);
    return 0;`),
    ],
    [
      "a number that the file counts with is copied out of it",
      open(`    d->small = p->id < 4;
    d->first = p->id;
    if (n)
        return -EINVAL;
//      ^^^^^^^^^^^^^^^
    list_add(&p->node, &everyone);
    return 0;`),
    ],
    [
      "the object that it was stored in is freed",
      open(`    struct bar *all = kzalloc(sizeof(*all), GFP_KERNEL);
    if (!all) {
        kfree(p);
        return -ENOMEM;
    }
    all->foo = p;
    if (n) {
        kfree(all);
        return -EINVAL;
//      ^^^^^^^^^^^^^^^
    }
    d->all = all;
    return 0;`),
    ],
    [
      "it was freed behind the same call of what a member points at",
      open(`    ret = d->ops->fill_foo(d, p, n);
    if (ret)
        return ret;
//      ^^^^^^^^^^^
    ret = setup(n);
    if (ret) {
        kfree(p);
        return ret;
    }
    list_add(&p->node, &everyone);
    return 0;`),
    ],
    [
      "a function that advances its argument only reads",
      open(`    count(p, n);
    return 0;
//  ^^^^^^^^^`),
    ],
    [
      "the value that is returned says by a condition that it failed",
      open(`    ret = setup(n);
    if (ret)
        goto out;
    list_add(&p->node, &everyone);
out:
    return ret ? ERR_PTR(ret) : p;
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
    ],
    [
      "it was freed by an error that comes after the same calls",
      open(`    ret = attach(d, p);
    if (ret)
        goto out;
    ret = setup(n);
    if (ret) {
        kfree(p);
        return ret;
    }
    ret = more(n);
out:
    return ret;
//  ^^^^^^^^^^^`),
    ],
  ])("%s", (_, marked) => checkFunction(marked));
});

describe("silent", () => {
  test.each([
    [
      "a local pointer hands it on",
      "struct foo *q = p; list_add(&q->node, &everyone); if (n) return -EINVAL; return 0;",
    ],
    [
      "a loop that hands it on is left in its first round",
      "for (; n; n--) { if (d->off) break; enlist(p, d->all); } return 0;",
    ],
    ["a reference to a part of it is dropped", "kobject_put(&p->dev.kobj); return -EINVAL;"],
    [
      "an action of the device frees what it holds",
      "dev_set_drvdata(d, p); ret = devm_add_action_or_reset(d, undo, d); if (ret) return ret; return 0;",
    ],
    ["an alias is asked for", "struct foo *q = n ? p : NULL; if (!q) return -EINVAL; kfree(q); return 0;"],
    ["a member of it that may be an array is copied out of it", "d->name = p->name; if (n) return -EINVAL; return 0;"],
    [
      "the object that it was stored in was handed on before it is freed",
      "struct bar *all = make(d); all->foo = p; attach(all); if (n) { kfree(all); return -EINVAL; } return 0;",
    ],
    [
      "what it was stored in is not what is freed",
      "struct bar *all = make(d); all->other->foo = p; if (n) { kfree(all); return -EINVAL; } return 0;",
    ],
    ["what a member points at may keep it", "ret = d->ops->fill_foo(d, p, n); if (ret) return ret; return 0;"],
    ["a function that advances its argument keeps it", "keep_last(p, n); return 0;"],
    ["an element of it stores it elsewhere", "p->self->self = p; if (n) return -EINVAL; return 0;"],
    ["a struct on the stack holds it", "struct kvec v = { .iov_base = p }; keep(&v); if (n) return -EINVAL; return 0;"],
    ["a function of the file frees it where it fails", "ret = consume(p, n); if (ret) return ret; return 0;"],
    ["a function of the file keeps it", "ret = enlist(p, d->all); if (ret) { kfree(p); return ret; } return more(n);"],
    [
      "a function of the file never fails",
      "ret = never(p); if (ret) return -EINVAL; list_add(&p->node, &everyone); return 0;",
    ],
    [
      "it is freed by the place that has it",
      "d->foo = p; ret = setup(n); if (ret) { kfree(d->foo); return ret; } return 0;",
    ],
    ["that place is handed on", "d->foo = p; ret = setup(n); if (ret) { drop(d->foo); return ret; } return 0;"],
    [
      "a call may have freed it before the place is emptied",
      "d->foo = p; ret = setup(d); if (ret) { d->foo = NULL; return ret; } return 0;",
    ],
    [
      "another element was emptied",
      "d->foos[n] = p; n++; if (d->bad) { d->foos[n] = NULL; return -EINVAL; } return 0;",
    ],
    ["a function of another file failed with it", "ret = attach(d, p); if (ret) return ret; return 0;"],
    ["nothing says that the function fails", "d->foo = p; if (n) { kfree(p); return -EINVAL; } return n;"],
    ["what a call returns points into it", "d->name = strim(p); if (n) return -EINVAL; return 0;"],
    ["an array in it is returned", "return n ? (long)p->name : (long)p;"],
    [
      "the caller has it by an address",
      "*out = p; if (n) { kfree(p); return -EINVAL; } if (d->bad) return -EIO; return 0;",
    ],
    [
      "one error of its own may say that it was kept",
      "ret = enlist(p, d->all); if (ret && ret != -EBUSY) { kfree(p); return ret; } return ret;",
    ],
    [
      "it stands in a list while another way frees it",
      "list_add(&p->node, &everyone); if (n) return -EINTR; ret = setup(n); kfree(p); return ret;",
    ],
    [
      "a function is done with the struct that holds it",
      "struct kvec v = { .iov_base = p }; crc32(&v); keep_all(&v); return 0;",
    ],
    [
      "a case of a switch hands it on",
      "switch (n) { case 1: keep(p); break; case 2: list_add(&p->node, &d->l); break; } return 0;",
    ],
    ["a way asks for what nobody set", "if (p->id) goto out; kfree(p);\nout: return -EINVAL;"],
    ["the place may hold what is not its own", "if (n) p = d->foo; ret = setup(n); if (!n) kfree(p); return 0;"],
    [
      "a pointer is returned that is set",
      "struct foo *q = make(d); d->foo = p; if (!q) { kfree(p); return 0; } return (long)q;",
    ],
  ])("%s", (_, statements) => checkFunction(open(statements)));

  test("the object's data are freed by a function of the file", () =>
    checkFunction(
      open(
        "dev_set_drvdata(dev, p); ret = setup(n); if (ret) { undo(dev); return ret; } return 0;",
        "struct device *dev, int n",
      ),
    ));

  test("a function that may be any has stored it in a device", () =>
    checkFunction(
      open("pdev->priv = p; ret = setup(n); if (ret) return ret; return 0;", "struct platform_device *pdev, int n"),
    ));

  test("a file that is not being opened is closed later", () =>
    checkFunction(open("file->private_data = p; if (n) return -EINVAL; return 0;", "struct file *file, int n")));
});

test("memory for DMA may be found by its address", () =>
  checkFunction(`
int f(struct dev *d, int n)
{
    dma_addr_t at;
    void *p = dma_alloc_coherent(d->dev, 64, &at, GFP_KERNEL);

    if (!p)
        return -ENOMEM;
    start(d, at);
    if (n)
        return -EINVAL;
    return 0;
}`));

test("nobody closes a file that could not be opened", () => {
  const text = `${FILE}int foo_open(struct inode *inode, struct file *file)
{
	struct foo *p = kzalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	file->private_data = p;
	if (setup())
		return -EIO;
	return 0;
}
`;
  const found = findingsIn(analysed(text), { rules: ["missing-free"] });
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(["return -EIO;"]);
});

test.each([
  ["nobody removes a device whose probe failed", "", ["return -EIO;"]],
  ["the object that it was stored in is undone", "undo(pdev);", []],
])("%s", (_, before, expected) => {
  const text = `${FILE}static int foo_probe(struct platform_device *pdev)
{
	struct foo *p = kzalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	pdev->priv = p;
	if (setup()) {
		${before}
		return -EIO;
	}
	return 0;
}

static struct platform_driver foo_driver = {
	.probe = foo_probe,
};
`;
  const found = findingsIn(analysed(text), { rules: ["missing-free"] });
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
});
