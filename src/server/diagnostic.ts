import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from "vscode-languageserver";
import type { Finding, Related, Severity } from "../core/rules/finding.ts";
import { ruleNamed } from "../core/rules/index.ts";
import type { ClientTraits } from "./client-traits.ts";
import { visible } from "./markdown.ts";
import type { OpenText } from "./open-text.ts";

export function toDiagnostic(finding: Finding, text: OpenText, traits: ClientTraits): Diagnostic {
  const { rule, severity, confidence, start, end, message, related } = finding;
  const { codeDescription, relatedInformation } = traits;
  const page = codeDescription ? ruleNamed(rule)?.kernelDoc : undefined;
  return {
    range: text.rangeOf(start, end),
    severity: SEVERITY[severity],
    code: rule,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    ...(related && relatedInformation ? { relatedInformation: related.map((place) => toRelated(place, text)) } : {}),
    source: "kalloc-lens",
    message: visible(message),
    data: { rule, confidence },
  };
}

function toRelated({ start, end, message }: Related, text: OpenText): DiagnosticRelatedInformation {
  return { location: { uri: text.uri, range: text.rangeOf(start, end) }, message: visible(message) };
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
