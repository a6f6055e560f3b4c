import { expect, test } from "vitest";
import { movedBy } from "../../src/client/moved-call.ts";

const CALL = { uri: "file:///driver.c", position: { line: 5, character: 8 } };

function checkMoved(edit: [number, number, number, number, string], line: number, character: number): void {
  const [startLine, startCharacter, endLine, endCharacter, text] = edit;
  const range = {
    start: { line: startLine, character: startCharacter },
    end: { line: endLine, character: endCharacter },
  };
  // Ranges of the editor have methods, too, which are not looked at.
  const change: Parameters<typeof movedBy>[1][number] = Object.assign(Object.create(null), { range, text });
  expect(movedBy(CALL, [change]).position).toEqual({ line, character });
}

test("lines put in or taken out above move the call", () => {
  checkMoved([0, 0, 0, 0, "a\nb\n"], 7, 8);
  checkMoved([1, 0, 3, 0, ""], 3, 8);
});

test("text before the call in its line moves it", () => {
  checkMoved([5, 0, 5, 0, "ab"], 5, 10);
  checkMoved([5, 0, 5, 4, ""], 5, 4);
  checkMoved([4, 3, 5, 1, ""], 4, 10);
  checkMoved([5, 8, 5, 8, "x\n\t"], 6, 1);
});

test("text behind the call does not", () => {
  checkMoved([5, 9, 5, 9, "ab\n"], 5, 8);
  checkMoved([6, 0, 9, 0, ""], 5, 8);
});
