import * as vscode from "vscode";
import { eventually } from "./expect.ts";

/** driver.c of the workspace, open in an editor. */
export async function openDriver(): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("no folder is open");
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, "driver.c"));
  await vscode.window.showTextDocument(document);
  return document;
}

export function positionOf(document: vscode.TextDocument, what: string): vscode.Position {
  const at = document.getText().indexOf(what);
  if (at < 0) throw new Error(`${what} is not in the document`);
  return document.positionAt(at);
}

/** The texts of all hovers on the first `what`. */
export async function hoversOn(document: vscode.TextDocument, what: string): Promise<string[]> {
  const position = positionOf(document, what);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers.map(({ contents }) =>
    contents.map((content) => (typeof content === "string" ? content : content.value)).join("\n"),
  );
}

/** Line, from 1, and title of each lens. */
export async function lensesOf(document: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    100,
  );
  return lenses.map(({ range, command }) => `${range.start.line + 1}: ${command?.title}`);
}

/** The quick fixes on the first `what`; undefined where the editor cancels the request, as it does when it is busy. */
export async function quickFixesOn(
  document: vscode.TextDocument,
  what: string,
): Promise<vscode.CodeAction[] | undefined> {
  const position = positionOf(document, what);
  try {
    return await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(position, position),
      vscode.CodeActionKind.QuickFix.value,
    );
  } catch (error) {
    if (error instanceof Error && error.message.includes("Canceled")) return undefined;
    throw error;
  }
}

/** Our diagnostics once there are `count` of them. */
export function diagnosed(document: vscode.TextDocument, count: number): Promise<vscode.Diagnostic[]> {
  return eventually(`${count} diagnostics`, () => {
    const ours = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "kalloc-lens");
    return ours.length === count ? ours : undefined;
  });
}

export async function replace(document: vscode.TextDocument, what: string, text: string): Promise<void> {
  const start = positionOf(document, what);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(start, start.translate(0, what.length)), text);
  await vscode.workspace.applyEdit(edit);
}
