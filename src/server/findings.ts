import type { Assessment } from "../core/analysis/assessment.ts";
import type { KernelConfig } from "../core/kernel/config.ts";
import type { Finding } from "../core/rules/finding.ts";
import { findingsOf } from "../core/rules/run.ts";
import type { Settings } from "./settings.ts";

/** What the rules say about a file, with the thresholds and severities of its settings. */
export function findingsIn(
  text: string,
  assessments: readonly Assessment[],
  { waste, rules }: Settings,
  config: KernelConfig,
): Finding[] {
  const options = { "wasteful-size": { minBytes: waste.bytes, minPercent: waste.percent } };
  return findingsOf(assessments, text, { config, options }).flatMap((finding) => {
    const severity = Object.hasOwn(rules, finding.rule) ? rules[finding.rule] : undefined;
    return severity === "off" ? [] : [{ ...finding, severity: severity ?? finding.severity }];
  });
}
