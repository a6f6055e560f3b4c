import { describe, expect, test } from "vitest";
import { inFunction, kallocLens, project } from "./kalloc-lens.ts";

function markdownOf(files: Readonly<Record<string, string>>): string {
  const run = kallocLens(["check", "--kernel", "none", "--format", "markdown", "."], { cwd: project(files) });
  expect(run.stderr).toBe("");
  return run.stdout;
}

test("findings, the worst first, then what each folder wastes", () => {
  const page = markdownOf({
    "a/x.c": inFunction("kmalloc(4100, GFP_KERNEL);"),
    "b/y.c": inFunction("kmalloc(6 << 20, GFP_KERNEL);\n\tkmalloc(1360, GFP_KERNEL);"),
  });
  expect(page).toContain("3 allocation calls in 2 files: 3 known, 0 unknown.");
  expect(page.split("\n").filter((line) => line.startsWith("| "))).toEqual([
    "| Severity | Place | Finding | Rule |",
    expect.stringMatching(/^\| error \| <code>b\/y\.c:3:2<\/code> \| .* \| <code>never-succeeds<\/code> \|$/),
    expect.stringMatching(/^\| info \| <code>a\/x\.c:3:2<\/code> /),
    expect.stringMatching(/^\| info \| <code>b\/y\.c:4:2<\/code> /),
    "| Folder | Calls | Asked | Given | Unused |",
    "| <code>a</code> | 1 | 4,100 | 8,192 | 4,092 (100 % of asked) |",
    "| <code>b</code> | 2 | 1,360 | 2,048 | 688 (51 % of asked) |",
  ]);
});

test("nothing found", () => expect(markdownOf({ "a.c": "int x;\n" })).toContain("No findings."));

describe("a source cannot write markup", () => {
  test.each([
    ["a|b.c", "a\\|b.c"],
    ["<img>.c", "&#60;img&#62;.c"],
    ["@team.c", "&#64;team.c"],
    ["[x](http).c", "\\[x\\](http).c"],
    ["`.c", "\\`.c"],
  ])("%j", (name, shown) =>
    expect(markdownOf({ [name]: inFunction("kmalloc(4100, GFP_KERNEL);") })).toContain(`<code>${shown}:3:2</code>`),
  );
});
