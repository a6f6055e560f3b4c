/**
 * Finds out what functions of a kernel tree do with memory that they are given: by their bodies, and by counting what
 * callers do with it later, free it themselves or fail without. Writes those that leave it to their caller to
 * src/core/flow/ownership/lent-functions.ts: `tsx scripts/rule-quality/lent.ts TREE < LIST-OF-FILES`. The list has sources
 * and headers.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { analyseFunctions } from "../../src/core/analysis/analyse.ts";
import { cTarget } from "../../src/core/analysis/c-target.ts";
import { SyntaxParser } from "../../src/core/c/syntax.ts";
import type { FileFlow } from "../../src/core/flow/file-flow.ts";
import { borrows } from "../../src/core/flow/ownership/borrowers.ts";
import { faultsOf } from "../../src/core/flow/ownership/faults-of.ts";
import { keepsIt, type Mark, marksIn, takesBack, turns, withoutEnd } from "../../src/core/flow/ownership/lent.ts";
import { type Leaving, leavingOf } from "../../src/core/flow/ownership/parameters.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";
import { formatVersion } from "../../src/core/kernel/version.ts";
import { Bodies } from "./bodies.ts";

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
  /** By functions that do not fail, where others may have it. */
  readonly kept: Set<string>;
  /** The losses that are laid to it. */
  readonly blamed: Set<string>;
}
const losses: { readonly marks: readonly Mark[]; readonly who: string }[] = [];
const counts = new Map<Mark, Counts>();
const users = new Map<Mark, Set<string>>();
const readOf = new WeakMap<FileFlow, Set<Mark>>();
/** With the best of all answers a body is read to its end, as far as it decides. */
const BORROWS: Leaving = { failing: true, always: true, borrowed: true };
const paths = readFileSync(0, "utf8").split("\n").filter(Boolean);
const analyse = (path: string, text: string) => analyseFunctions({ path, text, encoding: "bytes" }, context);

for (const path of paths) {
  const text = readFileSync(join(tree, path), "latin1");
  if (!/alloc|dup/.test(text)) continue;
  const { functions, flow } = analyse(path, text);
  for (const { assessments, source } of functions) {
    if (assessments.length === 0) continue;
    const who = `${path} ${source.name}`;
    faultsOf(source, flow, formatVersion(config.version), {
      markOf: (callee, index) => {
        const mark = `${callee}:${index}`;
        need(mark, flow, who);
        return flow.functionNamed(callee) ? undefined : mark;
      },
      ended: (lent, how) => note(lent, how, who),
    });
  }
}

/** Notes what has to be known of functions of other files: of this one, or of those that a function of the file calls. */
function need(mark: Mark, flow: FileFlow, who: string): void {
  const plain = withoutEnd(mark);
  const [callee = "", index = ""] = plain.split(":");
  const own = flow.functionNamed(callee);
  if (/^[=+]/.test(plain)) return;
  if (!own) {
    users.set(plain, (users.get(plain) ?? new Set()).add(who));
    return;
  }
  const read = readOf.get(flow) ?? new Set();
  readOf.set(flow, read);
  if (read.has(plain)) return;
  read.add(plain);
  leavingOf(own, Number(index), flow, formatVersion(config.version), (inner) => {
    need(inner, flow, who);
    return BORROWS;
  });
}

function note(lent: string, how: "freed" | "lost" | "kept", who: string): void {
  const all = marksIn(lent).filter((mark) => !/^[=+]/.test(mark));
  const back = all.filter(takesBack);
  const marks = (how === "freed" && back.length > 0 ? back : all).map((mark) =>
    mark.endsWith("!") ? mark : withoutEnd(mark),
  );
  for (const mark of marks) countOf(mark)[how].add(who);
  if (how === "lost") losses.push({ marks, who });
}

function countOf(mark: Mark): Counts {
  const count = counts.get(mark) ?? { freed: new Set(), lost: new Set(), kept: new Set(), blamed: new Set() };
  counts.set(mark, count);
  return count;
}

/** Of those that a function was given to which then lost it, the one that callers free it behind least often took it. */
function blame(): void {
  const share = (mark: Mark) => countOf(mark).freed.size / (countOf(mark).freed.size + countOf(mark).lost.size);
  for (const { marks, who } of losses) {
    const least = Math.min(...marks.map(share));
    for (const mark of marks) if (share(mark) === least) countOf(mark).blamed.add(who);
  }
}

/** So many functions at least have to free it, and so few of them all may lose it, which is where they are wrong. */
const LEAST = 3;
const MOST_LOST = 0.04;

blame();
const isCounted = (mark: Mark): boolean => {
  const { freed, blamed } = countOf(mark);
  return (
    freed.size >= LEAST &&
    blamed.size <= MOST_LOST * freed.size &&
    !turns(mark) &&
    (mark.endsWith("!") || !keepsIt(mark))
  );
};
const isBorrowed = (mark: Mark): boolean => {
  const { freed, lost, kept } = countOf(mark);
  return isCounted(mark) && lost.size + kept.size <= MOST_LOST * freed.size;
};
const counted = (mark: Mark): Leaving => {
  const plain = withoutEnd(mark);
  const always = isCounted(plain);
  return { always, failing: always || isCounted(`${plain}!`), borrowed: isBorrowed(plain) };
};
const bodies = new Bodies(tree, paths, analyse, formatVersion(config.version), counted, turns);
console.error(`${users.size} arguments, ${bodies.size} definitions`);
const kept = new Set<Mark>();
for (const mark of new Set([...users.keys(), ...[...counts.keys()].map(withoutEnd)])) {
  const [name = "", index = ""] = mark.split(":");
  if (borrows(name) || turns(mark)) continue;
  const count = counted(mark);
  const read = bodies.leaving(name, Number(index));
  if (count.borrowed || read.borrowed) kept.add(`${mark}*`);
  else if (count.always || read.always) kept.add(mark);
  else if (count.failing || read.failing) kept.add(`${mark}!`);
  const how = [count, read].map(({ borrowed, always, failing }) =>
    borrowed ? "*" : always ? "+" : failing ? "!" : "-",
  );
  const { freed, blamed } = countOf(mark);
  console.log([mark, ...how, users.get(mark)?.size ?? 0, freed.size, blamed.size].join("\t"));
}
console.error(`${kept.size} rows`);
const lines = [...kept].sort().reduce<string[]>((all, one) => {
  const last = all.at(-1);
  if (last !== undefined && last.length + one.length < 110) all[all.length - 1] = `${last} ${one}`;
  else all.push(one);
  return all;
}, []);
writeFileSync(
  "src/core/flow/ownership/lent-functions.ts",
  `/**
 * Written by scripts/rule-quality/lent.ts. Do not edit. Functions of Linux 6.12 and the index of an argument: memory behind
 * it is left to a caller that fails (\`f:0\`), to one whose call of it failed (\`f:0!\`), or the function is done with it when it
 * returns (\`f:0*\`). Its body says so, or at least ${LEAST} callers free the memory themselves, and hardly one does not.
 */
export const LENT_FUNCTIONS = \`
${lines.join("\n")}
\`;
`,
);
