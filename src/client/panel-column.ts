import { ViewColumn, type WebviewPanel, window } from "vscode";

/** Where a panel is shown again: where it is, unless that is over the file that it is asked about. */
export function columnBeside(panel: WebviewPanel): ViewColumn | undefined {
  const editor = window.activeTextEditor?.viewColumn;
  return editor !== undefined && editor === panel.viewColumn ? ViewColumn.Beside : undefined;
}
