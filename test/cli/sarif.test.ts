import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { inFunction, kallocLens, project } from "./kalloc-lens.ts";

const SCHEMA = JSON.parse(readFileSync("test/golden/sarif/sarif-schema-2.1.0.json", "utf8"));
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(SCHEMA);

const BIG = inFunction("p = kvmalloc(2200100, GFP_KERNEL);");

/** The results of `check --format sarif`, once the whole is held against the schema. */
function resultsIn(cwd: string, ...args: readonly string[]): readonly { readonly [key: string]: unknown }[] {
  const run = kallocLens(["check", "--kernel", "none", "--format", "sarif", ...args], { cwd });
  expect(run.stderr).toBe("");
  const log = JSON.parse(run.stdout);
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  expect(log.runs).toHaveLength(1);
  const [{ tool, results }] = log.runs;
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  return results;
}

function resultsOf(text: string | Buffer): readonly { readonly [key: string]: unknown }[] {
  return resultsIn(project({ "a.c": text }), "a.c");
}

describe("the schema holds", () => {
  test.each([
    ["nothing to say", "int x;\n"],
    ["a finding with a fix", BIG],
    ["several", inFunction("kmalloc(4100, GFP_KERNEL);\n\tkmalloc(6 << 20, GFP_KERNEL);")],
    ["bytes that are no text", Buffer.concat([Buffer.from([0, 0xff, 0xfe]), Buffer.from(BIG)])],
  ])("%s", (_, text) => {
    resultsOf(text);
  });

  test("files that cannot be read are notifications", () => {
    const cwd = project({ "b/a.c": BIG, "b/huge.c": Buffer.alloc(2 ** 25 + 1) });
    const run = kallocLens(["check", "--kernel", "none", "--format", "sarif", "b"], { cwd });
    const log = JSON.parse(run.stdout);
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    expect(log.runs[0].invocations[0].toolExecutionNotifications).toMatchObject([
      { message: { text: expect.stringContaining("b/huge.c") } },
    ]);
  });
});

test("a rule carries its page", () => {
  const { stdout } = kallocLens(["check", "--kernel", "none", "--format", "sarif", "."], { cwd: project({}) });
  const [{ tool }] = JSON.parse(stdout).runs;
  const rule = tool.driver.rules.find(({ id }: { id: string }) => id === "wasteful-size");
  expect(rule).toMatchObject({
    name: "WastefulSize",
    defaultConfiguration: { level: "note" },
    help: { markdown: kallocLens(["explain", "wasteful-size"]).stdout },
  });
});

describe("where a result is", () => {
  test("columns count UTF-16 code units", () =>
    expect(resultsOf("void f(void)\n{\n\t/* é€😀 */ p = kmalloc(4100, GFP_KERNEL); /* 😀 */\n}\n")).toMatchObject([
      {
        ruleId: "wasteful-size",
        level: "note",
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "a.c" },
              region: { startLine: 3, startColumn: 17, endLine: 3, endColumn: 42 },
            },
          },
        ],
      },
    ]));

  test("names of files become addresses", () => {
    const cwd = project({ "ä b/#1%.c": BIG });
    const uris = (...args: readonly string[]) => JSON.stringify(resultsIn(cwd, ...args));
    expect(uris(".")).toContain('"uri":"%C3%A4%20b/%231%25.c"');
    expect(uris(join(cwd, "ä b"))).toContain('"uri":"file:///');
  });
});

test("a fix says what it replaces", () =>
  expect(resultsOf(BIG)).toMatchObject([
    {
      level: "warning",
      fixes: [
        {
          artifactChanges: [
            {
              replacements: [
                {
                  deletedRegion: { startLine: 3, startColumn: 6, endLine: 3, endColumn: 35 },
                  insertedContent: { text: "vmalloc(2200100)" },
                },
              ],
            },
          ],
        },
      ],
    },
  ]));

test("what a comment suppresses is there, as suppressed", () => {
  const suppressed = inFunction("/* kalloc-lens-ignore wasteful-size: tested */\n\tkmalloc(4100, GFP_KERNEL);");
  expect(resultsOf(suppressed)).toMatchObject([{ ruleId: "wasteful-size", suppressions: [{ kind: "inSource" }] }]);
  const args = ["check", "--kernel", "none", "--format", "sarif", "--fail-on", "hint", "a.c"];
  expect(kallocLens(args, { cwd: project({ "a.c": suppressed }) }).status).toBe(0);
});

describe("fingerprints", () => {
  function fingerprints(text: string): readonly unknown[] {
    return resultsOf(text).map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
  }
  const call = "p = kmalloc(4100, GFP_KERNEL);";

  test("stay when lines move and blanks change", () =>
    expect(fingerprints(`\n\nint x;\n${inFunction(`\n\n\t${call.replace(", ", ",\n\t\t")}`)}`)).toEqual(
      fingerprints(inFunction(call)),
    ));

  test("differ among equal calls", () => {
    const [first, second] = fingerprints(inFunction(`${call}\n\t${call}`));
    expect([first]).toEqual(fingerprints(inFunction(call)));
    expect(second).not.toBe(first);
  });

  test("differ when the code does", () =>
    expect(fingerprints(inFunction(call.replace("4100", "4101")))).not.toEqual(fingerprints(inFunction(call))));
});
