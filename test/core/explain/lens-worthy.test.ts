import { expect, test } from "vitest";
import { type LensOptions, lensWorthy } from "../../../src/core/explain/lens-worthy.ts";
import { analysedBody, findingsIn } from "../rules/analysed.ts";

/** Calls of the statements that get a lens. */
function lenses(statements: string, options?: LensOptions): string[] {
  const file = analysedBody(statements);
  const findings = findingsIn(file);
  return file.assessments
    .filter((assessment) => lensWorthy(assessment, findings, options))
    .map(({ call }) => call.text);
}

const STATEMENTS = `kmalloc(100, GFP_KERNEL); kzalloc(1360, GFP_KERNEL); kmalloc(4200100, GFP_KERNEL);
kmalloc(200100, GFP_KERNEL); kmalloc(n, GFP_KERNEL); kmalloc(sizeof(struct foo), GFP_KERNEL); alloc_skb(8, GFP_KERNEL);`;

test("only where something can be done", () =>
  expect(lenses(STATEMENTS)).toEqual([
    "kzalloc(1360, GFP_KERNEL)",
    "kmalloc(4200100, GFP_KERNEL)",
    "kmalloc(200100, GFP_KERNEL)",
  ]));

test("thresholds take lenses away, never from what can never succeed", () => {
  expect(lenses(STATEMENTS, { minBytes: 4096, minPercent: 0 })).toEqual([
    "kmalloc(4200100, GFP_KERNEL)",
    "kmalloc(200100, GFP_KERNEL)",
  ]);
  expect(lenses(STATEMENTS, { minBytes: 0, minPercent: 30 })).toEqual([
    "kzalloc(1360, GFP_KERNEL)",
    "kmalloc(4200100, GFP_KERNEL)",
  ]);
});

test("a suppressed finding takes its lens along", () =>
  expect(lenses("kzalloc(1360, GFP_KERNEL); // kalloc-lens-ignore wasteful-size: short-lived")).toEqual([]));
