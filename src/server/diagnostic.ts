import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { Finding, Severity } from "../core/rules/finding.ts";
import { ruleNamed } from "../core/rules/index.ts";
import type { ClientTraits } from "./client-traits.ts";
import { visible } from "./markdown.ts";
import type { OpenText } from "./open-text.ts";

export function toDiagnostic(finding: Finding, text: OpenText, { codeDescription }: ClientTraits): Diagnostic {
  const { rule, severity, confidence, start, end, message } = finding;
  const page = codeDescription ? ruleNamed(rule)?.kernelDoc : undefined;
  return {
    range: text.rangeOf(start, end),
    severity: SEVERITY[severity],
    code: rule,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    source: "kalloc-lens",
    message: visible(message),
    data: { rule, confidence },
  };
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
