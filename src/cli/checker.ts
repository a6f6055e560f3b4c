import type { SyntaxParser } from "../core/c/syntax.ts";
import type { TypeInformation } from "../core/c/target.ts";
import { type Assessor, assessorFor } from "./assessor.ts";
import { type BaselineEntry, baselineEntry } from "./baseline.ts";
import type { Change } from "./change/change.ts";
import { changedSites, newFindings } from "./change/compare-sites.ts";
import { type ChangeCounts, changeCountsOf } from "./change/folder-changes.ts";
import type { Overlay } from "./change/overlay.ts";
import type { CheckOptions } from "./check-options.ts";
import { countsOf, type FileCounts } from "./counts.ts";
import type { FileText } from "./files.ts";
import { asksRules, type FileFinding, type FindingsIn, isAtLeast } from "./findings.ts";
import type { CheckedFile, FileOutput, Format } from "./format/report.ts";
import { isGenerated } from "./generated.ts";
import type { HeaderSource, HeadersBeside } from "./headers.ts";
import type { Noted } from "./kept/traced-disk.ts";
import type { ChosenProfile } from "./profile-choice.ts";
import { type ComparedFile, sitesOf } from "./site.ts";
import { LineIndex } from "./text-position.ts";

/** What checking a file gives, ready to be put together with the others. */
export type FileResult = (CheckedResult | Unreadable | Generated) & {
  /** With --cache: what was asked of the file system since the last result. */
  readonly noted?: Noted;
};

/** A program wrote the file, and nobody named it. */
interface Generated {
  readonly kind: "generated";
}

export interface CheckedResult {
  readonly kind: "checked";
  readonly output: FileOutput;
  readonly counts: FileCounts;
  readonly change?: ChangeCounts;
  /** There is a finding at or above --fail-on. */
  readonly failed: boolean;
  /** What --write-baseline keeps of the file. */
  readonly baseline: readonly BaselineEntry[];
}

/** Checks files one by one. */
export interface Checker {
  file(name: string): FileResult;
  /** A file that is not read from the disk; bytes, a character each. */
  text(name: string, text: string): FileResult;
  /** What is found in a file, before it is made into output. */
  look(name: string): { readonly kind: "checked"; readonly file: CheckedFile } | Unreadable;
}

interface Unreadable {
  readonly kind: "unreadable";
  readonly file: string;
  readonly why: string;
}

/** What a checker works with. */
export interface CheckerParts {
  readonly options: CheckOptions;
  readonly chosen: ChosenProfile;
  readonly compared: readonly { readonly name: string; readonly chosen: ChosenProfile }[];
  readonly types: TypeInformation | undefined;
  readonly format: Format;
  readonly findingsIn: FindingsIn;
  readonly isKnown: (finding: FileFinding) => boolean;
  readonly change: Change | undefined;
  /** Files that are checked even if a program wrote them. */
  readonly named: readonly string[];
  filesIn(overlay: Overlay): FilesOfRun;
}

interface FilesOfRun {
  /** A file; undefined where there is none in that state. */
  read(file: string): FileText | undefined;
  readonly headers: HeaderSource;
  /** The tree's headers are configured for its own kernel; another profile has the headers beside the file alone. */
  readonly beside: HeadersBeside;
}

/** Bytes in which a file says that a program wrote it. */
const FIRST_LINES = 1024;

const AS_ON_DISK: Overlay = new Map();

export function createChecker(parts: CheckerParts, parser: SyntaxParser): Checker {
  const { change } = parts;
  const named = new Set(parts.named);
  const after = stateOf(parts, parser, change?.after ?? AS_ON_DISK);
  const before = change && stateOf(parts, parser, change.before);
  const changed = (file: string, now: CheckedFile): CheckedFile => {
    if (!before) return now;
    const was = before.read(file);
    return changedFile(was?.kind === "text" ? before.check(file, was.text) : undefined, now);
  };
  const text = (file: string, source: string): FileResult => {
    try {
      return resultOf(changed(file, after.check(file, source)), parts);
    } catch (error) {
      // A fault of ours must not cost the other files.
      return { kind: "unreadable", file, why: `internal error: ${error instanceof Error ? error.message : error}` };
    }
  };
  return {
    text,
    look(name) {
      const read = after.read(name) ?? { kind: "unreadable", why: "there is no such file" };
      if (read.kind === "unreadable") return { kind: "unreadable", file: name, why: read.why };
      return { kind: "checked", file: changed(name, after.check(name, read.text)) };
    },
    file(name) {
      const read = after.read(name) ?? { kind: "text", text: "" };
      if (read.kind === "text" && !named.has(name) && isGenerated(name, read.text.slice(0, FIRST_LINES)))
        return { kind: "generated" };
      return read.kind === "text" ? text(name, read.text) : { kind: "unreadable", file: name, why: read.why };
    },
  };
}

function stateOf(
  { options, chosen, compared, types, findingsIn, filesIn }: CheckerParts,
  parser: SyntaxParser,
  overlay: Overlay,
) {
  const { headers, beside, read } = filesIn(overlay);
  const forgets = !asksRules(options);
  const assess = assessorFor(chosen, parser, headers, { types, forgets });
  const others = compared.map(({ name, chosen: other }) => ({
    name,
    assess: assessorFor(other, parser, beside, { forgets: true }),
  }));
  return {
    read,
    check(file: string, text: string): CheckedFile {
      const analysis = assess(file, text);
      const { assessments } = analysis;
      const lines = new LineIndex(text);
      const sites = sitesOf(file, assessments, lines, comparedIn(file, text, assessments.length > 0 ? others : []));
      return { file, text, lines, sites, findings: findingsIn(file, text, analysis, lines) };
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

function changedFile(was: CheckedFile | undefined, now: CheckedFile): CheckedFile {
  return {
    ...now,
    sites: changedSites(was?.sites ?? [], now.sites),
    findings: newFindings(was?.findings ?? [], now.findings),
  };
}

function resultOf(all: CheckedFile, { options, format, isKnown, change }: CheckerParts): CheckedResult {
  const { file, sites } = all;
  const found = { ...all, findings: all.findings.filter((finding) => !isKnown(finding)) };
  const there = sites.filter((site) => site.change?.kind !== "removed");
  const { failOn, writeBaseline } = options;
  return {
    kind: "checked",
    output: format.file(found),
    counts: countsOf(file, there),
    ...(change ? { change: changeCountsOf(sites) } : {}),
    failed: found.findings.some(
      ({ finding }) => failOn !== undefined && !finding.suppressed && isAtLeast(finding.severity, failOn),
    ),
    baseline: writeBaseline === undefined ? [] : all.findings.map((finding) => baselineEntry(finding, writeBaseline)),
  };
}
