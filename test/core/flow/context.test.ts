import { describe, expect, test } from "vitest";
import { analysed } from "../rules/analysed.ts";

/** The context of the (first) call in the text, as `kind: why`. The shorter question for what is atomic has the same answer. */
function contextOf(text: string): string {
  const { context } = analysed(text).assessments[0] ?? {};
  if (!context) return "no call";
  expect(analysed(text).assessments[0]?.atomic()).toEqual(context.kind === "atomic" ? context : undefined);
  return `${context.kind}: ${context.why}`;
}

const ASKED = "p = kmalloc(8, GFP_KERNEL);";
const UNKNOWN = "unknown: only the caller knows";
const UNDER = "atomic: under `d->lock`, taken in line 3";

/** The context of the call in a function's statements, the first of which is in line 3. */
function checkIn(statements: string, expected: string): void {
  expect(contextOf(`void f(struct dev *d, int n)\n{\n${statements.replace("ALLOC;", ASKED)}\n}\n`)).toBe(expected);
}

describe("taken and released in the function", () => {
  test.each([
    ["ALLOC;", UNKNOWN],
    ["spin_lock(&d->lock); ALLOC; spin_unlock(&d->lock);", UNDER],
    ["spin_lock_irqsave(&d->lock, flags); ALLOC;", UNDER],
    ["raw_spin_lock_bh(&d->lock);\nALLOC;", UNDER],
    ["write_lock(&d->lock);\nALLOC;", UNDER],
    ["spin_lock(&d->lock); spin_unlock(&d->lock); ALLOC;", UNKNOWN],
    ["spin_lock_irqsave(&d->lock, flags); spin_unlock(&d->lock); ALLOC;", "atomic: with interrupts disabled in line 3"],
    ["rcu_read_lock(); ALLOC; rcu_read_unlock();", "atomic: in the RCU read-side critical section of line 3"],
    ["i = srcu_read_lock(&s); ALLOC; srcu_read_unlock(&s, i);", UNKNOWN],
    ["x = get_cpu_ptr(d->stats); ALLOC;", "atomic: behind get_cpu_ptr() in line 3"],
    ["local_irq_save(flags); local_irq_restore(flags); ALLOC;", UNKNOWN],
    ["local_bh_disable(); ALLOC;", "atomic: with bottom halves disabled in line 3"],
    ["bit_spin_lock(0, &d->lock); ALLOC;", UNDER],
    ["write_seqcount_begin(&d->seq); ALLOC;", "atomic: in the write side of `d->seq`, entered in line 3"],
    ["mutex_lock(&d->m); ALLOC;", "process: mutex_lock() in line 3 sleeps too"],
    ["if (n) mutex_lock(&d->m); ALLOC;", UNKNOWN],
    ["spin_lock(&d->lock); mutex_lock(&d->m); ALLOC;", UNDER],
  ])("%s", checkIn);
});

describe("branches and jumps", () => {
  test.each([
    ["if (n) spin_lock(&d->lock); ALLOC;", "unknown: perhaps under `d->lock`, taken in line 3"],
    ["if (n) { spin_lock(&d->lock); ALLOC; spin_unlock(&d->lock); }", UNDER],
    ["spin_lock(&d->lock); if (n) { spin_unlock(&d->lock); return; } ALLOC;", UNDER],
    ["spin_lock(&d->lock);\nif (n) goto out;\nspin_unlock(&d->lock);\nALLOC;\nout:\nspin_unlock(&d->lock);", UNKNOWN],
    [
      "spin_lock(&d->lock);\nagain:\nif (n) { spin_unlock(&d->lock); cpu_relax(); spin_lock(&d->lock); goto again; } ALLOC;",
      "atomic: under `d->lock`, taken in line 3",
    ],
    ["if (!spin_trylock(&d->lock)) return; ALLOC;", UNDER],
    ["if (spin_trylock(&d->lock)) { spin_unlock(&d->lock); } ALLOC;", UNKNOWN],
    ["while (n--) { spin_lock(&d->lock); x(); spin_unlock(&d->lock); } ALLOC;", UNKNOWN],
    ["spin_lock(&d->lock); list_for_each_entry(x, &d->l, node) { ALLOC; } spin_unlock(&d->lock);", UNDER],
    ["switch (n) { case 1: spin_lock(&d->lock); break; default: return; } ALLOC;", UNDER],
    ["switch (n) { case 1: spin_lock(&d->lock); case 2: ALLOC; }", "unknown: perhaps under `d->lock`, taken in line 3"],
    ["spin_lock(&d->lock); p = n ? kmalloc(8, GFP_KERNEL) : NULL;", UNDER],
    ["spin_lock(&d->lock); x = ({ ALLOC; p; });", UNDER],
  ])("%s", checkIn);
});

