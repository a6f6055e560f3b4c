import { describe, expect, test } from "vitest";
import { ROOT } from "../../../src/core/guide/graph.ts";
import { type Box, layoutGraph } from "../../../src/core/guide/layout.ts";
import { neighbourOf } from "../../../src/core/guide/layout-neighbours.ts";
import { LEAF_IDS, QUESTION_IDS } from "../../../src/core/guide/nodes.ts";
import { QUESTIONS } from "../../../src/core/guide/questions.ts";

const LAYOUT = layoutGraph();

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe("boxes", () => {
  test("every question has one, every leaf at least one", () => {
    const nodes = LAYOUT.boxes.map(({ node }) => node);
    expect(QUESTION_IDS.filter((id) => nodes.filter((node) => node === id).length !== 1)).toEqual([]);
    expect(LEAF_IDS.filter((id) => !nodes.includes(id))).toEqual([]);
    expect(new Set(LAYOUT.boxes.map(({ key }) => key)).size).toBe(LAYOUT.boxes.length);
  });

  test("do not overlap and lie within the drawing", () => {
    for (const [index, box] of LAYOUT.boxes.entries()) {
      expect(LAYOUT.boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(LAYOUT.width);
      expect(box.y + box.height).toBeLessThanOrEqual(LAYOUT.height);
    }
  });

  test("hold their labels in two lines", () => {
    for (const { text, kind } of LAYOUT.boxes) {
      expect(text.length).toBeLessThanOrEqual(2);
      for (const line of text) expect(line.length).toBeLessThanOrEqual(kind === "leaf" ? 23 : 27);
    }
  });
});

describe("lines", () => {
  test("every edge has one, from its question to its node", () => {
    expect(LAYOUT.lines.length).toBe(QUESTION_IDS.reduce((sum, id) => sum + QUESTIONS[id].edges.length, 0));
  });

  test("are horizontal and vertical, and cross no box", () => {
    for (const line of LAYOUT.lines) {
      for (const [index, to] of line.points.entries()) {
        const from = line.points[index - 1];
        if (!from) continue;
        expect(from.x === to.x || from.y === to.y).toBe(true);
        const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
        const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
        const crossed = LAYOUT.boxes.filter(
          ({ x, y, width, height }) => left < x + width && right > x && top < y + height && bottom > y,
        );
        expect([line.from, line.answer, crossed.map(({ key }) => key)]).toEqual([line.from, line.answer, []]);
      }
    }
  });
});

test("the drawing is the same each time", () => {
  expect(layoutGraph()).toEqual(LAYOUT);
});

test("arrow keys reach every box", () => {
  const reached = new Set<string>([ROOT]);
  for (const key of reached)
    for (const arrow of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
      const next = neighbourOf(LAYOUT, key, arrow);
      if (next !== undefined) reached.add(next);
    }
  expect(LAYOUT.boxes.map(({ key }) => key).filter((key) => !reached.has(key))).toEqual([]);
  expect(neighbourOf(LAYOUT, ROOT, "Enter")).toBeUndefined();
});
