import { describe, expect, test } from "vitest";
import { analyseFunctions } from "../../../src/core/analysis/analyse.ts";
import { cTarget } from "../../../src/core/analysis/c-target.ts";
import { faultsOf } from "../../../src/core/flow/ownership/faults-of.ts";
import { presetNamed } from "../../../src/core/kernel/presets.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import { testParser } from "../../support/parser.ts";

const PARSER = await testParser();
const read = readProfile(presetNamed("debian-6.12-amd64")?.profile);
if (read.kind === "error") throw new Error(read.why);
const { profile, config } = read;
const CONTEXT = { config, target: cTarget(profile, config), parser: PARSER, resolve: () => undefined };

/** The faults of the last function of a text, as `kind: where`. The first look, which most functions get alone, misses none. */
function faultsIn(text: string, version = "6.12"): string[] {
  const { functions, flow } = analyseFunctions({ path: "test.c", text, encoding: "utf16" }, CONTEXT);
  const last = functions.at(-1);
  if (!last) throw new Error("there is no function");
  const faults = faultsOf(last.source, flow, version);
  expect(faultsOf(last.source, flow, version, { ended: () => undefined })).toEqual(faults);
  return faults.map(({ kind, at }) => `${kind}: ${text.slice(at.start, at.end)}`);
}

const BEFORE = `static void peek(struct foo *x)
{
	pr_info("%d", x->n);
}

static void keep(struct foo *x)
{
	list_add(&x->node, &all);
}

`;

/** The faults of a function with these statements, and with these two functions of the file to call. */
function checkIn(statements: string, expected: readonly string[]): void {
  expect(
    faultsIn(`${BEFORE}int f(struct dev *d, int n)\n{\n\tstruct foo *p, *q;\n\tint ret;\n${statements}\n}\n`),
  ).toEqual(expected);
}

const TAKEN = "p = kzalloc(sizeof(*p), GFP_KERNEL);\nif (!p)\n\treturn -ENOMEM;\n";

describe("the wrong free function", () => {
  test.each([
    ["p = vmalloc(n); if (p) kfree(p); return 0;", ["wrong-free: kfree(p)"]],
    ["p = kvmalloc(n, GFP_KERNEL); vfree(p); return 0;", ["wrong-free: vfree(p)"]],
    ["p = kvmalloc(n, GFP_KERNEL); kvfree(p); return 0;", []],
    ["p = vmalloc(n); kvfree(p); return 0;", []],
    ["p = devm_kzalloc(d, n, GFP_KERNEL); if (!p) return -ENOMEM; kfree(p); return 0;", ["wrong-free: kfree(p)"]],
    ["p = (void *)kmalloc(n, GFP_KERNEL); vfree(p); return 0;", ["wrong-free: vfree(p)"]],
    ["d->buf = vmalloc(n); if (n) kfree(d->buf); return 0;", ["wrong-free: kfree(d->buf)"]],
    ["d->buf = vmalloc(n); setup(d); kfree(d->buf); return 0;", ["wrong-free: kfree(d->buf)"]],
    ["d->buf = vmalloc(n); setup(d); kfree(d->buf); d->buf = other(d); return 0;", []],
    ["p = kmalloc(n, GFP_KERNEL); if (is_vmalloc_addr(p)) vfree(p); else kfree(p); return 0;", []],
    ["p = kzalloc(8, GFP_KERNEL); if (!p) return 1; sg_free_table(p); kfree(p); return 0;", []],
    ["p = vmalloc(n); keep(p); elsewhere(p); kfree(p); return 0;", ["wrong-free: kfree(p)"]],
    ["p = vmalloc(n); if (p) kvfree_rcu(p, rcu); return 0;", []],
    ["p = kmalloc(8, GFP_KERNEL); if (p) mempool_free(p, d->pool); return 0;", []],
    [
      "p = kmalloc(8, GFP_KERNEL); if (p) kmem_cache_free(d->cache, p); return 0;",
      ["wrong-free: kmem_cache_free(d->cache, p)"],
    ],
    [
      "if (!d || !d->on) p = kmalloc(8, GFP_KERNEL); else p = vmalloc(8); if (d && d->on) vfree(p); else kfree(p); return 0;",
      [],
    ],
    [
      "if (n) p = kmalloc(8, GFP_KERNEL); else p = vmalloc(8); bitmap_free(p); return 0;",
      ["wrong-free: bitmap_free(p)"],
    ],
    ["if (n) p = vmalloc(n); else p = kmalloc(8, GFP_KERNEL); if (n) vfree(p); else kfree(p); return 0;", []],
    ["p = vmalloc(n); p = other(); kfree(p); return 0;", []],
    ["p = kvzalloc(n, GFP_KERNEL); p = PTR_ALIGN(p, 32); free_netdev(p); return 0;", []],
    ["p = kvzalloc(n, GFP_KERNEL); if (!p) return 1; free_netdev(p); return 0;", []],
    ["p = memdup_user(d->u, n); if (IS_ERR(p)) return PTR_ERR(p); kfree(p); return 0;", []],
  ])("%s", checkIn);

  test("kfree() of a cache's object, by kernel", () => {
    const text =
      "int f(void)\n{\n\tstruct foo *p = kmem_cache_alloc(cache, GFP_KERNEL);\n\tkfree(p);\n\treturn 0;\n}\n";
    expect(faultsIn(text, "6.1")).toEqual(["wrong-free: kfree(p)"]);
    expect(faultsIn(text, "6.12")).toEqual([]);
  });
});

