import { describe, expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { code, escaped, visible } from "../../src/server/markdown.ts";
import { OpenText } from "../../src/server/open-text.ts";
import { shifted } from "../../src/server/text-change.ts";
import { isInside, normalUri, siblingUri } from "../../src/server/uris.ts";

describe("URIs", () => {
  test.for([
    ["file:///c%3A/a%20b.c", "file:///c%3A/a%20b.c"],
    ["file:///c:/a b.c", "file:///c%3A/a%20b.c"],
    ["file:///a%2fb/%7Ex/%C3%A9.c", "file:///a%2Fb/~x/%C3%A9.c"],
    ["file:///é(1).c", "file:///%C3%A9%281%29.c"],
    ["file:///a%zz.c", "file:///a%zz.c"],
    ["vscode-vfs://GitHub/o/r/a.c?ref=1", "vscode-vfs://GitHub/o/r/a.c?ref=1"],
    ["untitled:Untitled-1", "untitled:Untitled-1"],
  ])("%s has one spelling", ([uri = "", normal]) => {
    expect(normalUri(uri)).toBe(normal);
    expect(normalUri(normalUri(uri))).toBe(normal);
  });

  test.for([
    ["file:///w/a/x.c", "y.h", "file:///w/a/y.h"],
    ["file:///w/a/x.c", "./b/../../y z.h", "file:///w/y%20z.h"],
    ["file:///x.c", "../y.h", undefined],
    ["file:///w/x.c", "/etc/passwd", undefined],
    ["untitled:Untitled-1", "y.h", undefined],
  ])("%s includes %s", ([from = "", path = "", to]) => {
    const found = siblingUri(from, path);
    if (to === undefined && from.startsWith("untitled")) expect(found).not.toMatch(/^file/);
    else expect(found).toBe(to);
  });

  test("a folder holds what is below it, not beside it", () => {
    expect(isInside("file:///w/a", "file:///w/a/b.c")).toBe(true);
    expect(isInside("file:///w/a/", "file:///w/a/b.c")).toBe(true);
    expect(isInside("file:///w/a", "file:///w/ab/c.c")).toBe(false);
  });
});

describe("edits", () => {
  function checkMoved(start: number, end: number, length: number, expected: [number, number] | undefined): void {
    const span = shifted({ start: 10, end: 20 }, [{ start, end, text: "x".repeat(length) }]);
    expect(span && [span.start, span.end]).toEqual(expected);
  }

  test("before a span move it, inside stretch or shrink it, over its first character drop it", () => {
    checkMoved(0, 0, 3, [13, 23]);
    checkMoved(0, 3, 0, [7, 17]);
    checkMoved(10, 10, 2, [12, 22]);
    checkMoved(12, 14, 5, [10, 23]);
    checkMoved(20, 25, 0, [10, 20]);
    checkMoved(15, 40, 1, [10, 16]);
    checkMoved(5, 11, 1, undefined);
    checkMoved(10, 12, 2, undefined);
  });

  test("an edit that replaces the whole text is seen as the one that it is", () => {
    const before = OpenText.create("file:///a.c", "c", 1, "one two three");
    const after = OpenText.update(before, [{ text: "one 22 three" }], 2);
    expect(after.changes).toEqual([{ start: 4, end: 7, text: "22" }]);
    expect(before.text).toBe("one two three");
  });
});

describe("an open document", () => {
  /** The documents of the protocol's library, which put the text together for each edit. */
  function checkLikeLibrary(text: string, pieces: readonly string[], seed: number): void {
    const random = randomNumbers(seed);
    const expected = TextDocument.create("file:///a.c", "c", 0, text);
    let open = OpenText.create("file:///a.c", "c", 0, text);
    for (let version = 1; version <= 120; version++) {
      const changes = Array.from({ length: 1 + random(2) }, () => {
        const at = random(10) === 0 ? random(expected.getText().length + 1) : Math.floor(expected.getText().length / 2);
        const range = { start: expected.positionAt(at), end: expected.positionAt(at + random(4)) };
        return { range, text: pieces[random(pieces.length)] ?? "" };
      });
      for (const change of changes.slice(1)) change.range = { ...change.range, end: change.range.start };
      TextDocument.update(expected, changes, version);
      open = OpenText.update(open, changes, version);
      expect(open.length).toBe(expected.getText().length);
      for (let n = 0; n < 8; n++) {
        const offset = random(open.length + 3);
        expect(open.rangeOf(offset, offset).start).toEqual(expected.positionAt(offset));
        const position = { line: random(expected.lineCount + 2) - 1, character: random(30) - 1 };
        expect(open.offsetAt(position)).toBe(expected.offsetAt(position));
      }
      // Not asked for after each edit: what is kept apart is to grow, and to be put together.
      if (random(20) === 0) expect(open.text).toBe(expected.getText());
    }
    expect(open.text).toBe(expected.getText());
  }

  /** Whole numbers below a limit, the same for a seed. */
  function randomNumbers(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
  }

  test.for([1, 2, 3, 4, 5, 6])("has the text and the lines that its edits make (%i)", (seed) => {
    checkLikeLibrary("int a;\nint b;\n\nint c;".repeat(9), ["", "x", "\n", "\tif (a)\n\t\treturn;", "\n\n"], seed);
    checkLikeLibrary("int a;\r\nint b;\rint c;\n".repeat(5), ["", "x", "\r\n", "\n", "\r", "a\rb\n", "\n\r"], seed);
    checkLikeLibrary("", ["", "é\n", "“\r\n".repeat(3000)], seed);
  });

  test("keeps its text when a later version is made", () => {
    const before = OpenText.create("file:///a.c", "c", 1, "one\ntwo\n");
    const start = { line: 1, character: 0 };
    const after = OpenText.update(before, [{ range: { start, end: start }, text: "and\n" }], 2);
    expect(after.rangeOf(8, 8).start).toEqual({ line: 2, character: 0 });
    expect(before.rangeOf(4, 8)).toEqual({ start, end: { line: 2, character: 0 } });
    expect([before.text, after.text]).toEqual(["one\ntwo\n", "one\nand\ntwo\n"]);
  });
});

describe("text in markdown", () => {
  test("a name is readable, and nothing more than text", () => {
    expect(escaped("GFP_KERNEL | __GFP_ZERO")).toBe("GFP_KERNEL \\| \\_\\_GFP\\_ZERO".replace("GFP\\_Z", "GFP_Z"));
    expect(escaped("<b> & [x](y) *z* `c` ~s~")).toBe("&lt;b&gt; &amp; \\[x\\](y) \\*z\\* \\`c\\` \\~s\\~");
    expect(escaped("https://evil.example www.evil.example a@b.example")).not.toMatch(/:\/\/|www\.|@/);
    expect(escaped("$(bug)")).toBe("\\$(bug)");
  });

  test("code may hold backticks", () => {
    expect(code("a`b``c")).toBe("```a`b``c```");
    expect(code("`")).toBe("`` ` ``");
  });

  test("what hides is made visible", () => {
    expect(visible("a\u202eb\u200bc\nd")).toBe("aU+202EbU+200Bc d");
    expect(visible("x".repeat(10_000)).length).toBe(400);
  });
});
