import { ConfigurationTarget, l10n, type QuickPickItem, window, workspace } from "vscode";

/** Lets the user choose where the kernel's headers are. */
export const CHOOSE_KERNEL = "kallocLens.chooseKernel";

interface KernelItem extends QuickPickItem {
  /** Value of the setting; undefined: a folder is asked for. */
  readonly kernel?: string;
}

/** Writes where the kernel's headers are into the settings. */
export async function chooseKernel(): Promise<void> {
  const uri = window.activeTextEditor?.document.uri;
  const settings = workspace.getConfiguration("kallocLens", uri ?? null);
  const current = settings.get<string>("kernel");
  const item = (label: string, detail: string, kernel?: string): KernelItem => ({
    label,
    detail,
    ...(kernel === undefined ? {} : { kernel }),
    ...(kernel !== undefined && kernel === current ? { description: l10n.t("current") } : {}),
  });
  const picked = await window.showQuickPick(
    [
      item(l10n.t("Choose a folder…"), l10n.t("A configured kernel tree, or an unpacked headers package")),
      item(
        l10n.t("Look for it"),
        l10n.t("The kernel tree around a file, the one in the module's Makefile, or the running kernel's headers"),
        "auto",
      ),
      item(l10n.t("None"), l10n.t("Only headers beside a file are read"), "none"),
    ],
    { title: l10n.t("KAlloc Lens: Kernel Headers"), placeHolder: current ?? "" },
  );
  const kernel = picked && (picked.kernel ?? (await folder()));
  if (kernel === undefined) return;
  const isShared = workspace.workspaceFolders !== undefined && workspace.isTrusted;
  await settings.update("kernel", kernel, isShared ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
}

async function folder(): Promise<string | undefined> {
  const [chosen] =
    (await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: l10n.t("Use This Kernel"),
      title: l10n.t("Kernel tree or headers"),
    })) ?? [];
  return chosen?.path;
}