describe("another order or size", () => {
  test.each([
    [
      "unsigned long a = __get_free_pages(GFP_KERNEL, 2); free_pages(a, 3); return 0;",
      ["amount-mismatch: free_pages(a, 3)"],
    ],
    [
      "unsigned long a = __get_free_pages(GFP_KERNEL, n); free_pages(a, n + 1); return 0;",
      ["amount-mismatch: free_pages(a, n + 1)"],
    ],
    ["unsigned long a = __get_free_pages(GFP_KERNEL, n); free_pages(a, n); return 0;", []],
    ["unsigned long a = __get_free_pages(GFP_KERNEL, n); free_pages(a, d->order); return 0;", []],
    [
      "q = alloc_pages(GFP_KERNEL, order_of(d)); if (n) __free_pages(q, order_of(d) + 1); return 0;",
      ["amount-mismatch: __free_pages(q, order_of(d) + 1)"],
    ],
    [
      "unsigned long a = __get_free_page(GFP_KERNEL); free_pages(a, 1); return 0;",
      ["amount-mismatch: free_pages(a, 1)"],
    ],
    ["q = alloc_pages(GFP_KERNEL, 1); split_page(q, 1); __free_page(q); return 0;", []],
    [
      "p = alloc_pages_exact(8192, GFP_KERNEL); free_pages_exact(p, 4096); return 0;",
      ["amount-mismatch: free_pages_exact(p, 4096)"],
    ],
  ])("%s", checkIn);
});

describe("freed twice, used afterwards", () => {
  test.each([
    ["kfree(p); kfree(p); return 0;", ["double-free: kfree(p)"]],
    ["kfree(p); p = NULL; kfree(p); return 0;", []],
    ["kfree(p); goto out;\nout:\nkfree(p); return 0;", ["double-free: kfree(p)"]],
    ["if (n) kfree(p); else kfree(p); return 0;", []],
    ["if (n) kfree(p);\nif (!n) kfree(p); return 0;", []],
    ["if (n) { kfree(p); goto out; } x();\nout: return p->n;", ["use-after-free: p->n"]],
    ["kfree(d->a); kfree(d->b); kfree(d->a); return 0;", ["double-free: kfree(d->a)"]],
    ["while (n--)\nkfree(d->a);\nreturn 0;", ["double-free: kfree(d->a)"]],
    ["again:\nkfree(d->a);\nif (n--) goto again;\nreturn 0;", ["double-free: kfree(d->a)"]],
    ["kfree(d->a); reset(d); kfree(d->a); return 0;", []],
    ["kfree(p); return p->n;", ["use-after-free: p->n"]],
    ["q = p->next; kfree(p); return q->n;", []],
    ["while (p) { q = p->next; kfree(p); p = q; } return 0;", []],
    ["kfree(p); memset(p, 0, n); return 0;", ["use-after-free: memset(p, 0, n)"]],
    ['kfree(p); pr_info("%p", p); return 0;', []],
    ["kfree(p); n = sizeof(*p); return n;", []],
    ["kfree_rcu(p, rcu); x(p->n); return 0;", []],
    ["list_for_each_entry_safe(p, q, &d->l, node) { list_del(&p->node); kfree(p); } return 0;", []],
    ["kfree(p); init(&p); return p->n;", []],
    ["ret = kstrdup_it(&p); kfree(p); if (ret) kfree(p); return 0;", []],
  ])("%s", checkIn);
});

