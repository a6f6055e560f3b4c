import { analyseFunctions } from "../../../src/core/analysis/analyse.ts";
import type { Assessment } from "../../../src/core/analysis/assessment.ts";
import { cTarget } from "../../../src/core/analysis/c-target.ts";
import type { FileAnalysis } from "../../../src/core/analysis/file-analysis.ts";
import type { KernelConfig } from "../../../src/core/kernel/config.ts";
import { type Profile, presetNamed } from "../../../src/core/kernel/presets.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import type { Finding } from "../../../src/core/rules/finding.ts";
import { type FindingsContext, findingsOf } from "../../../src/core/rules/run.ts";
import { testParser } from "../../support/parser.ts";

const PARSER = await testParser();

export const AMD64 = "debian-6.12-amd64";

export interface Analysed {
  readonly text: string;
  readonly config: KernelConfig;
  readonly analysis: FileAnalysis;
  readonly assessments: readonly Assessment[];
}

/** A file's calls as the engine assesses them, for a preset or another profile, whose kernel may then be changed. */
export function analysed(
  text: string,
  of: string | Profile = AMD64,
  change: (config: KernelConfig) => KernelConfig = (config) => config,
): Analysed {
  const read = readProfile(typeof of === "string" ? presetNamed(of)?.profile : of);
  if (read.kind === "error") throw new Error(read.why);
  const { profile } = read;
  const config = change(read.config);
  const context = { config, target: cTarget(profile, config), parser: PARSER, resolve: () => undefined };
  const analysis = analyseFunctions({ path: "test.c", text, encoding: "utf16" }, context);
  return { text, config, analysis, assessments: analysis.assessments };
}

/** The same for statements of a function. */
export function analysedBody(statements: string, of?: string | Profile): Analysed {
  return analysed(`void f(struct device *dev, size_t n, u8 few, gfp_t gfp)\n{\n${statements}\n}\n`, of);
}

/** The one call of a function that makes it. */
export function assessed(call: string, of?: string | Profile): Assessment {
  const [assessment, ...others] = analysedBody(`void *p = ${call};`, of).assessments;
  if (!assessment || others.length > 0) throw new Error(`${call} is not one call`);
  return assessment;
}

export function findingsIn({ text, config, analysis }: Analysed, more: Partial<FindingsContext> = {}): Finding[] {
  return findingsOf(analysis, text, { config, ...more });
}

/** What is found in the text, as `rule: the text it points at`. */
export function reportedIn(file: Analysed, more?: Partial<FindingsContext>): string[] {
  return findingsIn(file, more).map(({ rule, start, end }) => `${rule}: ${file.text.slice(start, end)}`);
}
