import { l10n, Uri, window, workspace } from "vscode";
import type { ExportFormat } from "../protocol/guide-messages.ts";
import { plainLabel } from "./plain-label.ts";

const KINDS: Readonly<Record<ExportFormat, string>> = {
  svg: l10n.t("SVG drawing"),
  png: l10n.t("PNG picture"),
  md: "Markdown",
};

/** Saves what a panel drew where the user says. */
export async function saveExport(format: ExportFormat, content: string, beside: Uri | undefined): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? (beside && Uri.joinPath(beside, ".."));
  const target = await window.showSaveDialog({
    ...(folder ? { defaultUri: Uri.joinPath(folder, `allocation-chart.${format}`) } : {}),
    filters: { [KINDS[format]]: [format] },
  });
  if (!target) return;
  const bytes = format === "png" ? fromBase64(content) : new TextEncoder().encode(content);
  try {
    await workspace.fs.writeFile(target, bytes);
    window.setStatusBarMessage(plainLabel(l10n.t("KAlloc Lens: saved {0}", target.path.split("/").at(-1) ?? "")), 5000);
  } catch (error) {
    window.showErrorMessage(
      plainLabel(l10n.t("KAlloc Lens: {0} could not be written: {1}", target.path, String(error))),
    );
  }
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
