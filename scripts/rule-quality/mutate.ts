/**
 * Makes one mistake each in correct functions of a kernel tree, and counts how many the rules find:
 * `tsx scripts/rule-quality/mutate.ts TREE [PER_KIND] [--missed] [--seed=N] [--rule=ID] < LIST-OF-FILES`. The seed orders
 * the files; --missed tells what is not found, with the place of the mistake. A fix counts where none of the rules finds
 * anything in the function behind it; one that does is told with --missed too.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyseFunctions } from "../../src/core/analysis/analyse.ts";
import { cTarget } from "../../src/core/analysis/c-target.ts";
import type { FileAnalysis } from "../../src/core/analysis/file-analysis.ts";
import { SyntaxParser } from "../../src/core/c/syntax.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";
import type { Finding, Fix } from "../../src/core/rules/finding.ts";
import { findingsOf } from "../../src/core/rules/run.ts";
import { MISTAKES } from "./mistakes.ts";

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

/** What rules find in the function that begins at an offset. */
function findingsAt(start: number, text: string, rules: readonly string[], file = analyse(text)): readonly Finding[] {
  const view = file.functions.find((one) => one.start === start);
  return view
    ? findingsOf(file, text, { config, rules }).filter((one) => start <= one.start && one.start < view.end)
    : [];
}

function applied({ edits }: Fix, text: string): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((after, { start, end, text: by }) => after.slice(0, start) + by + after.slice(end), text);
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

const made = new Map(kinds.map((one) => [one, { made: 0, found: 0, fixed: 0 }]));
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
      const found = findingsAt(view.start, changed, [mistake.rule]);
      const fix = found.find((finding) => finding.fix)?.fix;
      const left = fix ? findingsAt(view.start, applied(fix, changed), RULES) : [];
      const count = made.get(mistake);
      if (count) {
        count.made++;
        if (found.length > 0) count.found++;
        if (fix && left.length === 0) count.fixed++;
      }
      const place = `${path}:${changedLine(text, changed)} ${view.name}()`;
      if (!flags.includes("--missed")) break;
      if (found.length === 0) console.error(`${mistake.name}: ${place}`);
      for (const { rule, message } of left)
        console.error(`behind the fix for ${mistake.name}: ${place} ${rule}: ${message}`);
      break;
    }
  }
}
console.log("| mistake | rule | made | found | with a fix |\n|---|---|---:|---:|---:|");
for (const [{ name, rule }, count] of made) {
  const share = count.made === 0 ? "" : ` (${Math.round((100 * count.found) / count.made)} %)`;
  console.log(`| ${name} | \`${rule}\` | ${count.made} | ${count.found}${share} | ${count.fixed} |`);
}
