/**
 * Counts, over files of a kernel tree, what callers do with memory that they have given to a function of another file:
 * free it themselves later, or fail without. Writes the functions after which nearly all free it to
 * src/core/flow/ownership/lent-functions.ts: `tsx scripts/rule-quality/lent.ts TREE < LIST-OF-FILES`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { analyseFunctions } from "../../src/core/analysis/analyse.ts";
import { cTarget } from "../../src/core/analysis/c-target.ts";
import { SyntaxParser } from "../../src/core/c/syntax.ts";
import { faultsOf } from "../../src/core/flow/ownership/faults-of.ts";
import { marksIn, takesBack } from "../../src/core/flow/ownership/lent.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";
import { formatVersion } from "../../src/core/kernel/version.ts";

const [tree = "."] = process.argv.slice(2);
const read = readProfile(presetNamed("debian-6.12-amd64")?.profile);
if (read.kind === "error") throw new Error(read.why);
const { profile, config } = read;
const wasm = (path: string) => readFileSync(`node_modules/${path}.wasm`);
const parser = await SyntaxParser.create(wasm("web-tree-sitter/web-tree-sitter"), wasm("tree-sitter-c/tree-sitter-c"));
const context = { config, target: cTarget(profile, config), parser, resolve: () => undefined };

interface Counts {
  readonly freed: Set<string>;
  readonly lost: Set<string>;
}
const counts = new Map<string, Counts>();

for (const path of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const text = readFileSync(join(tree, path), "latin1");
  if (!/alloc/.test(text)) continue;
  const { functions, flow } = analyseFunctions({ path, text, encoding: "bytes" }, context);
  for (const { assessments, source } of functions) {
    if (assessments.length === 0) continue;
    const who = `${path} ${source.name}`;
    faultsOf(source, flow, formatVersion(config.version), {
      markOf: (callee, index) => (flow.functionNamed(callee) ? undefined : `${callee}:${index}`),
      ended: (lent, isFreed) => note(lent, isFreed, who),
    });
  }
}

function note(lent: string, isFreed: boolean, who: string): void {
  const all = marksIn(lent);
  const back = all.filter(takesBack);
  for (const one of isFreed && back.length > 0 ? back : all) {
    const count = counts.get(one) ?? { freed: new Set(), lost: new Set() };
    counts.set(one, count);
    (isFreed ? count.freed : count.lost).add(who);
  }
}

/** So many functions at least have to free it, and so few of them all may lose it, which is where they are wrong. */
const LEAST = 3;
const MOST_LOST = 0.04;

/** They return the memory in another form, by which it can be found and freed later. */
const TURNS = /map|virt|phys|_p?pa:|align|addr|ptr|page|priv|tail|_dma|sg_init|offset_in/i;

const kept = [...counts].filter(
  ([one, { freed, lost }]) => freed.size >= LEAST && lost.size <= MOST_LOST * freed.size && !TURNS.test(one),
);
for (const [one, { freed, lost }] of counts) console.log([one, freed.size, lost.size].join("\t"));
const lines = kept
  .map(([one]) => one)
  .sort()
  .reduce<string[]>((all, one) => {
    const last = all.at(-1);
    if (last !== undefined && last.length + one.length < 110) all[all.length - 1] = `${last} ${one}`;
    else all.push(one);
    return all;
  }, []);
writeFileSync(
  "src/core/flow/ownership/lent-functions.ts",
  `/**
 * Written by scripts/rule-quality/lent.ts. Do not edit. Functions of Linux 6.12 and the index of an argument: callers that
 * fail after they were given memory there free it themselves. At least ${LEAST} functions of the tree do, hardly one does not.
 */
export const LENT_FUNCTIONS = \`
${lines.join("\n")}
\`;
`,
);
