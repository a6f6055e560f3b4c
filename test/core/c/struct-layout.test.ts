import { expect, test } from "vitest";
import { ApiNames } from "../../../src/core/c/api-names.ts";
import { SourceFile } from "../../../src/core/c/source-file.ts";
import type { StructBody, StructLayout } from "../../../src/core/c/struct-layout.ts";
import { testTarget } from "../../support/c-unit.ts";
import { testParser } from "../../support/parser.ts";

const parser = await testParser();

/** The layout as pahole has it: a line a member, holes where they are. */
function drawn(text: string, name: string, abi: "x86_64" | "i386" = "x86_64"): string[] {
  const apis = new ApiNames(["kmalloc"]);
  const context = { target: testTarget(abi), parser, apis, resolve: () => undefined };
  return lines(new SourceFile({ path: "a.c", text, encoding: "utf16" }, context).structLayout(name));
}

function lines(layout: StructLayout): string[] {
  switch (layout.kind) {
    case "struct":
      return [`${layout.name}: ${layout.bytes}, aligned to ${layout.align}`, ...bodyLines(layout)];
    case "size":
      return [`${layout.name}: ${layout.bytes}, aligned to ${layout.align}`];
    case "unknown":
      return [`${layout.name}: ${layout.why}`];
  }
}

function bodyLines({ members, holes, padding }: StructBody): string[] {
  return [
    ...members.flatMap(({ name, type, offset, bytes, bits, body }) => [
      `${offset} ${bytes} ${type}${name && ` ${name}`}${bits ? ` bits ${bits.first}+${bits.width}` : ""}`,
      ...(body ? bodyLines(body).map((line) => `  ${line}`) : []),
    ]),
    ...holes.map(({ offset, bytes, bits }) => `hole ${offset} ${bytes}${bits ? ` and ${bits} bits` : ""}`),
    ...(padding
      ? [`padding ${padding.offset} ${padding.bytes}${padding.bits ? ` and ${padding.bits} bits` : ""}`]
      : []),
  ];
}

test("members are told with their types as they are written", () => {
  const text = `typedef unsigned int u32;
struct list { struct list *next, *prev; };
struct foo { const char *name; u32 n; struct list links[2]; int (*open)(struct foo *); u32 (*table)[4]; char text[]; };`;
  expect(drawn(text, "struct foo")).toEqual([
    "struct foo: 64, aligned to 8",
    "0 8 const char * name",
    "8 4 u32 n",
    "16 32 struct list [2] links",
    "48 8 int (*)() open",
    "56 8 u32 (*)[4] table",
    "64 0 char [] text",
    "hole 12 4",
  ]);
});

test("bit-fields leave bits, and what is behind them bytes", () => {
  const text = "struct foo { unsigned a:3, b:7; int c; unsigned char d:1; };";
  expect(drawn(text, "foo")).toEqual([
    "struct foo: 12, aligned to 4",
    "0 1 unsigned a bits 0+3",
    "0 2 unsigned b bits 3+7",
    "4 4 int c",
    "8 1 unsigned char d bits 0+1",
    "hole 2 2 and 6 bits",
    "padding 9 3 and 7 bits",
  ]);
});

test("structs without a name are shown where they stand", () => {
  const text = "struct foo { char c; union { long l; struct { char d; short e; } in; }; };";
  expect(drawn(text, "struct foo")).toEqual([
    "struct foo: 16, aligned to 8",
    "0 1 char c",
    "8 8 union",
    "  8 8 long l",
    "  8 4 struct in",
    "    8 1 char d",
    "    10 2 short e",
    "    hole 9 1",
    "hole 1 7",
  ]);
});

test("each ABI has its own", () => {
  const text = "struct foo { int a; long long b; void *c; };";
  expect(drawn(text, "struct foo", "i386")).toEqual([
    "struct foo: 16, aligned to 4",
    "0 4 int a",
    "4 8 long long b",
    "12 4 void * c",
  ]);
});

test("typedefs, unions and attributes", () => {
  const text = `typedef struct { char a; } __attribute__((aligned(4))) foo_t;
union u { int a; char b[5]; };
typedef long word;`;
  expect(drawn(text, "foo_t")).toEqual(["foo_t: 4, aligned to 4", "0 1 char a", "padding 1 3"]);
  expect(drawn(text, "u")).toEqual(["union u: 8, aligned to 4", "0 4 int a", "0 5 char [5] b", "padding 5 3"]);
  expect(drawn(text, "word")).toEqual(["word: 8, aligned to 8"]);
});

test("what is not known is not drawn", () => {
  const [line = ""] = drawn("struct foo { struct bar b; };", "struct foo");
  expect(line).toMatch(/^struct foo: struct bar is not declared/);
});
