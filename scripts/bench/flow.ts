import { spawnSync } from "node:child_process";
import { type Assessor, createParser } from "../../src/cli/assessor.ts";
import { analyseFunctions } from "../../src/core/analysis/analyse.ts";
import { cTarget } from "../../src/core/analysis/c-target.ts";
import type { FileAnalysis } from "../../src/core/analysis/file-analysis.ts";
import { ONLY_THE_CALLER_KNOWS } from "../../src/core/flow/context-fact.ts";
import { FileFlow } from "../../src/core/flow/file-flow.ts";
import { faultsOf } from "../../src/core/flow/ownership/faults-of.ts";
import type { KernelConfig } from "../../src/core/kernel/config.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";
import { formatVersion } from "../../src/core/kernel/version.ts";
import { RULES } from "../../src/core/rules/index.ts";
import { freesAndGoesOn } from "../../src/core/rules/ownership/faults.ts";
import { findingsOf } from "../../src/core/rules/run.ts";
import { cpuMilliseconds, spread } from "./measure.ts";

interface Source {
  readonly path: string;
  readonly text: string;
}

/** Rules about context and ownership. */
const OF_FLOW: ReadonlySet<string> = new Set([
  "atomic-may-sleep",
  "double-free",
  "free-amount",
  "missing-free",
  "missing-null-check",
  "sleeping-in-atomic",
  "use-after-free",
  "wrong-free",
]);
const OTHERS = RULES.flatMap(({ id }) => (OF_FLOW.has(id) ? [] : [id]));
/** One edited function is measured so often, and its least time counts: the rest is the compiler's and the machine's. */
const TIMES = 5;
/** Processes that are started for each share; what one of them compiles and how is not what the next one does. */
const STARTS = 3;
/** Rounds in which each of them takes all files, behind those that the compiler needs. */
const ROUNDS = 5;
const WARMING = 3;

const SHARES = { tree: "flow, with headers", none: "flow, without" } as const;
type Headers = keyof typeof SHARES;

/** CPU time of one round over all files, in milliseconds. */
interface Round {
  /** Everything that `check` does without context and ownership: reading, sizes, placements, all other rules. */
  readonly rest: number;
  /** The same with them. */
  readonly whole: number;
}

/**
 * What context and ownership add to the analysis of files and to all other rules, as `check --kernel TREE` does it and
 * without headers; and what they take for one function that was edited.
 */
export async function flowOfFiles(sources: readonly Source[]): Promise<void> {
  for (const headers of ["tree", "none"] as const) {
    const rounds = Array.from({ length: STARTS }, () => inNewProcess(headers)).flat();
    console.log(sharedOut(SHARES[headers], rounds, sources.length));
  }
  const { analyse, config } = await withoutHeaders();

  const each: number[] = [];
  for (const source of sources) {
    const runs = Array.from({ length: TIMES }, () => perFunction(source));
    for (const i of (runs[0] ?? []).keys()) each.push(Math.min(...runs.map((run) => run[i] ?? 0)));
  }
  console.log(spread("one edited function", each, "functions"));

  /** Milliseconds for each function that allocates or frees: its tree, its graph, contexts and faults. */
  function perFunction(source: Source): number[] {
    const file = withoutContext(() => analyse(source));
    const views = file.functions.filter(
      ({ assessments, start, end }) => assessments.length > 0 || freesAndGoesOn(source.text.slice(start, end)),
    );
    const trees = views.map((view) => cpuMilliseconds(() => view.tree));
    if (file.functions.filter(({ tree }) => tree !== undefined).length === 0) return [];
    return views.map((view, i) => {
      const flow = new FileFlow(file.flow.source);
      const ms = cpuMilliseconds(() => {
        for (const { call } of view.assessments) if (call.active) flow.contextAt(view.source, call.start);
        faultsOf(view.source, flow, formatVersion(config.version));
      });
      return ms + (trees[i] ?? 0);
    });
  }
}

/** Rounds as this process takes them, for whoever started it. */
export async function printRounds(headers: string, sources: readonly Source[], assess: Assessor): Promise<void> {
  const { analyse: bare, config } = await withoutHeaders();
  const analyse = headers === "tree" ? ({ path, text }: Source) => assess(path, text) : bare;
  const whole = (source: Source) => findingsOf(analyse(source), source.text, { config });
  const rest = (source: Source) =>
    withoutContext(() => findingsOf(analyse(source), source.text, { config, rules: OTHERS }));
  const rounds: Round[] = [];
  for (let round = 0; round < WARMING + ROUNDS; round++) {
    const spent = { rest: 0, whole: 0 };
    // Each file is taken both ways at once, either first in turn: what the machine does beside then slows down both.
    sources.forEach((source, n) => {
      const takeRest = () => (spent.rest += cpuMilliseconds(() => rest(source)));
      const takeWhole = () => (spent.whole += cpuMilliseconds(() => whole(source)));
      const [first, second] = (n + round) % 2 === 0 ? [takeRest, takeWhole] : [takeWhole, takeRest];
      first();
      second();
    });
    if (round >= WARMING) rounds.push(spent);
  }
  console.log(JSON.stringify(rounds));
}

function inNewProcess(headers: Headers): readonly Round[] {
  const [script = ""] = process.argv.slice(1);
  const { status, stdout } = spawnSync(process.execPath, [script, "flow-rounds", headers], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`the rounds ${headers} ended with ${status}`);
  return JSON.parse(stdout);
}

function sharedOut(name: string, rounds: readonly Round[], files: number): string {
  const added = rounds.map(({ rest, whole }) => (100 * (whole - rest)) / rest).sort((a, b) => a - b);
  const at = (share: number) => Math.round(added[Math.min(added.length - 1, Math.floor(share * added.length))] ?? 0);
  const least = (of: keyof Round) => `${(Math.min(...rounds.map((round) => round[of])) / 1e3).toFixed(2)} s`;
  const spreadOut = `half of ${rounds.length} rounds ${at(0.25)} to ${at(0.75)}, all ${at(0)} to ${at(1)}`;
  const times = `${files} files, at least ${least("rest")} without and ${least("whole")} with it`;
  return `${name.padEnd(20)} ${`${at(0.5)}`.padStart(12)} % more than all else in the median, ${spreadOut}; ${times}`;
}

async function withoutHeaders(): Promise<{ analyse: (source: Source) => FileAnalysis; config: KernelConfig }> {
  const read = readProfile(presetNamed("debian-6.12-amd64")?.profile);
  if (read.kind === "error") throw new Error(read.why);
  const { profile, config } = read;
  const parser = await createParser();
  const target = cTarget(profile, config);
  const analyse = ({ path, text }: Source): FileAnalysis =>
    analyseFunctions({ path, text, encoding: "bytes" }, { config, target, parser, resolve: () => undefined });
  return { analyse, config };
}

/** The analysis as it would be if it did not ask for contexts. */
function withoutContext<T>(work: () => T): T {
  const { contextAt } = FileFlow.prototype;
  FileFlow.prototype.contextAt = () => ONLY_THE_CALLER_KNOWS;
  try {
    return work();
  } finally {
    FileFlow.prototype.contextAt = contextAt;
  }
}
