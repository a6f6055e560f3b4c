/**
 * Holds the bundled command line against 400 calls of the kernel's sources and what gcc made of them. The tree is that of
 * scripts/prepare-kernel-tree.sh: KALLOC_LENS_KERNEL_TREE names it.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gfpMask } from "../src/core/kernel/gfp.ts";
import { presetNamed } from "../src/core/kernel/presets.ts";
import { readProfile } from "../src/core/kernel/profile.ts";
import { array, field, number, string } from "./calls/read-json.ts";
import { RECORDED, type RecordedCall, readCalls } from "./calls/recorded-calls.ts";
import { EXIT_SKIPPED } from "./kernel-build.ts";

/** Shares of the calls that must come out as gcc's; nothing may come out otherwise, but for a newer kernel's structs. */
const LEAST: Readonly<Record<string, number>> = { found: 0.999, constant: 0.98, element: 0.98, local: 0.9, gfp: 0.995 };
const MOST_CHANGED = 0.03;
const LEAST_OF_CHANGED = 0.95;

function main(): number {
  const tree = process.env.KALLOC_LENS_KERNEL_TREE;
  if (tree === undefined || !existsSync(join(tree, "include/generated/autoconf.h"))) {
    console.error("SKIPPED: sizes were NOT compared with gcc's, there is no prepared kernel tree");
    console.error("         run scripts/prepare-kernel-tree.sh DIR and name its tree in KALLOC_LENS_KERNEL_TREE");
    return EXIT_SKIPPED;
  }
  const release = releaseOf(tree);
  const exact = release === RECORDED.release;
  if (!exact) {
    console.log(`!!! The calls were recorded from Linux ${RECORDED.release}; this tree is ${release}.`);
    console.log("!!! Calls are matched by function and text, and a few sizes may differ because structs have changed.");
  }
  return judge(readCalls(), sitesIn(tree), exact);
}

function releaseOf(tree: string): string {
  const makefile = readFileSync(join(tree, "Makefile"), "utf8");
  const part = (name: string) => new RegExp(`^${name} = *(.*)$`, "m").exec(makefile)?.[1] ?? "";
  return `${part("VERSION")}.${part("PATCHLEVEL")}.${part("SUBLEVEL")}`;
}

/** What the command line says of the files that the calls stand in. */
function sitesIn(tree: string): unknown[] {
  const files = [...new Set(readCalls().map(({ file }) => file))].filter((file) => existsSync(join(tree, file)));
  const check = [resolve("dist/cli.js"), "check", "--kernel", ".", "--format", "jsonl", ...files];
  const output = execFileSync(process.execPath, check, { cwd: tree, encoding: "utf8", maxBuffer: 2 ** 28 });
  return output.split("\n").flatMap((line) => (line.startsWith('{"site"') ? [field(JSON.parse(line), "site")] : []));
}

function judge(calls: readonly RecordedCall[], sites: readonly unknown[], exact: boolean): number {
  const byKey = new Map<string, unknown[]>();
  for (const site of sites) {
    const key = exact ? placeOf(site) : wordsOf(site);
    byKey.set(key, [...(byKey.get(key) ?? []), site]);
  }
  const tally = new Tally();
  for (const call of calls) {
    const key = exact ? `${call.file}:${call.line}:${call.column}` : textOf(call);
    const site = nearest(byKey.get(key) ?? [], call.line);
    tally.count("found", site !== undefined ? "right" : "unknown", call);
    if (site === undefined) continue;
    const { kind } = call;
    const size = field(site, "size");
    if (kind === "varying") tally.count(kind, bytesOf(size) === undefined ? "right" : "wrong", call);
    else if (kind === "element")
      tally.count(kind, compare(bytesOf(field(field(site, "elements"), "each")), call.each), call);
    else tally.count(kind, compare(bytesOf(size), call.bytes), call);
    if (call.gfp !== undefined) tally.count("gfp", compare(maskOf(site), maskNamed(call.gfp.split("|"))), call);
  }
  return tally.verdict(exact);
}

/** The same text may stand in a function more than once. */
function nearest(sites: readonly unknown[], line: number): unknown {
  const distance = (site: unknown) => Math.abs((number(field(site, "line")) ?? 0) - line);
  return [...sites].sort((a, b) => distance(a) - distance(b))[0];
}

type Outcome = "right" | "wrong" | "unknown";

function compare(ours: number | undefined, gcc: number | undefined): Outcome {
  if (ours === undefined) return "unknown";
  return ours === gcc ? "right" : "wrong";
}

class Tally {
  private readonly counts = new Map<string, Record<Outcome, number>>();
  private readonly wrong: string[] = [];

  count(what: string, outcome: Outcome, call: RecordedCall): void {
    const counts = this.counts.get(what) ?? { right: 0, wrong: 0, unknown: 0 };
    counts[outcome]++;
    this.counts.set(what, counts);
    if (outcome === "wrong")
      this.wrong.push(`${call.file}:${call.line}:${call.column} ${call.api}(${call.args.join(", ")}): ${what}`);
  }

  verdict(exact: boolean): number {
    let passed = this.wrong.length <= (exact ? 0 : MOST_CHANGED * this.total("found"));
    for (const line of this.wrong) console.log(`not as gcc: ${line}`);
    for (const [what, { right, wrong, unknown }] of this.counts) {
      const least = exact ? (LEAST[what] ?? 1) : LEAST_OF_CHANGED;
      const enough = right >= least * (right + wrong + unknown);
      console.log(`${what}: ${right} of ${right + wrong + unknown} right, ${wrong} wrong${enough ? "" : ", too few"}`);
      passed &&= enough;
    }
    console.log(passed ? "Sizes are as gcc's" : "FAILED: sizes are not as gcc's");
    return passed ? 0 : 1;
  }

  private total(what: string): number {
    const { right, wrong, unknown } = this.counts.get(what) ?? { right: 0, wrong: 0, unknown: 0 };
    return right + wrong + unknown;
  }
}

function bytesOf(fact: unknown): number | undefined {
  return field(fact, "kind") === "known" ? number(field(fact, "bytes")) : undefined;
}

function placeOf(site: unknown): string {
  return `${string(field(site, "file"))}:${number(field(site, "line"))}:${number(field(site, "column"))}`;
}

function wordsOf(site: unknown): string {
  const text = string(field(site, "text")) ?? "";
  return squeezed(`${string(field(site, "file"))} ${string(field(site, "function"))} ${text}`);
}

function textOf(call: RecordedCall): string {
  return squeezed(`${call.file} ${call.function} ${call.api}(${call.args.join(", ")})`);
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, "").replaceAll("\\", "");
}

const profile = presetNamed("debian-6.12-amd64");
const read = readProfile(profile?.profile);
const CONFIG = read.kind === "profile" ? read.config : undefined;

/** The mask of flags by name, without __GFP_ZERO: gcc sees it only where a macro adds it. */
function maskNamed(names: readonly string[]): number | undefined {
  return (
    CONFIG &&
    gfpMask(
      names.filter((name) => name !== "__GFP_ZERO"),
      CONFIG,
    )
  );
}

function maskOf(site: unknown): number | undefined {
  const gfp = field(site, "gfp");
  if (field(gfp, "kind") !== "known") return undefined;
  return maskNamed(array(field(gfp, "flags")).map((flag) => string(flag) ?? ""));
}

process.exitCode = main();
