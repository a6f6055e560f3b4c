import { ConfigurationTarget, l10n, type QuickPickItem, type Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type FileParams, type FileStatus, type ListedProfile, PROFILES, STATUS } from "../protocol/requests.ts";

interface ProfileItem extends QuickPickItem {
  /** Undefined for the default. */
  readonly profile?: string;
}

/** Lets the user choose the kernel that numbers hold for, and writes the choice into the settings. */
export async function chooseProfile(client: BaseLanguageClient): Promise<void> {
  const uri = window.activeTextEditor?.document.uri;
  const [profiles, status] = await Promise.all([
    client.sendRequest<readonly ListedProfile[] | null>(PROFILES, {}),
    uri ? client.sendRequest<FileStatus | null>(STATUS, paramsOf(uri)) : undefined,
  ]);
  const items: ProfileItem[] = [
    { label: l10n.t("Default"), description: l10n.t("the kernel tree that is found, else assumed") },
    ...(profiles ?? []).map(({ name, title }) => ({
      label: title,
      description: name === status?.profile.name ? l10n.t("{0} (current)", name) : name,
      profile: name,
    })),
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t("KAlloc Lens: Kernel Profile"),
    placeHolder: l10n.t("The kernel whose allocators are simulated"),
    matchOnDescription: true,
  });
  if (!picked) return;
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await workspace.getConfiguration("kallocLens", uri ?? null).update("profile", picked.profile, target);
}

function paramsOf(uri: Uri): FileParams {
  return { uri: uri.toString() };
}
