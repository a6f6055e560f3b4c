import { expect, test } from "vitest";
import { LONGEST_INSERT, readCall, readFromGuide } from "../../src/protocol/guide-messages.ts";

test("messages of the panel are read as what they are", () => {
  expect(readFromGuide({ kind: "ready", more: 1 })).toEqual({ kind: "ready" });
  expect(readFromGuide({ kind: "insert", text: "p = kmalloc(…);" })).toEqual({
    kind: "insert",
    text: "p = kmalloc(…);",
  });
});

test.for([
  [undefined],
  [null],
  ["ready"],
  [{ kind: "run", command: "workbench.action.terminal.sendSequence" }],
  [{ kind: "insert" }],
  [{ kind: "insert", text: 5 }],
  [{ kind: "insert", text: "x".repeat(LONGEST_INSERT + 1) }],
])("%j is no message", ([json]) => {
  expect(readFromGuide(json)).toBeUndefined();
});

test("the place of a call is read, and nothing beside it", () => {
  const place = { uri: "file:///a.c", position: { line: 1, character: 2 } };
  expect(readCall({ ...place, more: 1 })).toEqual(place);
  expect(readCall({ uri: 5, position: place.position })).toBeUndefined();
  expect(readCall({ ...place, position: { line: -1, character: 0 } })).toBeUndefined();
  expect(readCall({ ...place, position: { line: 1.5, character: 0 } })).toBeUndefined();
  expect(readCall("file:///a.c")).toBeUndefined();
});
