import { describe, expect, test } from "vitest";
import { RULES } from "../../../src/core/rules/index.ts";
import { analysedBody, findingsIn } from "./analysed.ts";

const MARKER = /^(\s*\/\/\s*)(\^+) (.*)$/;

interface Marked {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** The code of an example, and what its `// ^^^ message` lines say about the line above each. */
function readExample(example: string): { readonly code: string; readonly marks: readonly Marked[] } {
  const code: string[] = [];
  const marks: Marked[] = [];
  for (const line of example.trim().split("\n")) {
    const [, before = "", carets = "", message = ""] = MARKER.exec(line) ?? [];
    if (carets === "") code.push(line);
    else marks.push({ line: code.length, from: before.length, to: before.length + carets.length, message });
  }
  return { code: code.join("\n"), marks };
}

function marksIn(code: string, rule: string): Marked[] {
  const file = analysedBody(code);
  return findingsIn(file, { rules: [rule] }).map(({ start, end, message }) => {
    const lineStart = file.text.lastIndexOf("\n", start) + 1;
    // Two lines open the function.
    const line = file.text.slice(0, start).split("\n").length - 2;
    return { line, from: start - lineStart, to: end - lineStart, message };
  });
}

describe.each(RULES)("$id", ({ id, examples, unless = [], options = [] }) => {
  test.each(examples.bad)("reports %s", (example) => {
    const { code, marks } = readExample(example);
    expect(marks.length).toBeGreaterThan(0);
    expect(marksIn(code, id)).toEqual(marks);
  });

  test.each(examples.good)("accepts %s", (example) => expect(findingsIn(analysedBody(example))).toEqual([]));

  test("names other rules that exist, and every option once", () => {
    const ids = RULES.map((rule) => rule.id);
    expect(unless.filter((other) => !ids.includes(other) || other === id)).toEqual([]);
    expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
  });
});