describe("guards", () => {
  test.each([
    ["guard(spinlock)(&d->lock); ALLOC;", UNDER],
    ["{ guard(spinlock_irqsave)(&d->lock); } ALLOC;", UNKNOWN],
    ["scoped_guard(spinlock, &d->lock) { ALLOC; }", UNDER],
    ["scoped_guard(spinlock, &d->lock) { x(); } ALLOC;", UNKNOWN],
    ["scoped_guard(spinlock, &d->lock) { if (n) goto out; }\nout: ALLOC;", UNKNOWN],
    ["while (n--) { guard(rcu)(); if (n == 3) continue; if (n == 2) break; } ALLOC;", UNKNOWN],
    ["guard(mutex)(&d->m); ALLOC;", UNKNOWN],
  ])("%s", checkIn);
});

describe("what is not certain is not said", () => {
  test.each([
    ["spin_lock(&d->lock); d_unlock(d); ALLOC;", "unknown: perhaps under `d->lock`, taken in line 3"],
    ["spin_lock(&d->lock); d->ops->release(d); ALLOC;", "unknown: perhaps under `d->lock`, taken in line 3"],
    ["spin_lock(&d->lock); spin_unlock(l); ALLOC;", "unknown: perhaps under `d->lock`, taken in line 3"],
    ["spin_lock(&d->lock); d = next; ALLOC;", "unknown: perhaps under `d->lock`, taken in line 3"],
    ["spin_unlock(&d->lock); ALLOC; spin_lock(&d->lock);", "unknown: it releases what its caller took"],
    ["#ifdef CONFIG_MINE\nspin_lock(&d->lock);\n#endif\nALLOC;", UNKNOWN],
    ["spin_lock(&d->lock); if (n { ALLOC;", UNKNOWN],
    ["spin_lock(&d->lock);\na: x();\na: ALLOC;", UNKNOWN],
  ])("%s", checkIn);

  test("a macro of the file may release", () =>
    expect(
      contextOf(
        `#define DONE(d) spin_unlock(&(d)->lock)\nvoid f(struct dev *d)\n{\n\tspin_lock(&d->lock);\n\tDONE(d);\n\t${ASKED}\n}\n`,
      ),
    ).toBe("unknown: perhaps under `d->lock`, taken in line 4"));
});

describe("how the file enters a function", () => {
  const f = `static int f(int irq, void *d)\n{\n\t${ASKED}\n}\n`;
  const g = (statements: string) => `${f}int g(struct dev *d)\n{\n\t${statements}\n}\n`;
  test.each([
    ['request_irq(1, f, 0, "x", d);', "atomic: f() is an interrupt handler, set in line 7"],
    [
      'devm_request_threaded_irq(d, 1, NULL, f, 0, "x", d);',
      "process: f() is a threaded interrupt handler, set in line 7",
    ],
    ['devm_request_threaded_irq(d, 1, f, h, 0, "x", d);', "atomic: f() is an interrupt handler, set in line 7"],
    ["timer_setup(&d->timer, f, 0);", "atomic: f() is a timer callback, set in line 7"],
    ["INIT_WORK(&d->work, f);", "process: f() is a work item, set in line 7"],
    ["urb->complete = f;", "atomic: f() is a URB's completion handler, set in line 7"],
    ["register_it(f);", UNKNOWN],
    ["/* f() */", UNKNOWN],
    ["spin_lock(&d->lock); f(1, d);", "atomic: called by g() in line 7: under `d->lock`, taken in line 7"],
    ["f(1, d);", UNKNOWN],
    ["mutex_lock(&d->m); f(1, d);", "process: called by g() in line 7: mutex_lock() in line 7 sleeps too"],
    ["mutex_lock(&d->m); f(1, d); x = f;", UNKNOWN],
  ])("%s", (statements, expected) => expect(contextOf(g(statements))).toBe(expected));

  test.each([
    [".probe = f,", "process: f() is a driver's probe, set in line 5"],
    [".ndo_start_xmit\t= f,", "atomic: f() is the driver's ndo_start_xmit, set in line 5"],
    [".open = f,", UNKNOWN],
  ])("%s", (member, expected) =>
    expect(contextOf(`${f}static struct ops o = {\n\t${member}\n};\n`.replace("{\n\t.", "{ ."))).toBe(expected),
  );

  test("through several calls", () =>
    expect(contextOf(`${f}static void h(void *d)\n{\n\tf(1, d);\n}\nDECLARE_TASKLET(t, h);\n`)).toBe(
      "atomic: called by h() in line 7: h() is a tasklet, set in line 9",
    ));

  test("a constant argument may choose", () => {
    const chooses = `static int f(int may_sleep, void *d)\n{\n\tif (may_sleep)\n\t\t${ASKED}\n}\n`;
    expect(contextOf(`${chooses}int g(void *d)\n{\n\tspin_lock(&l);\n\tf(0, d);\n}\n`)).toBe(UNKNOWN);
  });

  test("a parameter may choose", () => {
    const chooses = `static void *f(void *d)\n{\n\tif (likely(d && d->ok))\n\t\tx(d);\n\telse\n\t\td = kmalloc(8, GFP_KERNEL);\n\treturn d;\n}\n`;
    expect(contextOf(`${chooses}int g(void *d)\n{\n\tspin_lock(&l);\n\tf(d);\n}\n`)).toBe(UNKNOWN);
  });

  test("a function that asks for its context", () =>
    expect(
      contextOf(
        `static int f(int irq, void *d)\n{\n\tif (!in_interrupt())\n\t\t${ASKED}\n}\nint g(void)\n{\n\trequest_irq(1, f, 0, "x", d);\n}\n`,
      ),
    ).toBe("unknown: the function asks for its context itself"));
});