describe("not checked", () => {
  test.each([
    ["p = kzalloc(8, GFP_KERNEL); p->n = 1; keep(p); return 0;", ["unchecked: p->n"]],
    ["p = kzalloc(8, GFP_KERNEL); memcpy(p, d, 8); keep(p); return 0;", ["unchecked: memcpy(p, d, 8)"]],
    [
      "p = kzalloc(8, GFP_KERNEL); INIT_LIST_HEAD(&p->node); keep(p); return 0;",
      ["unchecked: INIT_LIST_HEAD(&p->node)"],
    ],
    ["p = kzalloc(8, GFP_KERNEL); if (!p) return 1; p->n = 1; keep(p); return 0;", []],
    ["p = kzalloc(8, GFP_KERNEL); if (unlikely(p == NULL)) return 1; p->n = 1; keep(p); return 0;", []],
    ["if (!(p = kzalloc(8, GFP_KERNEL))) return 1; p->n = 1; keep(p); return 0;", []],
    ["p = kzalloc(8, GFP_KERNEL); BUG_ON(!p); p->n = 1; keep(p); return 0;", []],
    ["p = kzalloc(8, GFP_KERNEL); if (WARN_ON(!p)) return 1; p->n = 1; keep(p); return 0;", []],
    ["p = kzalloc(8, GFP_KERNEL | __GFP_NOFAIL); p->n = 1; keep(p); return 0;", []],
    [
      "p = kzalloc(8, GFP_KERNEL); q = kzalloc(8, GFP_KERNEL); if (!p || !q) goto out; p->n = q->n; keep(p); keep(q); return 0;\nout: kfree(p); kfree(q); return 1;",
      [],
    ],
    ["p = kzalloc(8, GFP_KERNEL); if (check(p)) return 1; p->n = 1; keep(p); return 0;", []],
    ["p = krealloc(q, 8, GFP_KERNEL); p->n = 1; keep(p); return 0;", ["unchecked: p->n"]],
    ["p = memdup_user(d->u, 8); p->n = 1; keep(p); return 0;", []],
    ["d->p = kzalloc(8, GFP_KERNEL); d->p->n = 1; return 0;", ["unchecked: d->p->n"]],
    ["p = kzalloc(sizeof(*p), GFP_KERNEL); n = struct_size(p, a, n); if (!p) return 1; keep(p); return 0;", []],
    ["p = kzalloc(8, GFP_KERNEL); d->p = p; p->n = 1; return 0;", ["unchecked: p->n"]],
    ["p = kzalloc(8, GFP_KERNEL); d->p = p; if (!d->p) return 1; p->n = 1; return 0;", []],
    ["p = kzalloc(8, GFP_KERNEL); set_up(p); p->n = 1; return 0;", ["unchecked: p->n"]],
    ["p = kzalloc(8, GFP_KERNEL); p->m = set_up(p); return 0;", ["unchecked: p->m"]],
    ["p = kzalloc(8, GFP_KERNEL); ret = set_up(p); if (ret) return ret; p->n = 1; return 0;", []],
    ["p = kzalloc(8, GFP_KERNEL); assert_set(p); p->n = 1; return 0;", []],
    ["if (ret = -ENOMEM, !(p = kzalloc(8, GFP_KERNEL))) return ret; p->n = 1; keep(p); return 0;", []],
    ["p = kzalloc(8, GFP_KERNEL); if (IOCTL_DBG(d, !p)) return 1; p->n = 1; keep(p); return 0;", []],
    ["p = kzalloc(8, GFP_KERNEL); if (fails(d, p == NULL)) return 1; p->n = 1; keep(p); return 0;", []],
    ["p = kzalloc(8, flags); p->n = 1; keep(p); return 0;", []],
    [
      "mutex_init(&d->m); p = kzalloc(8, GFP_KERNEL); init_it(&p->lock); if (n) x(); p->n = 1; return 0;",
      ["unchecked: p->n"],
    ],
  ])("%s", checkIn);
});

