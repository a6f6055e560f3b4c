import { readFileSync } from "node:fs";
import { analyseFunctions } from "../../src/core/analysis/analyse.ts";
import type { AnalysisContext } from "../../src/core/analysis/analysed-file.ts";
import type { Assessment } from "../../src/core/analysis/assessment.ts";
import { cTarget } from "../../src/core/analysis/c-target.ts";
import type { FileAnalysis } from "../../src/core/analysis/file-analysis.ts";
import type { SizeFact } from "../../src/core/c/size-fact.ts";
import { SyntaxParser } from "../../src/core/c/syntax.ts";
import { explain } from "../../src/core/explain/explain.ts";
import { isGiven } from "../../src/core/kernel/given.ts";
import type { Placement } from "../../src/core/kernel/placement.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";
import type { Finding } from "../../src/core/rules/finding.ts";
import { findingsOf } from "../../src/core/rules/run.ts";
import { Broken } from "./kind.ts";

/** All that is said of one source. */
export interface Examined {
  readonly assessments: readonly Assessment[];
  readonly findings: readonly Finding[];
  /** Everything, to be compared. */
  readonly written: string;
}

/** Where headers and types come from, beyond the file itself. */
export type Beyond = Partial<Pick<AnalysisContext, "resolve" | "kernel" | "build" | "target">>;

/** Says all that there is to say of a source; bytes, a character each. Throws `Broken` where it cannot be right. */
export type Examine = (text: string, beyond?: Beyond, path?: string) => Examined;

export const PRESET = presetOf("debian-6.12-amd64");

export function createParser(): Promise<SyntaxParser> {
  const wasm = (name: string) => readFileSync(new URL(name, import.meta.url));
  return SyntaxParser.create(wasm("web-tree-sitter.wasm"), wasm("tree-sitter-c.wasm"));
}

/** Examines under one kernel, with one parser for all sources. */
export function examiner(parser: SyntaxParser): Examine {
  const { config, profile } = PRESET;
  const own = { config, target: cTarget(profile, config), parser, resolve: () => undefined };
  return (text, beyond = {}, path = "/fuzz/source.c") => {
    const analysis = analyseFunctions({ path, text, encoding: "bytes" }, { ...own, ...beyond });
    const { assessments } = analysis;
    const findings = findingsOf(analysis, text, { config, keepSuppressed: true });
    for (const assessment of assessments) checkAssessment(assessment, text);
    for (const finding of findings) checkFinding(finding, text);
    const explained = assessments.map((one) => explain(one, { profile: "fuzz", assumed: false, config }));
    return {
      assessments,
      findings,
      get written() {
        return json([assessments, findings, explained, layoutsOf(analysis)]);
      },
    };
  };
}

function presetOf(name: string) {
  const profile = presetNamed(name)?.profile;
  const read = readProfile(profile);
  if (read.kind === "error" || profile === undefined) throw new Error(`the preset ${name} cannot be read`);
  return { profile, config: read.config };
}

function layoutsOf({ structs, structLayout }: FileAnalysis): readonly unknown[] {
  return structs.slice(0, 20).map(({ name }) => structLayout(name));
}

function checkAssessment({ call, size, placement }: Assessment, text: string): void {
  if (!(call.start >= 0 && call.start < call.end && call.end <= text.length))
    throw new Broken(`a call lies at ${call.start} to ${call.end} of ${text.length}`);
  if (size.kind === "known" && size.bytes < 0n) throw new Broken(`a size is ${size.bytes}`);
  if (size.kind === "between" && size.min > size.max) throw new Broken(`a size is from ${size.min} to ${size.max}`);
  checkPlacement(placement);
}

/** What cannot be, whatever was asked for. */
export function checkPlacement(placement: Placement): void {
  if (isGiven(placement)) {
    const { kind, bytesReq, bytesAlloc, overhead } = placement;
    for (const bytes of [bytesReq, bytesAlloc, overhead])
      if (!Number.isSafeInteger(bytes) || bytes < 0) throw new Broken(`${kind}: ${bytes} bytes`);
    if (bytesAlloc < bytesReq) throw new Broken(`${kind}: ${bytesAlloc} bytes given for ${bytesReq}`);
    if (placement.kind === "skb") checkPlacement(placement.head);
    return;
  }
  switch (placement.kind) {
    case "oneOf":
      for (const one of placement.placements) checkPlacement(one);
      return;
    case "range":
      checkPlacement(placement.min);
      checkPlacement(placement.max);
      return;
    case "fails":
    case "unknown":
      return;
  }
}

function checkFinding({ rule, start, end, related = [], fix }: Finding, text: string): void {
  for (const span of [{ start, end }, ...related, ...(fix?.edits ?? [])])
    if (!(0 <= span.start && span.start <= span.end && span.end <= text.length))
      throw new Broken(`${rule} points to ${span.start} to ${span.end} of ${text.length}`);
  const edits = [...(fix?.edits ?? [])].sort((a, b) => a.start - b.start);
  for (const [at, edit] of edits.entries()) {
    const next = edits[at + 1];
    if (next && next.start < edit.end) throw new Broken(`${rule} has edits over one another`);
  }
}

/** What users go by: what each call asks and is given, a line a call. */
export function numbersOf({ assessments }: Examined): string {
  return assessments
    .map(({ api, size, elements, gfp, placement, context }) => {
      const bytesAlloc = "bytesAlloc" in placement ? placement.bytesAlloc : "";
      const each = elements === undefined ? "" : sizeText(elements.each);
      const flags = gfp.kind === "known" ? gfp.value : "";
      return [api.name, sizeText(size), each, flags, placement.kind, bytesAlloc, context.kind].join(" ");
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

function json(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
}

/** The first line in which two texts differ. */
export function firstDifference(before: string, after: string): string {
  const [left, right] = [before.split("\n"), after.split("\n")];
  const at = left.findIndex((line, n) => line !== right[n]);
  return at < 0
    ? `more after line ${left.length}: ${right[left.length]}`
    : `line ${at + 1} was ${left[at]}, is ${right[at]}`;
}
