import type { FileAnalysis } from "../core/analysis/file-analysis.ts";
import type { KernelConfig } from "../core/kernel/config.ts";
import type { Finding } from "../core/rules/finding.ts";
import { findingsOf, type KnownFindings } from "../core/rules/run.ts";
import { joinedSettings } from "../core/rules/settings.ts";
import type { Settings } from "./settings.ts";

/** What the rules say about a file, with the thresholds and severities of its settings. */
export function findingsIn(
  text: string,
  analysis: FileAnalysis,
  { waste, rules }: Settings,
  config: KernelConfig,
  known?: KnownFindings,
): Finding[] {
  const usual = { "wasteful-size": { options: { minBytes: waste.bytes, minPercent: waste.percent } } };
  const context = { config, settings: joinedSettings(usual, rules), ...(known ? { known } : {}) };
  return findingsOf(analysis, text, context);
}
