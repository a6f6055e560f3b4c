import { analyseFile } from "../../src/core/analysis/analyse.ts";
import type { Assessment } from "../../src/core/analysis/assessment.ts";
import { cTarget } from "../../src/core/analysis/c-target.ts";
import type { SizeFact } from "../../src/core/c/size-fact.ts";
import type { SyntaxParser } from "../../src/core/c/syntax.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";

/** CPU time that no source of some kilobytes may take. */
const LONGEST_MILLISECONDS = 2000;

/** Analyses a source without headers: bytes, a character each. Throws where the analysis does. */
export type Analyse = (text: string) => readonly Assessment[];

export function analyser(parser: SyntaxParser): Analyse {
  const profile = presetNamed("debian-6.12-amd64")?.profile;
  const read = readProfile(profile);
  if (read.kind === "error" || profile === undefined) throw new Error("the preset cannot be read");
  const { config } = read;
  const context = { config, target: cTarget(profile, config), parser, resolve: () => undefined };
  return (text) => analyseFile({ path: "/fuzz/source.c", text, encoding: "bytes" }, context);
}

/** What is wrong with how a source is analysed; undefined where nothing is. */
export function fault(analyse: Analyse, text: string): string | undefined {
  const started = process.cpuUsage();
  try {
    written(analyse(text));
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { user, system } = process.cpuUsage(started);
  const milliseconds = (user + system) / 1e3;
  return milliseconds > LONGEST_MILLISECONDS ? `took ${Math.round(milliseconds)} ms` : undefined;
}

/** The same source twice, with another in between. */
export function orderFault(analyse: Analyse, text: string, other: string): string | undefined {
  const first = written(analyse(text));
  analyse(other);
  return written(analyse(text)) === first ? undefined : "depends on what was analysed before";
}

/** Rewritings of a program() that must not change a number. */
const REWRITINGS: readonly (readonly [name: string, rewrite: (text: string) => string])[] = [
  ["renamed locals", (text) => text.replace(/\blocal_(\d)/g, "renamed_$1")],
  ["white space", (text) => text.replace(/([;,{}()])(?!.*\\$)/g, " $1 ").replace(/^(\s*)#( .*)?/gm, "$1#$2")],
  ["comments", (text) => text.replace(/;$/gm, "; /* kmalloc(1, GFP_KERNEL); */ // sizeof(int)")],
  ["a macro in two", (text) => text.replace(/^#define MACRO_1 (.*)$/m, "#define INNER_1 $1\n#define MACRO_1 INNER_1")],
];

/** What changes under a rewriting that must not change anything. */
export function rewritingFault(analyse: Analyse, program: string): string | undefined {
  const before = numbers(analyse(program));
  for (const [name, rewrite] of REWRITINGS) {
    const after = numbers(analyse(rewrite(program)));
    if (after !== before) return `${name}: ${firstDifference(before, after)}`;
  }
  return undefined;
}

function numbers(assessments: readonly Assessment[]): string {
  return assessments
    .map(({ api, size, elements, gfp, placement }) => {
      const bytesAlloc = "bytesAlloc" in placement ? placement.bytesAlloc : "";
      const each = elements === undefined ? "" : sizeText(elements.each);
      return [api.name, sizeText(size), each, gfp.kind === "known" ? gfp.value : "", placement.kind, bytesAlloc].join(
        " ",
      );
    })
    .join("\n");
}

function sizeText(size: SizeFact): string {
  switch (size.kind) {
    case "known":
      return `${size.bytes}`;
    case "between":
      return `${size.min}..${size.max}`;
    case "symbolic":
      return `${size.base} + ${size.unit ?? "?"} of ${size.terms.length}`;
    case "unknown":
      return "unknown";
  }
}

function firstDifference(before: string, after: string): string {
  const [left, right] = [before.split("\n"), after.split("\n")];
  const at = left.findIndex((line, n) => line !== right[n]);
  return `call ${at + 1} was ${left[at]}, is ${right[at]}`;
}

/** Everything that is known of the calls. */
function written(assessments: readonly Assessment[]): string {
  return JSON.stringify(assessments, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}
