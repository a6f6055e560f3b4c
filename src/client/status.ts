import {
  type Command,
  type Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  type TextEditor,
  window,
} from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { type FileParams, type FileStatus, STATUS } from "../protocol/requests.ts";
import { CHOOSE_KERNEL } from "./kernel-picker.ts";
import { plainLabel } from "./plain-label.ts";
import type { Restarts } from "./restarts.ts";
import { onStatusChanged } from "./status-changed.ts";

/** Keeps two language status items: the kernel that numbers hold for, and where the sizes of types come from. */
export function showStatus(client: BaseLanguageClient, restarts: Restarts): Disposable {
  const profile = languages.createLanguageStatusItem("kallocLens.profile", { language: "c" });
  const types = languages.createLanguageStatusItem("kallocLens.types", { language: "c" });
  profile.name = l10n.t("KAlloc Lens: Kernel");
  types.name = l10n.t("KAlloc Lens: Types");
  const starting = () => {
    for (const item of [profile, types]) showStarting(item);
  };
  const stopped = () => {
    for (const item of [profile, types]) showStopped(item);
  };
  const running = (status: FileStatus) => {
    showProfile(profile, status);
    showTypes(types, status);
  };
  starting();

  const show = async (editor: TextEditor | undefined) => {
    if (editor?.document.languageId !== "c" || client.state !== State.Running) return;
    const params: FileParams = { uri: editor.document.uri.toString() };
    const status = await client.sendRequest<FileStatus | null>(STATUS, params);
    if (status && window.activeTextEditor === editor) running(status);
  };
  const subscriptions = [
    profile,
    types,
    window.onDidChangeActiveTextEditor((editor) => show(editor).catch(() => {})),
    onStatusChanged(client, (status: FileStatus) => {
      if (status.uri === window.activeTextEditor?.document.uri.toString()) running(status);
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) starting();
      if (newState === State.Stopped) stopped();
      if (newState === State.Running) show(window.activeTextEditor).catch(() => {});
    }),
    restarts.onGaveUp(stopped),
  ];
  return { dispose: () => subscriptions.forEach((subscription) => void subscription.dispose()) };
}

function showStarting(item: LanguageStatusItem): void {
  item.busy = true;
  item.text = "KAlloc Lens";
  item.detail = l10n.t("starting");
  item.severity = LanguageStatusSeverity.Information;
}

function showStopped(item: LanguageStatusItem): void {
  item.busy = false;
  item.text = "KAlloc Lens";
  item.detail = l10n.t("the language server stopped");
  item.severity = LanguageStatusSeverity.Error;
  item.command = { title: l10n.t("Restart"), command: "kallocLens.restartServer" };
}

function showProfile(item: LanguageStatusItem, { profile, improvement }: FileStatus): void {
  item.busy = false;
  item.text = plainLabel(profile.title);
  item.detail = plainLabel(
    [...(profile.problem === undefined ? [] : [profile.problem]), ...(profile.assumed ? [l10n.t("assumed")] : [])].join(
      "; ",
    ),
  );
  item.severity = profile.problem === undefined ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
  item.command = command("kallocLens.chooseProfile", l10n.t("Choose Profile…"), improvement, "profile");
}

function showTypes(item: LanguageStatusItem, status: FileStatus): void {
  item.busy = false;
  item.text = plainLabel(typesText(status));
  item.detail = plainLabel(knownText(status));
  item.severity = LanguageStatusSeverity.Information;
  item.command = command(CHOOSE_KERNEL, l10n.t("Choose Headers…"), status.improvement, "kernel");
}

function typesText({ kernel, from, improvement }: FileStatus): string {
  if (kernel?.headers) return l10n.t("Headers of {0}", shortName(kernel.dir));
  if (kernel) return l10n.t("Headers of {0} are not read", shortName(kernel.dir));
  if (from.includes("btf")) return l10n.t("Types from the kernel's BTF");
  if (improvement?.setting === "kernel") return l10n.t("Kernel headers not found");
  return from.includes("headers") ? l10n.t("Headers beside the file") : l10n.t("No kernel headers");
}

/** `linux-6.12`, or `6.12.9-amd64/build`: as much of a folder as tells it from others. */
function shortName(dir: string): string {
  const [name = dir, around = ""] = dir.split("/").filter(Boolean).reverse();
  return name === "build" || name === "source" ? `${around}/${name}` : name;
}

function knownText({ calls, known, from }: FileStatus): string {
  if (calls === 0) return l10n.t("no allocation calls");
  const sizes = calls === 1 ? l10n.t("{0} of 1 size known", known) : l10n.t("{0} of {1} sizes known", known, calls);
  return from.includes("table") ? `${sizes}, ${l10n.t("by Debian's 6.12")}` : sizes;
}

/** What would improve the answers stands on the item that it belongs to; elsewhere the usual choice does. */
function command(
  id: string,
  usual: string,
  improvement: FileStatus["improvement"],
  setting: NonNullable<FileStatus["improvement"]>["setting"],
): Command {
  return { title: plainLabel(improvement?.setting === setting ? improvement.title : usual), command: id };
}
