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
/** Each is measured so often, and its least time counts: the rest is the compiler's and the machine's. */
const TIMES = 5;

/**
 * What context and ownership add to the analysis of files and to all other rules, as `check --kernel TREE` does it and
 * without headers; and what they take for one function that was edited.
 */
export async function flowOfFiles(sources: readonly Source[], assess: Assessor): Promise<void> {
  const read = readProfile(presetNamed("debian-6.12-amd64")?.profile);
  if (read.kind === "error") throw new Error(read.why);
  const { profile, config } = read;
  const parser = await createParser();
  const target = cTarget(profile, config);
  const analyse = ({ path, text }: Source): FileAnalysis =>
    analyseFunctions({ path, text, encoding: "bytes" }, { config, target, parser, resolve: () => undefined });

  share("flow, with headers", sources, config, ({ path, text }) => assess(path, text));
  share("flow, without", sources, config, analyse);

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

function share(
  name: string,
  sources: readonly Source[],
  config: KernelConfig,
  analyse: (source: Source) => FileAnalysis,
): void {
  const whole = (source: Source) => findingsOf(analyse(source), source.text, { config });
  const rest = (source: Source) =>
    withoutContext(() => findingsOf(analyse(source), source.text, { config, rules: OTHERS }));
  const rounds = Array.from({ length: TIMES + 1 }, () => [
    cpuMilliseconds(() => sources.map(rest)),
    cpuMilliseconds(() => sources.map(whole)),
  ]);
  const without = Math.min(...rounds.map(([ms = 0]) => ms));
  const all = Math.min(...rounds.map(([, ms = 0]) => ms));
  const added = `${Math.round((100 * (all - without)) / without)}`.padStart(12);
  console.log(
    `${name.padEnd(20)} ${added} % more than all else, ${sources.length} files, ${(all / 1e3).toFixed(1)} s with it`,
  );
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