describe("a way out without a free", () => {
  test.each([
    ["ret = setup(d); if (ret) return ret; keep(p); return 0;", ["leak: return ret;"]],
    ["ret = setup(d); if (ret) { kfree(p); return ret; } keep(p); return 0;", []],
    ["ret = setup(d); if (ret) goto out; keep(p); return 0;\nout: return ret;", ["leak: return ret;"]],
    ["ret = setup(d); if (ret) goto out; keep(p); return 0;\nout: kfree(p); return ret;", []],
    ["peek(p); ret = setup(d); if (ret) return ret; keep(p); return 0;", ["leak: return ret;"]],
    ["keep(p); ret = setup(d); if (ret) return ret; return 0;", []],
    ["elsewhere(p); if (n) return n; return 0;", []],
    ["d->p = p; if (n) return n; return 0;", []],
    ["q = p; if (n) return n; kfree(q); return 0;", ["leak: return n;"]],
    ["if (n) return (long)p; kfree(p); return 0;", []],
    ["return PTR_ERR(p);", ["leak: return PTR_ERR(p);"]],
    ["ret = 0; if (n) ret = -EINVAL; if (ret) kfree(p); else keep(p); return ret;", []],
    ["ret = setup(d); if (ret < 0) goto out; keep(p);\nout: if (ret) kfree(p); return ret;", []],
    ["if (d->flag) kfree(p); if (!d->flag) keep(p); return 0;", []],
    ["if (d->flag) kfree(p); return 0;", []],
    ["list_add(&p->node, &d->l); return 0;", []],
    ["switch (n) { case 1: kfree(p); return 0; default: return 1; }", ["leak: return 1;"]],
    ["CHECK(d, return -1); kfree(p); return 0;", []],
    ["ret = rhashtable_init(&p->ht, &params); if (ret) return ret; keep(p); return 0;", ["leak: return ret;"]],
    ["ret = rhashtable_init(&p->ht, &params); if (ret) return 0; keep(p); return 0;", []],
    [
      "attach(d, p); ret = setup(d); if (ret) return ret; ret = more(p); if (ret) goto out; keep(p); return 0;\nout: kfree(p); return ret;",
      ["leak: return ret;"],
    ],
    ["ret = attach(d, p); if (ret) { kfree(p); return ret; } ret = setup(d); if (ret) return ret; return 0;", []],
    ["attach(d, p); ret = setup(d); if (ret) { unregister(p); kfree(p); return ret; } ret = more(d); return ret;", []],
    ["q = p->name; ret = setup(d); if (ret) return ret; keep(p); return 0;", ["leak: return ret;"]],
    ["q = p->name; attach(d, q); ret = setup(d); if (ret) return ret; keep(p); return 0;", []],
    ["p->n = 1; ret = setup(p->n); if (ret) return ret; keep(p); return 0;", ["leak: return ret;"]],
  ])("%s", (statements, expected) => checkIn(`${TAKEN}${statements}`, expected));

  test.each([
    ["struct foo *r __free(kfree) = kzalloc(8, GFP_KERNEL); if (!r) return 1; return 0;", []],
    ["static struct foo *r; r = kzalloc(8, GFP_KERNEL); if (!r) return 1; return 0;", []],
    ["everyone = kzalloc(8, GFP_KERNEL); if (!everyone) return 1; return 0;", []],
    ["p = devm_kzalloc(d, 8, GFP_KERNEL); if (!p) return 1; return 0;", []],
    ["d->p = p = kzalloc(8, GFP_KERNEL); if (!p) return 1; return 0;", []],
    ["p = d->p = kzalloc(8, GFP_KERNEL); if (!p) return 1; return 0;", []],
    [
      "d->t = A; if (n) { p = kmalloc(8, GFP_KERNEL); if (!p) return 1; d->t = B; } if (d->t == B) keep(p); return 0;",
      [],
    ],
    [
      "if (n > 8) { p = kmalloc(n, GFP_KERNEL); if (!p) return 1; } else p = d->p; peek(p); if (n > 8) kfree(p); return 0;",
      [],
    ],
  ])("%s", checkIn);
});

describe("bad input", () => {
  test.each([
    ["half a function", `${TAKEN}if (n { kfree(p); kfree(p);`],
    ["doubled labels", `${TAKEN}a: kfree(p);\na: kfree(p);`],
    ["a half-typed free", `${TAKEN}kfree(p); kfree(`],
    ["a macro that unbalances braces", `${TAKEN}BEGIN_X { kfree(p); END_X\nkfree(p); } }`],
    ["a label that is missing", `${TAKEN}kfree(p); kfree(p); goto nowhere;`],
    ["an undecided conditional", `${TAKEN}#ifdef CONFIG_MINE\nkfree(p);\n#endif\nkfree(p);`],
  ])("%s is not judged", (_, statements) => checkIn(statements, []));

  test.each([
    [
      "10,000 jumps",
      Array.from({ length: 10_000 }, (_, n) => `l${n}: if (x) goto l${(n * 7919) % 10_000};`).join("\n"),
    ],
    ["many conditions", Array.from({ length: 3000 }, (_, n) => `if (a${n % 50}) x${n}();`).join("\n")],
    ["many frees", Array.from({ length: 3000 }, (_, n) => `if (a${n}) kfree(p);`).join("\n")],
    ["5,000 lines", "ret = x(p); if (ret) goto out; p->n = y(p);\n".repeat(5000)],
    [
      "a ladder of 2,000 labels",
      Array.from({ length: 2000 }, (_, n) => `if (a${n % 40}) goto l${n};\nl${n}: x(p);`).join("\n"),
    ],
    [
      "many conditions that are asked twice",
      Array.from({ length: 3000 }, (_, n) => `if (a${n % 300} == A) x${n}();`).join("\n"),
    ],
    [
      "many places",
      Array.from({ length: 500 }, (_, n) => `p${n} = kmalloc(8, GFP_KERNEL); if (p${n}) kfree(p${n});`).join("\n"),
    ],
    ["nested blocks without end", "if (a) {".repeat(5000)],
  ])("%s", (_, statements) =>
    expect(Array.isArray(faultsIn(`void f(struct foo *p)\n{\n${statements}\n}\n`))).toBe(true),
  );
});
