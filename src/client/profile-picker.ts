import { ConfigurationTarget, type QuickPickItem, type Uri, window, workspace } from "vscode";
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
    { label: "Default", description: "assumed as long as none is chosen" },
    ...(profiles ?? []).map(({ name, title }) => ({
      label: title,
      description: name === status?.profile.name ? `${name} (current)` : name,
      profile: name,
    })),
  ];
  const picked = await window.showQuickPick(items, {
    title: "KAlloc Lens: Kernel Profile",
    placeHolder: "The kernel whose allocators are simulated",
    matchOnDescription: true,
  });
  if (!picked) return;
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await workspace.getConfiguration("kallocLens", uri ?? null).update("profile", picked.profile, target);
}

function paramsOf(uri: Uri): FileParams {
  return { uri: uri.toString() };
}
