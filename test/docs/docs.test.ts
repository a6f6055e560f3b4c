import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { brokenLinks, DOCUMENTS, plainCommands, shownCommands } from "../../scripts/documents.ts";

const SCRIPTS: unknown = Reflect.get(JSON.parse(readFileSync("package.json", "utf8")), "scripts");

test.each(DOCUMENTS)("the links of %s lead somewhere", (path, text) => {
  expect(brokenLinks(path, text)).toEqual([]);
});

test("a link that leads nowhere is seen", () => {
  expect(brokenLinks("README.md", "[a](docs/none.md) [b](#none) [c](docs/output.md) `[d](none)`")).toEqual([
    "docs/none.md",
    "#none",
  ]);
});

const SHOWN = DOCUMENTS.flatMap(([path, text]) => shownCommands(text).map((shown) => ({ path, ...shown })));

test.each(SHOWN)("$path shows what `$command` prints: npm run docs writes it anew", ({ command, output }) => {
  expect(outputOf(command)).toBe(output);
});

test("some commands are shown", () => expect(SHOWN.length).toBeGreaterThan(1));

test.each(DOCUMENTS)("the commands that %s names exist", (_, text) => {
  const unknown = plainCommands(text).filter((command) => {
    const [, name = "", ...rest] = command
      .replace(/^npx /, "")
      .replace(/^node dist\/cli\.js/, "kalloc-lens")
      .split(/\s+/);
    const options = rest.flatMap((word) => /^--[\w-]+/.exec(word) ?? []);
    const help = spawnSync(process.execPath, ["dist/cli.js", name, "--help"], { encoding: "utf8" }).stdout;
    return name.startsWith("-") ? false : !options.every((option) => help.includes(option)) || !help.includes(name);
  });
  expect(unknown).toEqual([]);
});

test.each(DOCUMENTS)("the npm scripts that %s names exist", (_, text) => {
  const named = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script = ""]) => script);
  expect(named.filter((script) => Reflect.get(Object(SCRIPTS), script) === undefined)).toEqual([]);
});

function outputOf(command: string): string {
  const [program = "", ...args] = command.split(" ");
  const run = spawnSync(program, args, { encoding: "utf8" });
  return run.stdout;
}
