import { TabInputWebview, ViewColumn, type WebviewPanel, window } from "vscode";

/** Where a panel is shown again: where it is, unless that is over the file that it is asked about; no third column. */
export function columnBeside(panel: WebviewPanel): ViewColumn | undefined {
  const editor = window.activeTextEditor?.viewColumn;
  if (editor === undefined || editor !== panel.viewColumn) return undefined;
  return editor === ViewColumn.One ? ViewColumn.Two : ViewColumn.One;
}

/**
 * Closes the tabs that a reload left and the editor has not filled yet, since nobody looked at them: a new panel takes
 * their place. Tells their column.
 */
export async function closeUnfilled(viewType: string): Promise<ViewColumn | undefined> {
  const tabs = window.tabGroups.all.flatMap(({ tabs }) => tabs);
  const left = tabs.filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(viewType));
  const column = left[0]?.group.viewColumn;
  if (left.length > 0) await window.tabGroups.close(left);
  return column;
}
