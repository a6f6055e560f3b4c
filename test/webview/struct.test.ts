import { expect, test } from "vitest";
import { readStruct, readStructNames } from "../../src/protocol/read-struct.ts";

const MEMBERS = [
  { name: "refs", type: "int", offset: 0, bytes: 4 },
  { name: "on", type: "unsigned int", offset: 4, bytes: 1, bits: { first: 0, width: 3 } },
  {
    name: "",
    type: "union {…}",
    offset: 8,
    bytes: 8,
    body: { members: [{ name: "p", type: "void *", offset: 8, bytes: 8 }], holes: [{ offset: 12, bytes: 4, bits: 0 }] },
  },
  { name: "bad", offset: -1, bytes: 4 },
];

const ANSWER = {
  cacheLine: 64,
  layout: {
    kind: "struct",
    name: "struct dev",
    bytes: 24,
    align: 8,
    members: MEMBERS,
    holes: [{ offset: 5, bytes: 3, bits: 5 }],
    padding: { offset: 16, bytes: 8, bits: 0 },
  },
};

test("members, those of anonymous structs below them, and all holes are read", () => {
  const struct = readStruct(JSON.parse(JSON.stringify(ANSWER)));
  if (struct?.kind !== "struct") throw new Error("no struct");
  expect(struct.members.map(({ name, depth, bits }) => [name, depth, bits])).toEqual([
    ["refs", 0, undefined],
    ["on", 0, 3],
    ["", 0, undefined],
    ["p", 1, undefined],
  ]);
  expect(struct.holes.map(({ offset }) => offset)).toEqual([5, 12]);
  expect(struct.padding).toBe(8);
});

test("what is not known says why", () => {
  expect(readStruct({ layout: { kind: "unknown", name: "struct x", why: "not declared" } })).toEqual({
    kind: "none",
    name: "struct x",
    why: "not declared",
  });
  expect(readStruct({ layout: { kind: "size", name: "struct x", bytes: 8, align: 8 } })).toMatchObject({
    kind: "none",
  });
});

test.each([undefined, null, 5, {}, { layout: {} }, { layout: { name: "x", kind: "struct", bytes: "8", align: 8 } }])(
  "%j is no struct",
  (json) => {
    expect(readStruct(json)).toBeUndefined();
  },
);

test("names of structs are texts", () => {
  expect(readStructNames({ structs: ["struct a", 5, null] })).toEqual(["struct a"]);
  expect(readStructNames(undefined)).toEqual([]);
});
