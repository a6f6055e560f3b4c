import type { Assessment } from "../core/analysis/assessment.ts";
import type { KernelConfig } from "../core/kernel/config.ts";
import { type Finding, SEVERITIES, type Severity } from "../core/rules/finding.ts";
import { RULES, ruleNamed } from "../core/rules/index.ts";
import { findingsOf } from "../core/rules/run.ts";
import type { LineIndex, TextPosition } from "./text-position.ts";
import { UsageError } from "./usage-error.ts";

/** A finding in a file, as it is reported. */
export interface FileFinding {
  readonly file: string;
  readonly start: TextPosition;
  readonly end: TextPosition;
  readonly finding: Finding;
}

/** Which findings are reported. */
export interface FindingOptions {
  /** Ids with commas between them; all rules where left out. */
  readonly rules?: string;
  readonly minSeverity?: Severity;
}

export type FindingsIn = (
  file: string,
  text: string,
  assessments: readonly Assessment[],
  lines: LineIndex,
) => FileFinding[];

/** What the selected rules say about a file under one kernel. */
export function findingsFor({ rules, minSeverity = "hint" }: FindingOptions, config: KernelConfig): FindingsIn {
  const context = rules === undefined ? { config } : { config, rules: ruleIds(rules) };
  return (file, text, assessments, lines) =>
    findingsOf(assessments, text, context)
      .filter(({ severity }) => isAtLeast(severity, minSeverity))
      .map((finding) => ({
        file,
        start: lines.positionOf(finding.start),
        end: lines.positionOf(finding.end),
        finding,
      }));
}

export function isAtLeast(severity: Severity, level: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(level);
}

function ruleIds(list: string): readonly string[] {
  const ids = list.split(/[\s,]+/).filter((id) => id !== "");
  const unknown = ids.find((id) => !ruleNamed(id));
  if (unknown === undefined) return ids;
  throw new UsageError(`There is no rule "${unknown}"; there are ${RULES.map(({ id }) => id).join(", ")}`);
}
