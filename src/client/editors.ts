import { Position, Range, Selection, type TextEditor, Uri, ViewColumn, window, workspace } from "vscode";
import type { PositionParams } from "../protocol/requests.ts";

/** The C editor that was used last: while a panel has the focus, no editor is active. */
export class LastEditor {
  private editor: TextEditor | undefined;
  private readonly subscription = window.onDidChangeActiveTextEditor((editor) => this.use(editor));

  constructor() {
    this.use(window.activeTextEditor);
  }

  get uri(): Uri | undefined {
    return this.editor?.document.uri;
  }

  /** Puts text at the cursor, indented like its line; false where there is no editor any more. */
  async insert(text: string): Promise<boolean> {
    const { editor } = this;
    if (!editor || editor.document.isClosed) return false;
    const shown = await window.showTextDocument(editor.document, {
      ...(editor.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn }),
      preserveFocus: false,
    });
    const { start } = shown.selection;
    const indent = /^[ \t]*/.exec(shown.document.lineAt(start.line).text.slice(0, start.character))?.[0] ?? "";
    return shown.edit((edit) => edit.replace(shown.selection, text.replaceAll("\n", `\n${indent}`)));
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private use(editor: TextEditor | undefined): void {
    if (editor?.document.languageId === "c") this.editor = editor;
  }
}

/** Shows a call in its editor; false where the file is gone. */
export async function revealCall({ uri, position }: PositionParams): Promise<boolean> {
  try {
    const document = await workspace.openTextDocument(Uri.parse(uri));
    // Not over the panel that asks: where the file is seen already, or in the first column.
    const seen = window.visibleTextEditors.find((visible) => visible.document === document);
    const viewColumn = seen?.viewColumn ?? ViewColumn.One;
    const editor = await window.showTextDocument(document, { preview: false, viewColumn });
    const place = document.validatePosition(new Position(position.line, position.character));
    editor.selection = new Selection(place, place);
    editor.revealRange(new Range(place, place));
    return true;
  } catch {
    return false;
  }
}
