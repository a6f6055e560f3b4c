import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyseFunctions } from "../../../src/core/analysis/analyse.ts";
import { cTarget } from "../../../src/core/analysis/c-target.ts";
import { functionAt } from "../../../src/core/analysis/file-analysis.ts";
import type { Expression, FunctionTree, Statement } from "../../../src/core/c/tree/nodes.ts";
import { childrenOf, nodesOf } from "../../../src/core/c/tree/walk.ts";
import { presetNamed } from "../../../src/core/kernel/presets.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import { testParser } from "../../support/parser.ts";

const PARSER = await testParser();
const read = readProfile(presetNamed("debian-6.12-amd64")?.profile);
if (read.kind === "error") throw new Error(read.why);
const { profile, config } = read;
const CONTEXT = { config, target: cTarget(profile, config), parser: PARSER, resolve: () => undefined };

function analysis(text: string) {
  return analyseFunctions({ path: "test.c", text, encoding: "utf16" }, CONTEXT);
}

function treeOf(text: string): FunctionTree {
  const tree = analysis(text).functions[0]?.tree;
  if (!tree) throw new Error("there is no tree");
  return tree;
}

/** Kinds, operators and names of a node and of what is in it. */
function shape(node: Statement | Expression): string {
  const inside = childrenOf(node).map(shape).join(" ");
  const word = wordOf(node);
  return inside === "" ? word : `${word}(${inside})`;
}

function wordOf(node: Statement | Expression): string {
  switch (node.kind) {
    case "name":
      return node.name;
    case "number":
      return node.text;
    case "call":
      return `${node.name}()`;
    case "member":
      return node.arrow ? `->${node.member}` : `.${node.member}`;
    case "binary":
    case "unary":
    case "assign":
    case "update":
      return node.operator;
    case "loop":
      return node.form;
    case "label":
      return `${node.name}:`;
    case "goto":
      return `goto ${node.label}`;
    case "guard":
      return `${node.form} ${node.lock}`;
    case "cast":
      return `(${node.type})`;
    case "type":
      return `<${node.text}>`;
    case "sizeof":
      return node.type === undefined ? "sizeof" : `sizeof<${node.type}>`;
    case "declaration":
      return node.declarators
        .map(({ name, pointers, attributes }) => ["*".repeat(pointers) + name, ...attributes].join(" "))
        .join(", ");
    default:
      return node.kind;
  }
}

function checkShape(statements: string, expected: string): void {
  const text = `static int f(struct foo *p, int n)\n{\n${statements}\n}\n`;
  expect(shape(treeOf(text).body)).toBe(expected === "" ? "block" : `block(${expected})`);
}

describe("statements", () => {
  test.each([
    ["if (a && !b) x = 1; else { y(); }", "if(&&(a !(b)) expression(=(x 1)) block(expression(y())))"],
    ["while (n--) continue;", "while(--(n) continue)"],
    ["for (int i = 0; i < n; i++) { break; }", "for(i(0) <(i n) ++(i) block(break))"],
    ["for (;;) ;", "for(empty empty)"],
    ["do x(); while (0);", "do(expression(x()) 0)"],
    [
      "list_for_each_entry(a, &p->list, node) { a->x = 1; }",
      "macro(list_for_each_entry()(a &(->list(p)) node) block(expression(=(->x(a) 1))))",
    ],
    [
      "for_each_child_of_node(np, child)\n\tx(child);",
      "macro(for_each_child_of_node()(np child) expression(x()(child)))",
    ],
    [
      "switch (n) { case 1 ... 3: x(); break; default: return 0; }",
      "switch(n block(case(1 3) expression(x()) break case return(0)))",
    ],
    ["goto out;\nout:\n\treturn -ENOMEM;", "goto out out: return(-(ENOMEM))"],
    ["guard(mutex)(&p->lock);", "guard mutex(&(->lock(p)))"],
    [
      "scoped_guard(spinlock_irqsave, &p->lock) { x(); }",
      "scoped_guard spinlock_irqsave(&(->lock(p)) block(expression(x())))",
    ],
    ['asm volatile("nop" : : "r"(n) : "memory");', "asm"],
    ["x(\n\tfallthrough;", "broken"],
    ["fallthrough;", "expression(fallthrough)"],
    ["LOG_ENTRY(p)\n\tx();", "expression(LOG_ENTRY()(p)) expression(x())"],
  ])("%s", checkShape);
});

