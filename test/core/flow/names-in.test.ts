import fc from "fast-check";
import { expect, test } from "vitest";
import { type EditedStretch, NamesIn } from "../../../src/core/flow/names-in.ts";

/** Stretches of a text, each with room behind it; between them a name that no edit reaches. */
const ROOM = 60;
const STRETCHES = 5;
const NAMES = ["a", "ab", "b", "a_b", "bab", "ab1", "missing"];

function placesIn(text: string, name: string): number[] {
  return [...text.matchAll(new RegExp(`\\b${name}\\b`, "g"))].map(({ index }) => index);
}

function checkEdits(edits: readonly (readonly [number, string])[], asked: readonly number[], others: number): void {
  const stretches = new Map<number, EditedStretch>();
  const parts = Array.from({ length: STRETCHES }, () => "a ab(b)".padEnd(ROOM));
  const text = () => parts.map((part) => `ab;${part}`).join("");
  const source = {
    get text() {
      return text();
    },
    edited: { [Symbol.iterator]: () => stretches.values() },
  };
  // Many other names make it list all that there are.
  const more = Array.from({ length: others }, (_, i) => `other${i}`);
  const names = new NamesIn(source, new Map([...NAMES, ...more].map((name) => [name, undefined])));
  edits.forEach(([number, part], i) => {
    for (const name of more) names.placesOf(name);
    const name = NAMES[(asked[i] ?? 0) % NAMES.length] ?? "";
    expect(names.placesOf(name)).toEqual(placesIn(text(), name));
    parts[number] = part.padEnd(ROOM);
    const start = number * (ROOM + 3) + 3;
    stretches.set(start, { start, end: start + ROOM, edit: i + 1 });
  });
  for (const name of NAMES) expect(names.placesOf(name)).toEqual(placesIn(text(), name));
}

test("after edits a name stands where a search of the whole text finds it", () => {
  const part = fc.array(fc.constantFrom("a", "ab", "b", "a_b", "(", " ", "1", ";"), { maxLength: 15 });
  const edit = fc.tuple(
    fc.nat({ max: STRETCHES - 1 }),
    part.map((pieces) => `{${pieces.join("")}}`),
  );
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 8 }), fc.array(fc.nat()), fc.constantFrom(0, 30), (edits, asked, others) =>
      checkEdits(edits, asked, others),
    ),
  );
});
