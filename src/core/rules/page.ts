import { RULES } from "./index.ts";
import type { Rule } from "./rule.ts";

/** A rule's page in Markdown, for docs/rules and for `kalloc-lens explain`. */
export function rulePage(rule: Rule): string {
  const { id, severity, confidence, summary, why, instead, knownLimits, kernelDoc, options = [], examples } = rule;
  const { alsoFoundBy = [] } = rule;
  return `${[
    `# ${id}`,
    `**${summary}.** Severity: ${severityName(severity)}. Confidence: ${confidence}.`,
    "## Why",
    why,
    "## What to do instead",
    instead,
    "## Examples",
    "Reported:",
    ...examples.bad.flatMap((bad, i) => [code(bad), ...fixedTo(examples.fixed?.[i])]),
    "Not reported:",
    code(examples.good.join("\n")),
    `Numbers are those of ${examples.profile === undefined ? "Debian's Linux 6.12 for amd64" : `the profile ${examples.profile}`}.`,
    ...(options.length > 0 ? ["## Options", optionTable(rule)] : []),
    "## Suppressing it",
    code(`/* kalloc-lens-ignore ${id}: the reason */`),
    "on the line of the call or alone on the line above it; before the first declaration it holds for the whole file. " +
      "`//` comments do as well.",
    ...(knownLimits === undefined ? [] : ["## Limits", knownLimits]),
    "## See also",
    `<${kernelDoc}>`,
    ...(alsoFoundBy.length > 0 ? [`Also found by: ${alsoFoundBy.join(", ")}.`] : []),
  ].join("\n\n")}\n`;
}

/** The list of all rules in Markdown. */
export function ruleIndex(): string {
  return `${[
    "# Rules",
    "What KAlloc Lens reports about allocations. A rule about bytes only speaks where the size is known.",
    [
      "| Rule | Severity | Confidence | Reports |",
      "|---|---|---|---|",
      ...RULES.map(
        ({ id, severity, confidence, summary }) =>
          `| [${id}](${id}.md) | ${severityName(severity)} | ${confidence} | ${summary} |`,
      ),
    ].join("\n"),
  ].join("\n\n")}\n`;
}

function fixedTo(fixed: string | undefined): string[] {
  return fixed === undefined ? [] : ["which the fix makes", code(fixed)];
}

function severityName(severity: Rule["severity"]): string {
  return severity === "info" ? "information" : severity;
}

function code(text: string): string {
  return `\`\`\`c\n${text.trim()}\n\`\`\``;
}

function optionTable({ options = [] }: Rule): string {
  return [
    "| Option | Default | Meaning |",
    "|---|---|---|",
    ...options.map((option) => `| \`${option.name}\` | ${option.default} | ${option.summary} |`),
  ].join("\n");
}
