import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { suppressionFix, suppressionsIn } from "../../../src/core/rules/suppression.ts";
import { analysed, analysedBody, findingsIn, reportedIn } from "./analysed.ts";

const CALL = "p = kzalloc(1360, GFP_KERNEL);";
const REPORTED = ["wasteful-size: kzalloc(1360, GFP_KERNEL)"];

describe("silent", () => {
  test.each([
    ["the same line", `${CALL} /* kalloc-lens-ignore wasteful-size: short-lived */`],
    ["before the call", `/* kalloc-lens-ignore wasteful-size: short-lived */ ${CALL}`],
    ["a line comment", `${CALL} // kalloc-lens-ignore wasteful-size: short-lived`],
    ["the line above", `/* kalloc-lens-ignore wasteful-size: short-lived */\n${CALL}`],
    ["a line comment above", `\t// kalloc-lens-ignore wasteful-size: short-lived\n${CALL}`],
    ["without a reason", `/* kalloc-lens-ignore wasteful-size */\n${CALL}`],
    ["several rules", `/* kalloc-lens-ignore exact-pages, wasteful-size: short-lived */\n${CALL}`],
    ["another comment between", `/* kalloc-lens-ignore wasteful-size: x */\n/* short-lived */\n${CALL}`],
    ["several lines", `/*\n * kalloc-lens-ignore wasteful-size: short-lived,\n * as I say\n */\n${CALL}`],
    ["the line that the call ends on", "p = kzalloc(1360,\n\tGFP_KERNEL); /* kalloc-lens-ignore wasteful-size: x */"],
    ["carriage returns", `/* kalloc-lens-ignore wasteful-size: x */\r\n${CALL}\r\n`],
  ])("%s", (_, code) => expect(reportedIn(analysedBody(code))).toEqual([]));

  test.each([
    ["the first line", ""],
    [
      "behind a licence and includes",
      '// SPDX-License-Identifier: MIT\n#include <linux/slab.h>\n#define A \\\n\t"b"\n\n',
    ],
  ])("the whole file: %s", (_, head) =>
    expect(
      reportedIn(
        analysed(`${head}/* kalloc-lens-ignore wasteful-size: generated */\nint x;\nvoid f(void)\n{\n\t${CALL}\n}\n`),
      ),
    ).toEqual([]),
  );
});

describe("not silent", () => {
  test.each([
    ["another rule", `/* kalloc-lens-ignore exact-pages: x */\n${CALL}`],
    ["no rule", `/* kalloc-lens-ignore */\n${CALL}`],
    ["two lines above", `/* kalloc-lens-ignore wasteful-size: x */\n\n${CALL}`],
    ["behind other code on the line above", `int x; /* kalloc-lens-ignore wasteful-size: x */\n${CALL}`],
    ["a string", `s = "/* kalloc-lens-ignore wasteful-size: x */"; ${CALL}`],
    ["in the middle of a comment", `/* do not use kalloc-lens-ignore wasteful-size: */\n${CALL}`],
    ["the line below", `${CALL}\n/* kalloc-lens-ignore wasteful-size: x */`],
  ])("%s", (_, code) => expect(reportedIn(analysedBody(code))).toEqual(REPORTED));

  test("behind the first declaration", () =>
    expect(
      reportedIn(analysed(`int x;\n/* kalloc-lens-ignore wasteful-size: x */\nvoid f(void)\n{\n\t${CALL}\n}\n`)),
    ).toEqual(REPORTED));

  test("a comment is not closed", () =>
    expect(reportedIn(analysedBody(`${CALL}\nx = '"'; /* kalloc-lens-ignore wasteful-size: x`))).toEqual(REPORTED));
});

describe("the fix", () => {
  const fixed = (text: string) => {
    const file = analysed(text);
    const [finding] = findingsIn(file);
    if (!finding) throw new Error("nothing is found");
    const [edit] = suppressionFix(finding, file.text).edits;
    return edit ? file.text.slice(0, edit.start) + edit.text + file.text.slice(edit.end) : file.text;
  };
  const COMMENT = "/* kalloc-lens-ignore wasteful-size: accepted */";

  test.each([
    ["indentation", `void f(void)\n{\n\t  ${CALL}\n}\n`, `void f(void)\n{\n\t  ${COMMENT}\n\t  ${CALL}\n}\n`],
    [
      "carriage returns",
      `void f(void)\r\n{\r\n\t${CALL}\r\n}\r\n`,
      `void f(void)\r\n{\r\n\t${COMMENT}\r\n\t${CALL}\r\n}\r\n`,
    ],
    [
      "a comment's last line",
      `void f(void)\n{ /*\n */ ${CALL}\n}\n`,
      `void f(void)\n{ /*\n */ p = ${COMMENT} kzalloc(1360, GFP_KERNEL);\n}\n`,
    ],
    [
      "a continued line",
      `void f(void)\n{ int x; \\\n${CALL}\n}\n`,
      `void f(void)\n{ int x; \\\np = ${COMMENT} kzalloc(1360, GFP_KERNEL);\n}\n`,
    ],
    [
      "the first declaration",
      `void f(void) { ${CALL} }\n`,
      `void f(void) { p = ${COMMENT} kzalloc(1360, GFP_KERNEL); }\n`,
    ],
  ])("%s", (_, text, expected) => {
    expect(fixed(text)).toBe(expected);
    expect(reportedIn(analysed(expected))).toEqual([]);
  });
});

test("wherever a call stands, the fix silences it and changes nothing else", () => {
  const around = fc.array(
    fc.constantFrom(
      "\n",
      "\t",
      " ",
      "x();",
      "/* a */",
      "/* a\n * b */",
      "// c\n",
      "// d \\\n e\n",
      's = "/*";',
      "c = '\"';",
      "\\\n",
      "\r\n",
    ),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(around, around, (before, behind) => {
      const file = analysed(`void f(void) {\n${before.join("")}${CALL}${behind.join("")}\n}\n`);
      const [finding] = findingsIn(file);
      if (!finding) return;
      const [edit] = suppressionFix(finding, file.text).edits;
      const fixed = analysed(file.text.slice(0, edit?.start) + edit?.text + file.text.slice(edit?.end));
      expect(findingsIn(fixed)).toEqual([]);
      expect(fixed.assessments.map(({ call }) => call.text)).toEqual(file.assessments.map(({ call }) => call.text));
    }),
  );
});

test("any text can be searched for suppressions", () =>
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("/*", "*/", "//", '"', "'", "\\", "\n", "#", "kalloc-lens-ignore r:", " ")),
      (parts) => {
        const text = parts.join("");
        expect(typeof suppressionsIn(text)({ rule: "r", start: 0, end: text.length })).toBe("boolean");
      },
    ),
  ));
