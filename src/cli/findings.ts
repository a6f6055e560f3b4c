import type { FileAnalysis } from "../core/analysis/file-analysis.ts";
import type { KernelConfig } from "../core/kernel/config.ts";
import { type Finding, SEVERITIES, type Severity } from "../core/rules/finding.ts";
import { RULES, ruleNamed } from "../core/rules/index.ts";
import { findingsOf } from "../core/rules/run.ts";
import { joinedSettings, LEVELS, type RuleSettings } from "../core/rules/settings.ts";
import { fingerprintsIn } from "./fingerprint.ts";
import type { LineIndex, TextPosition } from "./text-position.ts";
import { UsageError } from "./usage-error.ts";

/** A finding in a file, as it is reported. */
export interface FileFinding {
  readonly file: string;
  readonly start: TextPosition;
  readonly end: TextPosition;
  readonly related: readonly { readonly start: TextPosition; readonly end: TextPosition; readonly message: string }[];
  readonly finding: Finding;
  readonly fingerprint: string;
}

/** Which findings are reported. */
export interface FindingOptions {
  /** Ids with commas between them; all rules where left out. */
  readonly rules?: string;
  readonly minSeverity?: Severity;
  /** `RULE=LEVEL` and `RULE.OPTION=NUMBER`. */
  readonly set?: readonly string[];
}

export type FindingsIn = (file: string, text: string, analysis: FileAnalysis, lines: LineIndex) => FileFinding[];

/** What the selected rules say about a file under one kernel. */
export function findingsFor(
  { rules, minSeverity = "hint", set = [] }: FindingOptions,
  config: KernelConfig,
  keepSuppressed: boolean,
): FindingsIn {
  const settings = set.reduce<RuleSettings>((known, text) => joinedSettings(known, settingOf(text)), {});
  const context = { config, settings, keepSuppressed, ...(rules === undefined ? {} : { rules: ruleIds(rules) }) };
  return (file, text, analysis, lines) => {
    const fingerprintOf = fingerprintsIn(analysis, text);
    return findingsOf(analysis, text, context)
      .map((finding) => ({
        file,
        start: lines.positionOf(finding.start),
        end: lines.positionOf(finding.end),
        related: (finding.related ?? []).map(({ start, end, message }) => ({
          start: lines.positionOf(start),
          end: lines.positionOf(end),
          message,
        })),
        finding,
        fingerprint: fingerprintOf(finding),
      }))
      .filter(({ finding }) => isAtLeast(finding.severity, minSeverity));
  };
}

export function isAtLeast(severity: Severity, level: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(level);
}

/** Whether any rule is to be run. */
export function asksRules({ rules }: FindingOptions): boolean {
  return rules === undefined || ruleIds(rules).length > 0;
}

function ruleIds(list: string): readonly string[] {
  const ids = list.split(/[\s,]+/).filter((id) => id !== "");
  const unknown = ids.find((id) => !ruleNamed(id));
  if (unknown === undefined) return ids;
  throw new UsageError(`There is no rule "${unknown}"; there are ${RULES.map(({ id }) => id).join(", ")}`);
}

/** Reads `wasteful-size=off` or `wasteful-size.minBytes=64`. */
function settingOf(text: string): RuleSettings {
  const [, id = "", option, value = ""] = /^([\w-]+)(?:\.(\w+))?=(\w+)$/.exec(text) ?? [];
  const rule = ruleNamed(id);
  if (!rule) throw new UsageError(`--set ${text}: expected RULE=LEVEL or RULE.OPTION=NUMBER with a rule that there is`);
  if (option === undefined) {
    const severity = LEVELS.find((level) => level === value);
    if (severity === undefined) throw new UsageError(`--set ${text}: the level is one of ${LEVELS.join(", ")}`);
    return { [id]: { severity } };
  }
  const names = (rule.options ?? []).map(({ name }) => name);
  if (!names.includes(option))
    throw new UsageError(
      `--set ${text}: ${id} has ${names.length === 0 ? "no options" : `the options ${names.join(", ")}`}`,
    );
  if (!/^\d{1,15}$/.test(value)) throw new UsageError(`--set ${text}: ${option} is a number`);
  return { [id]: { options: { [option]: Number(value) } } };
}
