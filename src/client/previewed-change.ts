import { l10n, Range, Uri, WorkspaceEdit, window, workspace } from "vscode";
import type { ProposedChange } from "../protocol/changes.ts";

/** Shows the edits in the editor's preview, where the user makes them or not. */
export async function previewChange(change: ProposedChange | null): Promise<void> {
  if (!change) return say(l10n.t("the code has changed: this is no longer offered"));
  const uri = Uri.parse(change.uri);
  const document = await workspace.openTextDocument(uri);
  if (document.version !== change.version) return say(l10n.t("the file was edited in the meantime: try again"));
  const edit = new WorkspaceEdit();
  for (const { range, newText, label } of change.edits) {
    const { start, end } = range;
    const place = new Range(start.line, start.character, end.line, end.character);
    edit.replace(uri, place, newText, { needsConfirmation: true, label });
  }
  await workspace.applyEdit(edit);
}

function say(text: string): void {
  window.setStatusBarMessage(`KAlloc Lens: ${text}`, 5000);
}
