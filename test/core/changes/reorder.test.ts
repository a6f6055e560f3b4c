import { describe, expect, test } from "vitest";
import { type Reorder, reorder } from "../../../src/core/changes/reorder.ts";
import { analysed } from "../rules/analysed.ts";

/** Another order of `struct foo` with fewer than `limit` bytes. */
function reordered(text: string, limit: number, path = "drivers/foo.c"): Reorder {
  const { analysis } = analysed(text);
  const layout = analysis.structLayout("struct foo");
  const defined = analysis.structs.find(({ name }) => name === "struct foo");
  if (layout.kind !== "struct" || !defined) throw new Error(JSON.stringify(layout));
  return reorder(layout, defined, path, text, (bytes) => bytes < limit);
}

function edited(text: string, limit: number): string {
  const answer = reordered(text, limit);
  if (answer.kind === "none") return answer.why;
  const { start, end, text: by } = answer.edit;
  const result = text.slice(0, start) + by + text.slice(end);
  const layout = analysed(result).analysis.structLayout("struct foo");
  // The front end lays the new text out as the reorder reckoned.
  expect(layout.kind === "struct" && layout.bytes).toBe(answer.bytes);
  return result;
}

describe("members in another order", () => {
  test("one member moves where that is enough", () => {
    const before = "struct foo {\n\tu8 state;\n\tu64 at;\n\tu64 a[6];\n\tu8 mode;\n};\n";
    expect(edited(before, 65)).toBe("struct foo {\n\tu8 state;\n\tu8 mode;\n\tu64 at;\n\tu64 a[6];\n};\n");
    expect(reordered(before, 65)).toMatchObject({ kind: "order", bytes: 64, moved: ["mode"] });
  });

  test("several move, by alignment, where one is not", () => {
    const before = "struct foo {\n\tu8 a;\n\tu64 b;\n\tu8 c;\n\tu64 d;\n\tu8 e;\n\tu64 f;\n};\n";
    expect(edited(before, 33)).toBe("struct foo {\n\tu64 b;\n\tu64 d;\n\tu64 f;\n\tu8 a;\n\tu8 c;\n\tu8 e;\n};\n");
  });

  test("comments go with their members", () =>
    expect(
      edited(
        "struct foo {\n\tu8 state; /* where it is */\n\tu64 at;\n\tu64 a[6];\n\t/* How it\n\t * works; or not */\n\tu8 mode;\n};\n",
        65,
      ),
    ).toBe(
      "struct foo {\n\tu8 state; /* where it is */\n\t/* How it\n\t * works; or not */\n\tu8 mode;\n\tu64 at;\n\tu64 a[6];\n};\n",
    ));

  test("a flexible array stays last", () =>
    expect(edited("struct foo {\n\tu8 a;\n\tu64 b;\n\tu8 c;\n\tu64 d[];\n};\n", 17)).toBe(
      "struct foo {\n\tu8 a;\n\tu8 c;\n\tu64 b;\n\tu64 d[];\n};\n",
    ));

  test("all on one line, several in a declaration, function pointers, anonymous members", () => {
    expect(edited("struct foo { u8 a; u64 b; u8 c; };\n", 17)).toBe("struct foo { u8 a; u8 c; u64 b; };\n");
    expect(edited("struct foo {\n\tu8 a, b;\n\tint (*f)(int x, int y);\n\tu8 c;\n};\n", 17)).toBe(
      "struct foo {\n\tu8 a, b;\n\tu8 c;\n\tint (*f)(int x, int y);\n};\n",
    );
    expect(edited("struct foo {\n\tu8 a;\n\tunion {\n\t\tu64 b;\n\t\tvoid *c;\n\t};\n\tu8 d;\n};\n", 17)).toBe(
      "struct foo {\n\tu8 a;\n\tu8 d;\n\tunion {\n\t\tu64 b;\n\t\tvoid *c;\n\t};\n};\n",
    );
  });

  test.each([
    ["struct foo { u8 a; u64 b; u8 c; } __packed;\n", "it is packed"],
    ["struct foo { u8 a; u64 b; u8 c; } __attribute__((packed));\n", "it is packed"],
    ["#pragma pack(push, 8)\nstruct foo { u8 a; u64 b; u8 c; };\n#pragma pack(pop)\n", "it is packed"],
    ["struct foo { u8 a; u64 b __attribute__((aligned(16))); u8 c; };\n", "its author placed"],
    ["struct foo {\n\tu8 a;\n#ifdef CONFIG_SMP\n\tu64 b;\n#endif\n\tu8 c;\n};\n", "#if"],
    ["struct foo { u8 a; u64 b; u8 c:1; };\n", "bit-fields"],
    ["struct foo { u8 a; u64 b; u8 c; };\nstruct foo x = { 1, 2, 3 };\n", "line 2 initialises it by position"],
    ["struct foo { u8 a; u64 b; u8 c; };\nstatic struct foo x[] = {\n\t{ 1, 2, 3 },\n};\n", "line 2 initialises it"],
    ["struct foo { u8 a; u64 b; u8 c; };\nvoid f(void) { g((struct foo){ 1, 2 }); }\n", "line 2 initialises it"],
    ["struct foo { u64 b; u64 d; u8 c; };\n", "its members alone take 17 bytes"],
    ["struct foo {\n\tu8 a; u64 b;\n\tu8 c;\n};\n", "not plain declarations"],
  ])("none for %j", (text, why) =>
    expect(reordered(text, 17)).toEqual({ kind: "none", why: expect.stringContaining(why) }),
  );

  test("none in a uapi header", () =>
    expect(reordered("struct foo { u8 a; u64 b; u8 c; };\n", 17, "include/uapi/linux/foo.h").kind).toBe("none"));

  test.each([
    "struct foo x = { };",
    "struct foo x = { 0 };",
    "struct foo x = { .a = 1 };",
    "static const struct foo x[] = {\n\t{ .a = 1 },\n\t[2] = { .b = 3 },\n};",
  ])("an initialiser by name is none by position: %s", (initializer) =>
    expect(reordered(`struct foo { u8 a; u64 b; u8 c; };\n${initializer}\n`, 17).kind).toBe("order"),
  );

  test.each([
    ["", "Members that are used together"],
    ["int x = offsetof(struct foo, b);\n", "Line 2 asks for an offset in it."],
    ["void f(void *p) { copy_to_user(p, p, sizeof(struct foo)); }\n", "Line 2 copies it as a whole"],
  ])("what may depend on the layout is said: %s", (more, caution) => {
    const answer = reordered(`struct foo { u8 a; u64 b; u8 c; };\n${more}`, 17);
    expect(answer.kind === "order" ? answer.cautions : []).toContainEqual(expect.stringContaining(caution));
  });
});
