/**
 * Has gcc check what `kalloc-lens check` tells of calls in a prepared kernel tree: the arguments that are sizes and masks
 * are wrapped in static assertions, and gcc parses each file with the flags of its Makefile. Where gcc folds an argument,
 * it must be the number that was told. Needs no list of expected numbers.
 *
 *   tsx scripts/assert-sizes.ts COPY-OF-TREE [KERNEL [MOST-FILES [SEED]]]
 *
 * COPY-OF-TREE: made with `cp -al` of what scripts/prepare-kernel-tree.sh makes; changed files are written anew and put
 * back. KERNEL: as `--kernel` takes it, the tree itself if it is left out. A tree of another architecture wants the ARCH and
 * CROSS_COMPILE that it was prepared with. Exits with 1 where a number differs in a file that compiles.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiNamed } from "../src/core/api/catalogue.ts";
import { checkedSites, type Site, type SiteSize } from "./size-accuracy/site.ts";

const [tree = "", kernel = tree, most = "200", seed = "1"] = process.argv.slice(2);
if (tree === "") {
  console.error("Usage: tsx scripts/assert-sizes.ts COPY-OF-TREE [KERNEL [MOST-FILES [SEED]]]");
  process.exit(2);
}

/** The folder of the architecture; make itself takes ARCH and CROSS_COMPILE from the environment. */
const ARCH = (process.env.ARCH ?? "x86").replace(/^(?:i386|x86_64)$/, "x86");
/** Files for one run of make, which takes some seconds to start. */
const AT_ONCE = 40;
/** Bits that APIs add to their caller's mask: __GFP_ZERO, __GFP_NOWARN and __GFP_COMP of Linux 6.12. */
const ADDED = 0x100 | 0x2000 | 0x40000;
/** gcc's errors are the answers: which arguments it folds, and which of these differ from what was told. */
const ASSERTIONS = [
  "#define KALLOC_LENS_TOLD(id, e, same) ({ ",
  '_Static_assert(!__builtin_constant_p(e), "kalloc-lens folds " #id); ',
  '_Static_assert(__builtin_choose_expr(__builtin_constant_p(e), same, 1), "kalloc-lens differs " #id); (e); })',
].join("");
const ANSWER = /static assertion failed: "kalloc-lens (folds|differs) (\d+)"/g;
/** Where types are missing, gcc goes on with a size that means nothing. */
const OTHER_ERROR = /^([^\s:]+\.c):\d+:\d+: (?:fatal )?error: (?!static assertion failed: "kalloc-lens)/gm;

interface Told {
  readonly site: Site;
  readonly what: "size" | "gfp";
  /** Where the argument is, in bytes of the file. */
  readonly from: number;
  readonly to: number;
  /** C that is true where the argument is what was told. */
  readonly same: (argument: string) => string;
}

const told: Told[] = [];
const answers = { folds: new Set<number>(), differs: new Set<number>() };
const broken = new Set<string>();
const originals = new Map<string, Buffer>();
try {
  assertAll();
  const files = [...originals.keys()];
  for (let at = 0; at < files.length; at += AT_ONCE) parse(files.slice(at, at + AT_ONCE));
} finally {
  for (const [file, text] of originals) replace(join(tree, file), text);
}
for (const what of ["size", "gfp"] as const) {
  const of = (ids: Iterable<number>) => [...ids].filter((id) => told[id]?.what === what).length;
  console.log(`${what}: told ${of(told.keys())}, gcc folds ${of(answers.folds)}, differs ${of(answers.differs)}`);
}
console.log(`${broken.size} files do not compile under this configuration`);
let wrong = 0;
for (const id of answers.differs) {
  const { site, what } = told[id] as Told;
  const isBroken = broken.has(site.file);
  if (!isBroken) wrong++;
  console.log(
    `  ${isBroken ? "in a file that does not compile: " : ""}${what} ${site.file}:${site.line}:${site.column} ${site.text}: told ${JSON.stringify(site[what])}`,
  );
}
process.exitCode = wrong > 0 ? 1 : 0;

/** Writes the assertions into the files of a sample. */
function assertAll(): void {
  const sites = new Map<string, Site[]>();
  const sample = sampled(filesThatAllocate());
  for (const site of checkedSites(tree, kernel, sample)) sites.set(site.file, [...(sites.get(site.file) ?? []), site]);
  for (const [file, found] of sites) {
    const text = readFileSync(join(tree, file));
    const asserted = withAssertions(text.toString("latin1"), found);
    if (asserted === undefined) continue;
    originals.set(file, text);
    replace(join(tree, file), Buffer.from(asserted, "latin1"));
  }
  console.log(`${sample.length} files, of which ${originals.size} have sizes or masks that are told`);
}

function filesThatAllocate(): string[] {
  const folders = `drivers sound fs net kernel mm block crypto security lib arch/${ARCH}`.split(" ");
  const args = ["-rlE", "--include=*.c", "(alloc|get_free_page)[a-z_]*\\(", ...folders];
  return spawnSync("grep", args, { cwd: tree, encoding: "utf8", maxBuffer: 2 ** 28 })
    .stdout.trim()
    .split("\n");
}

/** Files in an order that the seed alone decides. */
function sampled(names: readonly string[]): string[] {
  const keyOf = (name: string) => createHash("sha256").update(`${seed} ${name}`).digest("hex");
  const keyed = names.map((name) => ({ name, key: keyOf(name) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.slice(0, Number(most)).map(({ name }) => name);
}

function withAssertions(text: string, found: readonly Site[]): string | undefined {
  const lines = lineStarts(text);
  const here = found.flatMap((site) => toldOf(site, text, (lines[site.line - 1] ?? 0) + site.column - 1));
  if (here.length === 0) return undefined;
  let out = text;
  for (const one of here.sort((a, b) => b.from - a.from)) {
    const argument = `(${text.slice(one.from, one.to)})`;
    const id = told.push(one) - 1;
    out = `${out.slice(0, one.from)}KALLOC_LENS_TOLD(${id}, ${argument}, ${one.same(argument)})${out.slice(one.to)}`;
  }
  return `${ASSERTIONS}\n${out}`;
}

/** The arguments of a call of which a number is told; none where a macro makes the call. */
function toldOf(site: Site, text: string, at: number): Told[] {
  const api = apiNamed(site.api);
  if (!api || !text.startsWith(`${site.api}(`, at)) return [];
  const spans = argumentSpans(text, at + site.api.length);
  const out: Told[] = [];
  const add = (what: Told["what"], index: number, same: Told["same"]) => {
    const span = spans[index];
    if (span) out.push({ site, what, ...span, same });
  };
  const { sizing, gfp } = api;
  const bytes = known(site.size);
  const each = known(site.elements?.each);
  const count = known(site.elements?.count);
  if (sizing.kind === "bytes" && bytes !== undefined)
    add("size", sizing.size, (argument) => `${argument} + ${sizing.plus ?? 0}ULL == ${bytes}ULL`);
  if (sizing.kind === "order" && bytes !== undefined)
    add("size", sizing.order, (argument) => `(0ULL + PAGE_SIZE) << ${argument} == ${bytes}ULL`);
  if (sizing.kind === "array" && each !== undefined)
    add("size", sizing.each, (argument) => `${argument} == ${each}ULL`);
  if (sizing.kind === "array" && count !== undefined)
    add("size", sizing.count, (argument) => `${argument} == ${count}ULL`);
  const mask = site.gfp?.kind === "known" ? site.gfp.value : undefined;
  if (gfp.from === "argument" && mask !== undefined) {
    const missing = (argument: string) => `(~(unsigned)${argument} & ${mask & ADDED}u)`;
    add("gfp", gfp.index, (argument) => `((unsigned)${argument} ^ ${mask}u) == ${missing(argument)}`);
  }
  return out;
}

function known(size: SiteSize | undefined): SiteSize["bytes"] {
  return size?.kind === "known" ? size.bytes : undefined;
}

function argumentSpans(text: string, open: number): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  const token = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\*[\s\S]*?\*\/|[()[\]{},]/g;
  token.lastIndex = open;
  let depth = 0;
  let from = open + 1;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [at] = found;
    if ("([{".includes(at)) depth++;
    if (")]}".includes(at)) depth--;
    if (depth === 0 || (depth === 1 && at === ",")) {
      spans.push({ from, to: found.index });
      from = found.index + 1;
    }
    if (depth === 0) break;
  }
  return spans;
}

/** Has gcc read files; those that other architectures compile end early, with what is said until then. */
function parse(files: readonly string[]): void {
  const targets = files.map((file) => file.replace(/\.c$/, ".s"));
  const args = ["-s", "-k", "KCFLAGS=-fsyntax-only -fmax-errors=0", ...targets];
  const { stdout, stderr } = spawnSync("make", args, { cwd: tree, encoding: "utf8", maxBuffer: 2 ** 28 });
  for (const [, file = ""] of stderr.matchAll(OTHER_ERROR)) broken.add(file);
  for (const [, answer, id] of `${stdout}${stderr}`.matchAll(ANSWER))
    answers[answer as keyof typeof answers].add(Number(id));
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Writes a file anew: its other names keep what it was. */
function replace(path: string, bytes: Buffer): void {
  rmSync(path);
  writeFileSync(path, bytes);
}
