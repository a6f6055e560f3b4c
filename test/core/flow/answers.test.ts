import { expect, test } from "vitest";
import { type Answer, Answers } from "../../../src/core/flow/answers.ts";

type Cells = Readonly<Record<string, number | readonly string[]>>;

/** Numbers in cells; a list of cells is worth their sum and one more. */
class Sheet {
  readonly found: string[] = [];
  private readonly answers = new Answers();
  private readonly written = new Map<string, Answer<number | readonly string[]>>();
  private readonly values = new Map<string, Answer<number>>();

  constructor(private cells: Cells) {}

  edit(cells: Cells): void {
    this.cells = { ...this.cells, ...cells };
    this.answers.edited();
    this.found.length = 0;
  }

  /** Zero where it rests on itself. */
  value(name: string): number {
    const find = () => {
      this.found.push(name);
      const written = this.answers.ask(this.written, name, {
        find: () => this.cells[name] ?? 0,
        whenCircular: 0,
        isInput: true,
      });
      return typeof written === "number" ? written : written.reduce((sum, other) => sum + this.value(other), 1);
    };
    return this.answers.ask(this.values, name, { find, whenCircular: 0, dropsCircular: true });
  }
}

test("an answer is found once, and again only where something that it rests on has become another", () => {
  const sheet = new Sheet({ a: 1, b: ["a"], c: ["b"], d: 5, e: ["d"] });
  expect([sheet.value("c"), sheet.value("e"), sheet.value("c")]).toEqual([3, 6, 3]);
  expect(sheet.found.sort()).toEqual(["a", "b", "c", "d", "e"]);
  sheet.edit({ a: 2 });
  expect([sheet.value("c"), sheet.value("e")]).toEqual([4, 6]);
  expect(sheet.found.sort()).toEqual(["a", "b", "c"]);
});

test("where the new answer is the old one, nothing that rests on it is found anew", () => {
  const sheet = new Sheet({ a: 1, b: 2, sum: ["a", "b"], top: ["sum"] });
  expect(sheet.value("top")).toBe(5);
  sheet.edit({ a: 2, b: 1 });
  expect(sheet.value("top")).toBe(5);
  expect(sheet.found).not.toContain("top");
});

test("answers in a circle are the same whichever is asked first, before and after edits", () => {
  const cells = {
    a: ["b", "x"],
    b: ["c"],
    c: ["a", "d"],
    d: ["b"],
    x: 3,
    e: ["c", "x"],
    f: ["f"],
    g: ["a", "h"],
    h: ["x"],
  };
  const edits = [{ c: ["d"] }, { d: ["x"] }, { x: 4 }, { c: ["a", "d"], d: ["b"] }, { b: ["h"] }];
  const names = Object.keys(cells);
  for (let turn = 0; turn < names.length; turn++) {
    const order = [...names.slice(turn), ...names.slice(0, turn)];
    const sheet = new Sheet(cells);
    let now: Cells = cells;
    for (const edit of [{}, ...edits]) {
      sheet.edit(edit);
      now = { ...now, ...edit };
      const anew = new Sheet(now);
      const expected = Object.fromEntries(names.map((name) => [name, anew.value(name)]));
      expect(Object.fromEntries(order.map((name) => [name, sheet.value(name)]))).toEqual(expected);
    }
  }
});
