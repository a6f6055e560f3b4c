import { expect, test } from "vitest";
import { analysed, findingsIn } from "./analysed.ts";

/** The text behind the fix of the one finding of a rule; undefined where it has none. */
function fixed(rule: string, text: string): string | undefined {
  const [finding] = findingsIn(analysed(text), { rules: [rule] });
  if (!finding) throw new Error(`${rule} finds nothing`);
  if (!finding.fix) return undefined;
  expect(finding.fix.certain).toBe(false);
  return [...finding.fix.edits]
    .sort((a, b) => b.start - a.start)
    .reduce((after, { start, end, text: by }) => after.slice(0, start) + by + after.slice(end), text);
}

const BEGIN = "\tstruct foo *p;\n\tint ret;\n\n\tp = kzalloc(8, GFP_KERNEL);\n";

test.each([
  ["int", "\treturn 0;\n", "\tif (!p)\n\t\treturn -ENOMEM;\n"],
  ["void", "", "\tif (!p)\n\t\treturn;\n"],
  ["struct foo *", "\tif (n)\n\t\treturn NULL;\n\treturn p;\n", "\tif (!p)\n\t\treturn NULL;\n"],
  ["struct foo *", "\tif (n)\n\t\treturn ERR_PTR(n);\n\treturn p;\n", "\tif (!p)\n\t\treturn ERR_PTR(-ENOMEM);\n"],
  [
    "int",
    "\tret = setup(n);\n\tif (ret)\n\t\tgoto out;\n\tkeep(p);\n\treturn 0;\nout:\n\tkfree(p);\n\treturn ret;\n",
    "\tif (!p) {\n\t\tret = -ENOMEM;\n\t\tgoto out;\n\t}\n",
  ],
  ["int", "\tif (n)\n\t\tgoto out;\n\treturn 0;\nout:\n\tstop(p->n);\n\tkfree(p);\n\treturn ret;\n", undefined],
  ["u8", "\treturn 0;\n", undefined],
  [
    "int",
    "\tif (n)\n\t\treturn -EINVAL;\n\tif (few)\n\t\tgoto out;\nout:\n\tkfree(p);\n\treturn ret;\n",
    "\tif (!p)\n\t\treturn -ENOMEM;\n",
  ],
  ["struct foo *", "\tif (n)\n\t\tgoto out;\n\tkeep(p);\nout:\n\treturn p;\n", "\tif (!p)\n\t\tgoto out;\n"],
  ["struct foo *", "\tif (n)\n\t\tgoto out;\n\tkeep(p);\nout:\n\treturn other;\n", undefined],
  [
    "struct foo *",
    "\tif (n)\n\t\tgoto out;\n\treturn p;\nout:\n\treturn ERR_PTR(ret);\n",
    "\tif (!p) {\n\t\tret = -ENOMEM;\n\t\tgoto out;\n\t}\n",
  ],
])("a test for NULL in the style of the function: %s %s", (type, end, expected) => {
  const text = `static ${type} f(int n)\n{\n${BEGIN}\tp->n = 1;\n${end}}\n`;
  const after = expected && `static ${type} f(int n)\n{\n${BEGIN}${expected}\tp->n = 1;\n${end}}\n`;
  expect(fixed("missing-null-check", text)).toBe(after);
});

test("a test for NULL stands behind the declarations", () => {
  const text = (test: string, last = "\tint ret = 0;\n") =>
    `static int f(void)\n{\n\tstruct foo *p = kzalloc(8, GFP_KERNEL);\n${last}${test}\n\tp->n = ret;\n\treturn 0;\n}\n`;
  const TEST = "\n\tif (!p)\n\t\treturn -ENOMEM;\n";
  expect(fixed("missing-null-check", text(""))).toBe(text(TEST));
  expect(fixed("missing-null-check", text("", ""))).toBe(text(TEST, ""));
  // Another declaration has used it, or has taken memory, by then.
  expect(fixed("missing-null-check", text("", "\tint ret = p->n;\n"))).toBeUndefined();
  expect(fixed("missing-null-check", text("", "\tvoid *q = kzalloc(8, GFP_KERNEL);\n"))).toBeUndefined();
});

test.each([
  ["mutex_lock(&lock);", "mutex_unlock(&lock);"],
  ["struct bar *q = kzalloc(8, GFP_KERNEL);\n\n\tif (!q)\n\t\treturn -ENOMEM;", "kfree(q);"],
])("no fix is a return that forgets what was done before: %s", (begin, end) => {
  const text = `int f(void)\n{\n\t${begin}\n${BEGIN}\tp->n = 1;\n\tkeep(p);\n\t${end}\n\treturn 0;\n}\n`;
  expect(fixed("missing-null-check", text)).toBeUndefined();
  expect(fixed("missing-null-check", text.replace(`\t${end}\n`, ""))).toContain(
    "\tif (!p)\n\t\treturn -ENOMEM;\n\tp->n",
  );
});

test.each([
  ["\tif (ret)\n\t\treturn ret;\n", "\tif (ret) {\n\t\tkfree(p);\n\t\treturn ret;\n\t}\n"],
  ["\tif (ret) {\n\t\tx();\n\t\treturn ret;\n\t}\n", "\tif (ret) {\n\t\tx();\n\t\tkfree(p);\n\t\treturn ret;\n\t}\n"],
  [
    "\tif (ret)\n\t\tgoto out;\n\tkfree(p);\n\treturn 0;\nout:\n\treturn ret;\n",
    "\tif (ret)\n\t\tgoto out;\n\tkfree(p);\n\treturn 0;\nout:\n\tkfree(p);\n\treturn ret;\n",
  ],
  ["\tif (ret)\n\t\treturn ret;\n\telse\n\t\tx();\n", undefined],
  ["\tswitch (ret) {\n\tcase 1: return ret;\n\t}\n", undefined],
])("the missing free: %s", (statements, expected) => {
  const begin = `int f(int n)\n{\n${BEGIN}\tif (!p)\n\t\treturn -ENOMEM;\n\tret = setup(n);\n`;
  const end = "\tkfree(p);\n\treturn 0;\n}\n";
  expect(fixed("missing-free", begin + statements + end)).toBe(expected && begin + expected + end);
});

test("where a crash is all that could be done, a test for NULL is not missed", () => {
  const unchecked = (mask: string, before = "", kind = "") =>
    `${before}static void ${kind} f(void)\n{\n\tstruct foo *p = kzalloc(8, ${mask});\n\n\tp->n = 1;\n\tkeep(p);\n}\n`;
  const found = (text: string) => findingsIn(analysed(text), { rules: ["missing-null-check"] }).length;
  expect(found(unchecked("GFP_NOWAIT", "", "__init"))).toBe(0);
  expect(found(unchecked("GFP_KERNEL", "", "__init"))).toBe(1);
  expect(found(unchecked("GFP_NOWAIT"))).toBe(1);
  expect(found(unchecked("GFP_KERNEL", "#include <kunit/test.h>\n"))).toBe(0);
});

test("another free function", () =>
  expect(fixed("wrong-free", "void f(int n)\n{\n\tvoid *p = vmalloc(n);\n\n\tkfree(p);\n}\n")).toBe(
    "void f(int n)\n{\n\tvoid *p = vmalloc(n);\n\n\tvfree(p);\n}\n",
  ));