describe("declarations", () => {
  test.each([
    ["struct foo *p = kzalloc(sizeof(*p), GFP_KERNEL), q;", "*p, q(kzalloc()(sizeof(*(p)) GFP_KERNEL))"],
    ["struct foo *p __free(kfree) = NULL;", "*p __free(kfree)(NULL)"],
    ["u8 buf[16];", "buf"],
    ["foo_t x;\nfoo_t *y = z;", "x *y(z)"],
    ["int (*fn)(int) = g;", "fn(g)"],
    ['unsigned long flags; const char *const s = KERN_ERR "x";', "flags *s(string)"],
    ["struct foo x = { .a = 1, [2] = { 3 } };", "x(list(1 list(3)))"],
  ])("%s", checkShape);
});

describe("expressions", () => {
  test.each([
    ["a = b = c ?: d;", "expression(=(a =(b conditional(c d))))"],
    ["x = (struct foo *)p + (u32)-n;", "expression(=(x +((struct foo *)(p) (u32)(-(n)))))"],
    ["x = (n) - 1;", "expression(=(x -(n 1)))"],
    ["p->ops->free(p->mem[n]);", "expression(()(->free(->ops(p)) index(->mem(p) n)))"],
    ["x = container_of(q, struct foo, member);", "expression(=(x container_of()(q <struct foo> member)))"],
    ["x = ({ int y = n; y + 1; });", "expression(=(x statements(block(y(n) expression(+(y 1))))))"],
    ["x = sizeof(struct foo) + sizeof *p;", "expression(=(x +(sizeof<struct foo> sizeof(*(p)))))"],
    ["x = *p++ << 2 | 1 == n;", "expression(=(x |(<<(*(++(p)) 2) ==(1 n))))"],
    ["CHECK(n, return -1);", "expression(CHECK()(n other))"],
    ["x = &(struct foo){ 1 };", "expression(=(x &(list(1))))"],
  ])("%s", checkShape);
});

test("a node's span is where it is written", () => {
  const text = "int x;\nstatic int f(struct foo *p, int (*cb)(void))\n{\n\t/* c */ if (p)\n\t\tkfree ( p ) ;\n}\n";
  const tree = treeOf(text);
  const nodes = [...nodesOf(tree.body)].map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
  expect(nodes.slice(1)).toEqual([
    "if: if (p)\n\t\tkfree ( p ) ;",
    "name: p",
    "expression: kfree ( p ) ;",
    "call: kfree ( p )",
    "name: p",
  ]);
  expect(tree).toMatchObject({ name: "f", isStatic: true, parameters: [{ name: "p" }, { name: "cb" }] });
});

describe("branches", () => {
  test("those that are left out are no part of the tree", () =>
    checkShape("#ifdef CONFIG_ARM64\n\ta();\n#else\n\tb();\n#endif", "expression(b())"));

  test("of those that are not decided one is read, and that is said", () => {
    const tree = treeOf("int f(void)\n{\n#ifdef CONFIG_MINE\n\ta();\n#else\n\tb();\n#endif\n}\n");
    expect(tree.undecided).toBe(true);
    expect(tree.body.statements).toHaveLength(1);
  });
});

test("a function is found around its calls, others are there too", () => {
  const text = "void g(void *p)\n{\n\tkfree(p);\n}\nvoid *f(void)\n{\n\treturn kmalloc(8, GFP_KERNEL);\n}\n";
  const file = analysis(text);
  expect(file.functions.map(({ name, assessments }) => [name, assessments.length])).toEqual([
    ["g", 0],
    ["f", 1],
  ]);
  expect(functionAt(file, text.indexOf("kmalloc"))?.name).toBe("f");
});

describe("bad input", () => {
  test.each([
    ["deep parentheses", "x = ".concat("(".repeat(5000), "1", ")".repeat(5000), ";")],
    ["deep blocks", "{".repeat(5000).concat("}".repeat(5000))],
    ["deep conditions", "if (a) ".repeat(5000).concat(";")],
    ["many statements", "x();\n".repeat(50_000)],
    ["many labels", Array.from({ length: 10_000 }, (_, n) => `l${n}: goto l${n};`).join("\n")],
    ["open brackets", "((((((["],
  ])("%s", (_, statements) => {
    const text = `void f(void)\n{\n${statements}\n}\n`;
    const tree = analysis(text).functions[0]?.tree;
    for (const { start, end } of tree ? nodesOf(tree.body) : []) expect(start <= end && end <= text.length).toBe(true);
  });

  test("any text has a tree or none", () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(..."if ( ) { } ; x y * = , case : return for_each_a struct # \n \" '".split(" "))),
        (words) => {
          for (const { tree } of analysis(`void f(void)\n{\n${words.join(" ")}\n}\n`).functions) {
            if (tree) shape(tree.body);
          }
        },
      ),
    ));
});