describe("functions of the file that lock", () => {
  const lock = "static void grab(struct dev *d)\n{\n\tspin_lock(&d->lock);\n}\n";
  const drop = "static void drop_lock(struct dev *d)\n{\n\tspin_unlock(&d->lock);\n}\n";
  const both = "static void peek_lock(struct dev *d)\n{\n\tspin_lock(&d->lock);\n\tspin_unlock(&d->lock);\n}\n";
  test("what they leave behind", () => {
    const grabs = lock.replaceAll("grab", "dev_lock");
    expect(contextOf(`${grabs}void f(struct dev *d)\n{\n\tdev_lock(d);\n\t${ASKED}\n}\n`)).toBe(
      "atomic: under `d->lock`, taken in line 7",
    );
  });
  test("what they release", () =>
    expect(contextOf(`${drop}void f(struct dev *d)\n{\n\tspin_lock(&d->lock);\n\tdrop_lock(d);\n\t${ASKED}\n}\n`)).toBe(
      "unknown: perhaps under `d->lock`, taken in line 7",
    ));
  test("a pair changes nothing", () =>
    expect(contextOf(`${both}void f(struct dev *d)\n{\n\trcu_read_lock();\n\tpeek_lock(d);\n\t${ASKED}\n}\n`)).toBe(
      "atomic: in the RCU read-side critical section of line 8",
    ));
});

describe("bad input", () => {
  test.each([
    [
      "10,000 jumps",
      Array.from({ length: 10_000 }, (_, n) => `l${n}: if (x) goto l${(n * 7919) % 10_000};`).join("\n"),
    ],
    ["5,000 lines", "spin_lock(&d->lock); x(); if (n) y(); spin_unlock(&d->lock);\n".repeat(5000)],
    ["locks without end", Array.from({ length: 2000 }, (_, n) => `if (n) spin_lock(&d->lock${n});`).join("\n")],
    ["locks that macros take and release", "LOCK_ALL(d); UNLOCK_SOME(d);\n".repeat(2000)],
    ["functions that are called a lot", "spin_lock(&d->lock); f(d, n); spin_unlock(&d->lock);\n".repeat(2000)],
    ["nested loops", "while (a) { spin_lock(&a); ".repeat(200).concat("}".repeat(200))],
  ])("%s", (_, statements) =>
    expect(contextOf(`void f(struct dev *d, int n)\n{\n${statements}\n${ASKED}\n}\n`)).toMatch(/^(?:unknown|atomic)/),
  );
});

test("the context of a call does not depend on which calls stand above it", () => {
  const chain = ["d", "c", "b", "a"].map((name, i, all) => {
    const calls = i === 0 ? "" : `${all[i - 1]}();`;
    return `static void ${name}(void)\n{\n\t${calls}\n\tp = kmalloc(8, GFP_KERNEL);\n}\n`;
  });
  const probe = "static struct driver x = { .probe = a };\n";
  const facts = (parts: readonly string[]) =>
    Object.fromEntries(
      analysed(parts.join("")).assessments.map(({ call, context }) => [call.function, context.kind] as const),
    );
  const above = facts([...chain, probe]);
  expect(above).toEqual({ a: "process", b: "process", c: "process", d: "unknown" });
  expect(facts([...chain.reverse(), probe])).toEqual(above);
});

test("however many functions a file has, each is entered as its own callers enter it", () => {
  const functions = Array.from({ length: 40 }, (_, i) => `static void f${i}(void)\n{\n\t${ASKED}\n}\n`);
  const calls = functions.map((_, i) => (i % 2 === 0 ? `\tf${i}();\n` : `\tf${i}0();\n`));
  const caller = `void g(struct dev *d)\n{\n\tspin_lock(&d->lock);\n${calls.join("")}}\n`;
  const { assessments } = analysed([...functions, caller].join(""));
  const asked = assessments.map((assessment) => assessment.atomic()?.kind);
  expect(asked).toEqual(functions.map((_, i) => (i % 2 === 0 ? "atomic" : undefined)));
});
