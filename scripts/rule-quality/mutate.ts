/**
 * Makes one mistake each in correct functions of a kernel tree, and counts how many the rules find:
 * `tsx scripts/rule-quality/mutate.ts TREE [PER_KIND] [--missed] [--seed=N] [--rule=ID] < LIST-OF-FILES`. The seed orders
 * the files; --missed tells what is not found, with the place of the mistake.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyseFunctions } from "../../src/core/analysis/analyse.ts";
import { cTarget } from "../../src/core/analysis/c-target.ts";
import type { FileAnalysis, FunctionView } from "../../src/core/analysis/file-analysis.ts";
import { SyntaxParser } from "../../src/core/c/syntax.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";
import { findingsOf } from "../../src/core/rules/run.ts";
import { MISTAKES, type Mistake } from "./mistakes.ts";

const [tree = ".", perKind = "40", ...flags] = process.argv.slice(2);
const flag = (name: string) => flags.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
const seed = Number(flag("seed") ?? 7);
const only = flag("rule");
const kinds = MISTAKES.filter(({ rule }) => only === undefined || rule === only);
const read = readProfile(presetNamed("debian-6.12-amd64")?.profile);
if (read.kind === "error") throw new Error(read.why);
const { profile, config } = read;
const wasm = (path: string) => readFileSync(`node_modules/${path}.wasm`);
const parser = await SyntaxParser.create(wasm("web-tree-sitter/web-tree-sitter"), wasm("tree-sitter-c/tree-sitter-c"));
const context = { config, target: cTarget(profile, config), parser, resolve: () => undefined };
const RULES = [...new Set(kinds.map(({ rule }) => rule))];

function analyse(text: string): FileAnalysis {
  return analyseFunctions({ path: "test.c", text, encoding: "bytes" }, context);
}

function rulesIn(file: FileAnalysis, text: string, view: FunctionView, rule: string): number {
  return findingsOf(file, text, { config, rules: [rule] }).filter(
    ({ start }) => view.start <= start && start < view.end,
  ).length;
}

/** An order of the files that is the same on every run and has nothing to do with their names. */
function shuffled(files: readonly string[]): string[] {
  const key = (file: string) => [...file].reduce((hash, c) => (Math.imul(hash, 31) + c.charCodeAt(0)) >>> 0, seed);
  return [...files].sort((a, b) => key(a) - key(b));
}

function changedLine(text: string, changed: string): number {
  const at = [...text].findIndex((c, i) => c !== changed[i]);
  return text.slice(0, at).split("\n").length;
}

const made = new Map<Mistake, { made: number; found: number }>(kinds.map((one) => [one, { made: 0, found: 0 }]));
const files = readFileSync(0, "utf8").split("\n").filter(Boolean);
for (const path of shuffled(files)) {
  const open = kinds.filter((mistake) => (made.get(mistake)?.made ?? 0) < Number(perKind));
  if (open.length === 0) break;
  const text = readFileSync(join(tree, path), "latin1");
  if (!/alloc|free/.test(text)) continue;
  const file = analyse(text);
  if (findingsOf(file, text, { config, rules: RULES }).length > 0) continue;
  for (const mistake of open) {
    // One function of a file for each kind of mistake.
    for (const view of file.functions) {
      const changed = mistake.make(view, text);
      if (changed === undefined) continue;
      const again = analyse(changed);
      const same = again.functions.find(({ start }) => start === view.start);
      const isFound = same !== undefined && rulesIn(again, changed, same, mistake.rule) > 0;
      const count = made.get(mistake);
      if (count) {
        count.made++;
        if (isFound) count.found++;
      }
      if (!isFound && flags.includes("--missed"))
        console.error(`${mistake.name}: ${path}:${changedLine(text, changed)} ${view.name}()`);
      break;
    }
  }
}
console.log("| mistake | rule | made | found |\n|---|---|---:|---:|");
for (const [{ name, rule }, count] of made) {
  const share = count.made === 0 ? "" : ` (${Math.round((100 * count.found) / count.made)} %)`;
  console.log(`| ${name} | \`${rule}\` | ${count.made} | ${count.found}${share} |`);
}
