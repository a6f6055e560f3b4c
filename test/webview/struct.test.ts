import { describe, expect, test } from "vitest";
import { readReorder, readStruct, readStructNames } from "../../src/protocol/read-struct.ts";
import { lineRows, piecesOf } from "../../src/webview/struct/line-rows.ts";

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

describe("rows of the picture", () => {
  test("lines that one member fills are one row behind the first", () => {
    const rows = lineRows(
      1360,
      [
        { offset: 0, bytes: 1344 },
        { offset: 1344, bytes: 4 },
      ],
      64,
      64,
    );
    expect(rows).toEqual([
      { line: 0, lines: 1 },
      { line: 1, lines: 20 },
      { line: 21, lines: 1 },
    ]);
    expect(piecesOf({ offset: 1344, bytes: 4 }, rows, 64)).toEqual([{ row: 2, from: 0, bytes: 4 }]);
    expect(piecesOf({ offset: 0, bytes: 1344 }, rows, 64).map(({ row }) => row)).toEqual([0, 1]);
  });

  test("short members and the end of the picture", () => {
    expect(lineRows(200, [{ offset: 0, bytes: 200 }], 64, 64).map(({ line }) => line)).toEqual([0, 1, 2, 3]);
    expect(lineRows(2 ** 30, [], 64, 5)).toHaveLength(5);
    expect(lineRows(0, [], 64, 5)).toEqual([]);
  });
});

describe("another order of the members", () => {
  const layout = { kind: "struct", name: "struct foo", bytes: 64, align: 8, members: [], holes: [] };

  test("is read with the struct as it lies then", () => {
    const reorder = { kind: "order", layout, moved: ["mode", 3], cautions: ["<b>"] };
    expect(readReorder({ struct: { cacheLine: 128 }, reorder })).toMatchObject({
      kind: "order",
      struct: { bytes: 64, cacheLine: 128 },
      moved: ["mode"],
      cautions: ["<b>"],
    });
    expect(readReorder({ reorder: { kind: "none", why: "it is packed" } })).toEqual({
      kind: "none",
      why: "it is packed",
    });
  });

  test.each([undefined, {}, { reorder: 1 }, { reorder: { kind: "order", layout: { ...layout, bytes: -1 } } }])(
    "%j is none",
    (message) => expect(readReorder(message)).toBeUndefined(),
  );
});
