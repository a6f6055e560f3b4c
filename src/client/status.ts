import {
  type Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  type TextEditor,
  window,
} from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { type FileParams, type FileStatus, STATUS, STATUS_CHANGED } from "../protocol/requests.ts";
import { plainLabel } from "./plain-label.ts";
import type { Restarts } from "./restarts.ts";

/** Keeps the language status item: the profile that numbers hold for, and how many sizes of the file are known. */
export function showStatus(client: BaseLanguageClient, restarts: Restarts): Disposable {
  const item = languages.createLanguageStatusItem("kallocLens.status", { language: "c" });
  item.name = "KAlloc Lens";
  starting(item);

  const show = async (editor: TextEditor | undefined) => {
    if (editor?.document.languageId !== "c" || client.state !== State.Running) return;
    const params: FileParams = { uri: editor.document.uri.toString() };
    const status = await client.sendRequest<FileStatus | null>(STATUS, params);
    if (status && window.activeTextEditor === editor) running(item, status);
  };
  const subscriptions = [
    item,
    window.onDidChangeActiveTextEditor((editor) => show(editor).catch(() => {})),
    client.onNotification(STATUS_CHANGED, (status: FileStatus) => {
      if (status.uri === window.activeTextEditor?.document.uri.toString()) running(item, status);
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) starting(item);
      if (newState === State.Stopped) stopped(item);
      if (newState === State.Running) show(window.activeTextEditor).catch(() => {});
    }),
    restarts.onGaveUp(() => stopped(item)),
  ];
  return { dispose: () => subscriptions.forEach((subscription) => void subscription.dispose()) };
}

function starting(item: LanguageStatusItem): void {
  item.busy = true;
  item.text = "KAlloc Lens";
  item.detail = "starting";
  item.severity = LanguageStatusSeverity.Information;
}

function running(item: LanguageStatusItem, { profile, calls, known, kernel, from, improvement }: FileStatus): void {
  item.busy = false;
  item.text = plainLabel(profile.title);
  const detail = [
    ...(profile.problem === undefined ? [] : [profile.problem]),
    ...(profile.assumed ? ["assumed"] : []),
    kernel ? `${kernel.headers ? "headers of" : "found"} ${kernel.dir}` : "no kernel tree",
    calls === 0 ? "no allocation calls" : `${known} of ${calls} ${calls === 1 ? "size" : "sizes"} known`,
    ...(from.length === 0 ? [] : [`from ${from.map((source) => SOURCES[source]).join(", ")}`]),
  ].join(", ");
  item.detail = plainLabel(detail);
  item.severity = profile.problem === undefined ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
  item.command =
    improvement?.setting === "kernel"
      ? {
          title: plainLabel(improvement.title),
          command: "workbench.action.openSettings",
          arguments: ["kallocLens.kernel"],
        }
      : { title: plainLabel(improvement?.title ?? "Choose Kernel Profile"), command: "kallocLens.chooseProfile" };
}

const SOURCES: Readonly<Record<FileStatus["from"][number], string>> = {
  file: "the file",
  headers: "headers",
  btf: "the kernel's type information",
  table: "a table of Debian's 6.12 kernel",
};

function stopped(item: LanguageStatusItem): void {
  item.busy = false;
  item.text = "KAlloc Lens";
  item.detail = "the language server stopped";
  item.severity = LanguageStatusSeverity.Error;
  item.command = { title: "Restart", command: "kallocLens.restartServer" };
}
