import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { renderGrammar } from "../../scripts/grammar.ts";

const require = createRequire(import.meta.url);

test("the grammar is what the tables say", () => {
  const file = new URL("../../syntaxes/kalloc-lens.tmLanguage.json", import.meta.url);
  expect(readFileSync(file, "utf8")).toBe(renderGrammar());
});

test("scopes are those that the sources beside this file name", () => {
  const tester = require.resolve("vscode-tmgrammar-test/dist/unit.js");
  const options = ["--config", "test/syntaxes/grammars.json", "test/syntaxes/*.test.c"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [tester, ...options], { encoding: "utf8" });
  expect(stdout + stderr).toContain("allocation.test.c run successfuly");
  expect(status).toBe(0);
});
