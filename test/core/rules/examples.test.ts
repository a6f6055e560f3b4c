import { describe, expect, test } from "vitest";
import type { Finding } from "../../../src/core/rules/finding.ts";
import { RULES } from "../../../src/core/rules/index.ts";
import { AMD64, type Analysed, analysedBody, findingsIn } from "./analysed.ts";

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
    else marks.push({ line: code.length, from: width(before), to: width(before) + carets.length, message });
  }
  return { code: code.join("\n"), marks };
}

function marksIn({ text }: Analysed, findings: readonly Finding[]): Marked[] {
  return findings.map(({ start, end, message }) => {
    const lineStart = text.lastIndexOf("\n", start) + 1;
    // Two lines open the function.
    const line = text.slice(0, start).split("\n").length - 2;
    const from = width(text.slice(lineStart, start));
    return { line, from, to: from + end - start, message };
  });
}

/** Columns that a text takes, with tabs of eight. */
function width(text: string): number {
  return [...text].reduce((column, c) => (c === "\t" ? column + 8 - (column % 8) : column + 1), 0);
}

/** The statements after all fixes of the findings. */
function fixed({ text }: Analysed, findings: readonly Finding[]): string {
  const edits = findings.flatMap(({ fix }) => fix?.edits ?? []).sort((a, b) => b.start - a.start);
  const changed = edits.reduce((code, edit) => code.slice(0, edit.start) + edit.text + code.slice(edit.end), text);
  return changed.split("\n").slice(2, -2).join("\n");
}

describe.each(RULES)("$id", ({ id, examples, unless = [], options = [] }) => {
  const { bad, good, fixed: fixes = [], profile = AMD64 } = examples;

  test.each(bad.map((example, i) => [example, fixes[i]] as const))("reports %s", (example, after) => {
    const { code, marks } = readExample(example);
    const file = analysedBody(code, profile);
    const findings = findingsIn(file, { rules: [id] });
    expect(marks.length).toBeGreaterThan(0);
    expect(marksIn(file, findings)).toEqual(marks);
    if (after === undefined) return;
    expect(fixed(file, findings)).toBe(after.trim());
    expect(findingsIn(analysedBody(after, profile), { rules: [id] })).toEqual([]);
  });

  test.each(good)("accepts %s", (example) =>
    expect(findingsIn(analysedBody(example, profile), { rules: [id] })).toEqual([]),
  );

  test("names other rules that exist, and every option once", () => {
    const ids = RULES.map((rule) => rule.id);
    expect(unless.filter((other) => !ids.includes(other) || other === id)).toEqual([]);
    expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
  });
});

test("every rule has its name alone, its place in the list, and a mark in each bad example", () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  expect(RULES.flatMap(({ examples }) => examples.bad).filter((example) => !example.includes("^"))).toEqual([]);
});
