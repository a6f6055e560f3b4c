import { ABIS } from "../core/c/abi.ts";
import type { KernelTree } from "../headers/kernel-tree.ts";
import { type Assessor, assessorFor, createParser } from "./assessor.ts";
import { readTypes } from "./btf.ts";
import type { CheckOptions } from "./check-options.ts";
import { countsOf, type FileCounts } from "./counts.ts";
import { findingsFor, isAtLeast } from "./findings.ts";
import { formatFor } from "./format/format.ts";
import type { CheckedFile, FileOutput, RunHeader } from "./format/report.ts";
import { type HeaderSource, HeadersBeside, HeadersOfKernel } from "./headers.ts";
import type { JsonObject } from "./json.ts";
import { chooseKernel } from "./kernel-tree.ts";
import { type ChosenProfile, chooseProfile, namedProfile, statedProfile, titleOf } from "./profile-choice.ts";
import { type ComparedFile, sitesOf } from "./site.ts";
import { LineIndex } from "./text-position.ts";
import { SCHEMA, TOOL } from "./tool.ts";
import { STDIN } from "./walk.ts";

/** What checking a file gives, ready to be put together with the others. */
export interface FileResult {
  readonly output: FileOutput;
  readonly counts: FileCounts;
  /** There is a finding at or above --fail-on. */
  readonly failed: boolean;
}

/** Checks one file, given as bytes. */
export type Checker = (file: string, text: string) => FileResult;

/** A run whose options are read and right. */
export interface Run {
  readonly header: RunHeader;
  createChecker(): Promise<Checker>;
}

/** Reads what the options name; each thread of a run does so for itself, with the same outcome. */
export function prepareRun(paths: readonly string[], options: CheckOptions, colours: boolean): Run {
  const tree = chooseKernel(options.kernel, options.stdinPath ?? paths.find((path) => path !== STDIN) ?? ".");
  const chosen = chooseProfile(options, tree);
  const format = formatFor(options.format, colours);
  const findingsIn = findingsFor(options, chosen.config, format.suppressed ?? false);
  const compared = (options.compare ?? []).map((name) => ({ name, chosen: namedProfile(name) }));
  const beside = new HeadersBeside();
  const headers = headersOf(tree, chosen) ?? beside;
  const types = options.btf && readTypes(options.btf, ABIS[chosen.config.arch]);
  return {
    header: {
      schema: SCHEMA,
      tool: TOOL,
      profile: statedProfile(chosen),
      kernel: statedKernel(options, tree, headers !== beside),
      title: titleOf(chosen),
    },
    async createChecker() {
      const parser = await createParser();
      const assess = assessorFor(chosen, parser, headers, types);
      // The tree's headers are configured for its own kernel; another profile has the headers beside the file alone.
      const others = compared.map((other) => ({
        name: other.name,
        assess: assessorFor(other.chosen, parser, beside),
      }));
      const checked = (file: string, text: string): CheckedFile => {
        const analysis = assess(file, text);
        const { assessments } = analysis;
        const lines = new LineIndex(text);
        const sites = sitesOf(file, assessments, lines, comparedIn(file, text, assessments.length > 0 ? others : []));
        return { file, text, lines, sites, findings: findingsIn(file, text, analysis, lines) };
      };
      return (file, text) => {
        const found = checked(file, text);
        const failed = found.findings.some(
          ({ finding }) => options.failOn && !finding.suppressed && isAtLeast(finding.severity, options.failOn),
        );
        return { output: format.file(found), counts: countsOf(file, found.sites), failed };
      };
    },
  };
}

interface NamedAssessor {
  readonly name: string;
  readonly assess: Assessor;
}

function comparedIn(file: string, text: string, others: readonly NamedAssessor[]): ComparedFile[] {
  return others.map(({ name, assess }) => ({ profile: name, assessments: assess(file, text).assessments }));
}

/** The headers of the tree, where it is the kernel that the numbers hold for and it has a configuration. */
function headersOf(tree: KernelTree | undefined, { source, config }: ChosenProfile): HeaderSource | undefined {
  if (!tree?.profile?.config || source.from !== "kernel") return undefined;
  const headers = new HeadersOfKernel(tree.dir, config.arch);
  return headers.isEmpty ? undefined : headers;
}

/** The kernel tree that was chosen, and whether sizes come from its headers. */
function statedKernel({ kernel, btf }: CheckOptions, tree: KernelTree | undefined, headers: boolean): JsonObject {
  const stated = tree
    ? { option: kernel, dir: tree.dir, chosen: tree.chosen, headers }
    : { option: kernel, chosen: "none", headers: false };
  return btf ? { ...stated, btf } : stated;
}
