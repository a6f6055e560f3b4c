import { type CodeAction, CodeActionKind, type ServerCapabilities, type WorkspaceEdit } from "vscode-languageserver";
import type { Finding, Fix, TextEdit } from "../../core/rules/finding.ts";
import { suppressionFix } from "../../core/rules/suppression.ts";
import type { Analysis } from "../analyses.ts";
import type { ClientTraits } from "../client-traits.ts";
import { toDiagnostic } from "../diagnostic.ts";
import type { ServerContext } from "./feature.ts";

const CONFIRMED = "wide";

const FIX_ALL = `${CodeActionKind.SourceFixAll}.kallocLens`;

/** Fixes of findings, the comment that silences one, and all certain fixes of a file at once. */
export function registerCodeActions({ connection, guard, files, traits }: ServerContext): ServerCapabilities {
  connection.onCodeAction(
    guard.request("codeAction", async ({ textDocument, range, context }) => {
      const analysis = await files.analysis(textDocument.uri);
      if (!analysis) return null;
      const from = analysis.text.offsetAt(range.start);
      const to = analysis.text.offsetAt(range.end);
      const touched = analysis.findings.filter(({ start, end }) => start <= to && from <= end);
      const wants = (kind: string) => !context.only || context.only.some((only) => isWithin(kind, only));
      return [
        ...(wants(CodeActionKind.QuickFix) ? quickFixes(touched, analysis, traits) : []),
        // Actions of whole files are offered where they are asked for, not at every finding.
        ...(context.only && wants(FIX_ALL) ? fixAll(analysis, traits) : []),
      ];
    }),
  );
  return { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] } };
}

function quickFixes(findings: readonly Finding[], analysis: Analysis, traits: ClientTraits): CodeAction[] {
  const fixes = findings.flatMap((finding) => {
    const { fix } = finding;
    if (!fix) return [];
    return [{ ...quickFix(fix, finding, analysis, traits), isPreferred: fix.certain }];
  });
  const comments = findings.map((finding) => {
    const { title, edits } = suppressionFix(finding, analysis.text.text);
    return action(title, workspaceEdit(edits, analysis, traits), finding, analysis, traits);
  });
  return [...fixes, ...comments];
}

/** A fix that changes more than what is marked is shown before it is made, where the editor can do that. */
function quickFix({ title, edits }: Fix, finding: Finding, analysis: Analysis, traits: ClientTraits): CodeAction {
  const isWide = edits.some(({ start, end }) => start < finding.start || end > finding.end);
  const edit = workspaceEdit(edits, analysis, traits, isWide ? title : undefined);
  return action(title, edit, finding, analysis, traits);
}

function action(
  title: string,
  edit: WorkspaceEdit,
  finding: Finding,
  analysis: Analysis,
  traits: ClientTraits,
): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(finding, analysis.text, traits)],
    edit,
  };
}

/** The fixes that are certain, each place changed once. */
function fixAll(analysis: Analysis, traits: ClientTraits): CodeAction[] {
  const chosen: TextEdit[] = [];
  for (const { fix } of analysis.findings) {
    if (!fix?.certain) continue;
    const overlaps = fix.edits.some((edit) =>
      chosen.some((other) => edit.start <= other.end && other.start <= edit.end),
    );
    if (!overlaps) chosen.push(...fix.edits);
  }
  if (chosen.length === 0) return [];
  return [{ title: "Fix all KAlloc Lens findings", kind: FIX_ALL, edit: workspaceEdit(chosen, analysis, traits) }];
}

/** With a label the user confirms the changes. */
function workspaceEdit(
  edits: readonly TextEdit[],
  { text }: Analysis,
  traits: ClientTraits,
  label?: string,
): WorkspaceEdit {
  const changes = edits.map((edit) => ({ range: text.rangeOf(edit.start, edit.end), newText: edit.text }));
  const { uri, version } = text;
  if (label !== undefined && traits.documentChanges && traits.changeAnnotations) {
    const annotated = changes.map((change) => ({ ...change, annotationId: CONFIRMED }));
    return {
      documentChanges: [{ textDocument: { uri, version }, edits: annotated }],
      changeAnnotations: { [CONFIRMED]: { label, needsConfirmation: true } },
    };
  }
  return traits.documentChanges
    ? { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
    : { changes: { [uri]: changes } };
}

function isWithin(kind: string, outer: string): boolean {
  return outer === "" || kind === outer || kind.startsWith(`${outer}.`);
}
