import { describe, expect, test } from "vitest";
import { arranged, toCsv, toMarkdown, totalsOf, totalsText } from "../../src/client/allocation-groups.ts";
import type { FileSites, Site } from "../../src/protocol/sites.ts";

function site(line: number, text: string, asked?: number, given?: number, cache = "kmalloc-2k"): Site {
  const range = { start: { line, character: 1 }, end: { line, character: 9 } };
  const bytes = asked === undefined ? {} : { asked: { min: asked, max: asked } };
  const api = text.slice(0, text.indexOf("("));
  const rest = given === undefined ? {} : { given };
  return { range, api, by: "kmalloc", function: "probe", text, headline: "", ...bytes, ...rest, cache };
}

const FILES: readonly FileSites[] = [
  {
    uri: "file:///b.c",
    sites: [site(3, "kzalloc(1360)", 1360, 2048), site(9, "kmalloc(x)", undefined, undefined, "unknown")],
  },
  {
    uri: "file:///a.c",
    sites: [site(1, "kmalloc(5000)", 5000, 8192, "kmalloc-8k"), site(2, "kmalloc(8)", 8, 8, "kmalloc-8")],
  },
];

const BY_FILE = { grouping: "file", order: "wasted", filter: "" } as const;
const pathOf = (uri: string) => uri.replace("file:///", "");

describe("groups", () => {
  test("come with their totals, the most wasteful first", () => {
    const groups = arranged(FILES, BY_FILE);
    expect(groups.map(({ key }) => key)).toEqual(["file:///a.c", "file:///b.c"]);
    expect(groups[1]?.totals).toEqual({ calls: 2, asked: 1360, given: 2048, wasted: 688, unknown: 1 });
    expect(totalsText(totalsOf(groups.flatMap(({ rows }) => rows)))).toBe(
      "4 calls, 6,368 B asked, 10,248 given, 3,880 wasted, 1 unknown",
    );
  });

  test("may be by cache, API, function or band of waste", () => {
    const keys = (grouping: "cache" | "api" | "function" | "waste") =>
      arranged(FILES, { ...BY_FILE, grouping, order: "name" }).map(({ key }) => key);
    expect(keys("cache")).toEqual(["kmalloc-2k", "kmalloc-8", "kmalloc-8k", "unknown"]);
    expect(keys("api")).toEqual(["kmalloc", "kzalloc"]);
    expect(keys("function")).toEqual(["probe"]);
    expect(keys("waste")).toEqual(["512 bytes and more", "none", "unknown"]);
  });

  test("the filter looks at file, call, API, function and cache", () => {
    const count = (filter: string) => arranged(FILES, { ...BY_FILE, filter }).flatMap(({ rows }) => rows).length;
    expect([count("A.C"), count("kzalloc"), count("KMALLOC-8K"), count("PROBE"), count("nothing")]).toEqual([
      2, 1, 1, 4, 0,
    ]);
  });
});

describe("exports", () => {
  const hostile = site(0, '=cmd("|" & <img src=x>)', 8, 16, "a,b");

  test("a spreadsheet computes nothing of what a source says", () => {
    const [, line] = toCsv(arranged([{ uri: "file:///c.c", sites: [hostile] }], BY_FILE), pathOf).split("\r\n");
    expect(line).toBe(`c.c,1,probe,=cmd,"'=cmd(""|"" & <img src=x>)",8,16,8,"a,b"`.replace("=cmd,", "'=cmd,"));
  });

  test("nor does a Markdown table break", () => {
    const text = toMarkdown(arranged([{ uri: "file:///c.c", sites: [hostile] }], BY_FILE), pathOf);
    expect(text).toContain('=cmd("\\|" &amp; &lt;img src=x>)');
    expect(text).toMatch(/1 calls, 0 of unknown size: 8 bytes asked, 16 given, 8 wasted/);
  });
});
