import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeIn } from "../../../src/core/c/lexical-place.ts";

/** The place of the `|` in a text, which is then left out. */
function at(marked: string) {
  const offset = marked.indexOf("|");
  return placeIn(marked.slice(0, offset) + marked.slice(offset + 1), offset);
}

describe("what text is", () => {
  test.each([
    ["int a; |", "code"],
    ["/* kma| */", "comment"],
    ["/* kma|", "comment"],
    ["/* a */ |", "code"],
    ["int a; // kma|\n", "comment"],
    ["int a; // kma\n|", "code"],
    ['char *s = "kma|";', "quoted"],
    ['char *s = "kma|', "quoted"],
    ['char *s = "\\"|";', "quoted"],
    ['char *s = "";|', "code"],
    ["char c = '|';", "quoted"],
    ["#define A GFP_|", "directive"],
    ["#define A \\\n\tGFP_|\n", "directive"],
    ["  # if A|", "directive"],
    ["#define A\n|", "code"],
    ["a = b / c; |", "code"],
  ])("%s", (text, kind) => expect(at(text).kind).toBe(kind));
});

describe("inside a function", () => {
  test.each([
    ["void f(void)\n{\n\t|", true],
    ["void f(void) { if (a) { |", true],
    ["void f(void)\n{\n}\n|", false],
    ["void f(|", false],
    ["struct s {\n\tint a;\n\t|", false],
    ["struct s a = { .b = |", false],
    // Both branches open the brace that one of them closes.
    ["void f(void)\n{\n#if A\n\tif (a) {\n#else\n\tif (b) {\n#endif\n\t}\n}\nint |", false],
  ])("%s", (text, inFunction) => expect(at(text).inFunction).toBe(inFunction));
});

describe("the open call", () => {
  const F = "void f(void)\n{\n\t";
  test.each([
    [`${F}p = kmalloc(|`, "kmalloc 0"],
    [`${F}p = kmalloc(sizeof(*p), |`, "kmalloc 1"],
    [`${F}p = kmalloc(sizeof(*p|`, "sizeof 0"],
    [`${F}p = kmalloc(f(a, b), GFP_KERNEL + __GFP_|`, "kmalloc 1"],
    [`${F}p = kmalloc((a, b), |`, "kmalloc 1"],
    [`${F}p = kmalloc(a[b, c], "(", '(', /* ( */ |`, "kmalloc 3"],
    [`${F}p = kmalloc(a, |\n}\nvoid g(void) { h(); }`, "kmalloc 1"],
    [`${F}kmalloc(10;\n\tx = |`, undefined],
    [`${F}for (i = 0; i < |`, "for 0"],
    [`${F}if (kmalloc(a, b)) { |`, undefined],
    ["int x = (|", undefined],
  ])("%s", (text, call) => {
    const open = at(text).call;
    expect(open && `${open.callee} ${open.argument}`).toBe(call);
  });

  test("knows where its name and argument begin", () => {
    const text = "void f(void) { kmalloc(10, GFP_K";
    const { call } = placeIn(text, text.length);
    expect(text.slice(call?.start, text.length)).toBe("kmalloc(10, GFP_K");
    expect(text.slice(call?.argumentStart)).toBe(" GFP_K");
  });
});

test("no text makes it fail", () => {
  const piece = fc.constantFrom(
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "/*",
    "*/",
    "//",
    "\n",
    "\\",
    "#",
    ",",
    ";",
    "a",
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece), fc.nat(60), (pieces, offset) => {
      const text = pieces.join("");
      expect(placeIn(text, Math.min(offset, text.length)).kind).toBeTruthy();
    }),
  );
});
