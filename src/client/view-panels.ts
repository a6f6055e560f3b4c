import { type ExtensionContext, l10n, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { REORDER_STRUCT, type ReorderAnswer } from "../protocol/changes.ts";
import {
  type FileStatus,
  type ListedStruct,
  type PositionParams,
  PROFILE,
  type ProfileStatus,
  STRUCT_LAYOUT,
  STRUCTS,
  type StructAnswer,
  type StructParams,
} from "../protocol/requests.ts";
import { type FileSites, SITES } from "../protocol/sites.ts";
import { readFromView, type ToView, VIEWS, type ViewName } from "../protocol/view-messages.ts";
import { type LastEditor, revealCall } from "./editors.ts";
import { closeUnfilled, columnBeside } from "./panel-column.ts";
import { loadPage } from "./panel-html.ts";
import { previewChange } from "./previewed-change.ts";
import { onSettingsChanged } from "./settled-settings.ts";
import { onStatusChanged } from "./status-changed.ts";

const TITLES: Readonly<Record<ViewName, string>> = {
  explorer: l10n.t("Waste explorer"),
  slab: l10n.t("Slab page"),
  buddy: l10n.t("Buddy allocator"),
  struct: l10n.t("Struct layout"),
};

interface OpenView {
  readonly panel: WebviewPanel;
  isReady: boolean;
  /** The call that it was opened for, until the panel was told. */
  call: PositionParams | undefined;
  /** Struct layout: the struct that is shown, and the file it was asked for. */
  struct: StructParams | undefined;
}

/** The panels that simulate in the page itself. There is one of each; they follow the C editor that was used last. */
export class ViewPanels {
  private readonly open = new Map<ViewName, OpenView>();
  private readonly subscriptions;

  constructor(
    private readonly context: ExtensionContext,
    private readonly client: BaseLanguageClient,
    private readonly editor: LastEditor,
  ) {
    this.subscriptions = [
      ...VIEWS.map((name) =>
        window.registerWebviewPanelSerializer(viewType(name), {
          deserializeWebviewPanel: async (panel) => this.adopt(name, panel, undefined),
        }),
      ),
      window.onDidChangeActiveTextEditor(() => this.updateAll()),
      onStatusChanged(client, ({ uri }: FileStatus) => {
        if (uri === this.editor.uri?.toString()) this.updateAll();
      }),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) this.updateAll();
      }),
      onSettingsChanged(() => this.updateAll()),
    ];
  }

  /** Shows a panel; a call brings its size to the waste explorer. */
  async show(name: ViewName, call: PositionParams | undefined): Promise<void> {
    const known = this.open.get(name);
    if (known) {
      known.call = call;
      // Shown again from elsewhere it keeps its struct.
      if (call) known.struct = undefined;
      known.panel.reveal(columnBeside(known.panel), false);
      this.update(name, known);
      return;
    }
    // All of them share a column: beside each other they would be too narrow.
    const left = await closeUnfilled(viewType(name));
    const column =
      left ?? [...this.open.values()].find(({ panel }) => panel.viewColumn !== undefined)?.panel.viewColumn;
    const options = { viewColumn: column ?? ViewColumn.Beside, preserveFocus: false };
    this.adopt(name, window.createWebviewPanel(viewType(name), TITLES[name], options), call);
  }

  dispose(): void {
    for (const { panel } of this.open.values()) panel.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private adopt(name: ViewName, panel: WebviewPanel, call: PositionParams | undefined): void {
    this.open.get(name)?.panel.dispose();
    const view: OpenView = { panel, isReady: false, call, struct: undefined };
    this.open.set(name, view);
    panel.webview.onDidReceiveMessage((message: unknown) => this.receive(name, view, message));
    panel.onDidDispose(() => {
      if (this.open.get(name) === view) this.open.delete(name);
    });
    const { extensionUri } = this.context;
    panel.iconPath = Uri.joinPath(extensionUri, "media", "icon.svg");
    loadPage(panel, extensionUri, {
      title: TITLES[name],
      script: `webview-${name}.js`,
      styles: ["base.css", "view.css"],
    });
  }

  private async receive(name: ViewName, view: OpenView, json: unknown): Promise<void> {
    const message = readFromView(json);
    switch (message?.kind) {
      case "ready":
        view.isReady = true;
        return this.update(name, view);
      case "reveal":
        if (!(await revealCall(message.call)))
          window.setStatusBarMessage(l10n.t("KAlloc Lens: the file of this call is gone"), 5000);
        return;
      case "struct": {
        const uri = view.struct?.uri ?? this.editor.uri?.toString();
        if (uri !== undefined) view.struct = { uri, name: message.name };
        return this.update(name, view);
      }
      case "reorder": {
        if (!view.struct || this.client.state !== State.Running) return;
        const answer = await this.client.sendRequest<ReorderAnswer | null>(REORDER_STRUCT, view.struct);
        return previewChange(answer?.kind === "order" ? answer.change : null);
      }
      case undefined:
        return;
    }
  }

  private updateAll(): void {
    for (const [name, view] of this.open) this.update(name, view);
  }

  private async update(name: ViewName, view: OpenView): Promise<void> {
    if (!view.isReady || this.client.state !== State.Running) return;
    const { call } = view;
    const uri = call?.uri ?? this.editor.uri?.toString();
    const [profile, file] = await Promise.all([
      this.client.sendRequest<ProfileStatus | null>(PROFILE, uri === undefined ? {} : { uri }),
      uri === undefined ? null : this.sitesOf(uri),
    ]).catch(() => []);
    if (!profile || this.open.get(name) !== view) return;
    const structs = name === "struct" && file ? await this.structsOf(file.uri, view).catch(() => undefined) : undefined;
    const selected = call && file ? siteAt(file, call) : undefined;
    if (view.call === call && selected !== undefined) view.call = undefined;
    const message: ToView = {
      kind: "show",
      profile,
      ...(file ? { file } : {}),
      ...(selected === undefined ? {} : { selected }),
      ...structs,
    };
    await view.panel.webview.postMessage(message);
  }

  /** The structs of a file, and the layout of the one that was asked for, or that the cursor is in or names. */
  private async structsOf(uri: string, view: OpenView): Promise<Pick<ToView, "structs" | "struct" | "reorder">> {
    const listed = (await this.client.sendRequest<readonly ListedStruct[] | null>(STRUCTS, { uri })) ?? [];
    const structs = listed.map(({ name }) => name);
    if (view.struct?.uri !== uri) {
      const name = view.call ? await structAt(view.call, listed) : undefined;
      view.call = undefined;
      const first = name ?? structs[0];
      view.struct = first === undefined ? undefined : { uri, name: first };
    }
    const [struct, reorder] = view.struct
      ? await Promise.all([
          this.client.sendRequest<StructAnswer | null>(STRUCT_LAYOUT, view.struct),
          this.client.sendRequest<ReorderAnswer | null>(REORDER_STRUCT, view.struct),
        ])
      : [];
    return { structs, ...(struct ? { struct } : {}), ...(reorder ? { reorder } : {}) };
  }

  /** The server knows open documents only: the call's may not be open yet. */
  private async sitesOf(uri: string): Promise<FileSites | null> {
    try {
      await workspace.openTextDocument(Uri.parse(uri));
    } catch {
      return null;
    }
    return this.client.sendRequest<FileSites | null>(SITES, { uri });
  }
}

function viewType(name: ViewName): string {
  return `kallocLens.${name}`;
}

/** The struct that is defined around a position, or that the words there name. */
async function structAt(
  { uri, position }: PositionParams,
  listed: readonly ListedStruct[],
): Promise<string | undefined> {
  const around = listed.find(({ range }) => range.start.line <= position.line && position.line <= range.end.line);
  if (around) return around.name;
  const document = await workspace.openTextDocument(Uri.parse(uri));
  const line = document.lineAt(Math.min(position.line, document.lineCount - 1)).text;
  const names = [...line.matchAll(/\b(?:struct|union)\s+\w+/g)];
  const named = names.find((match) => match.index + match[0].length >= position.character) ?? names.at(-1);
  return named?.[0].replace(/\s+/g, " ");
}

/** Index of the innermost call around a position, else of the last one that its line has a part of. */
function siteAt({ sites }: FileSites, { position }: PositionParams): number | undefined {
  const isBefore = (a: PositionParams["position"], b: PositionParams["position"]) =>
    a.line < b.line || (a.line === b.line && a.character <= b.character);
  const around = sites.findLastIndex(({ range }) => isBefore(range.start, position) && isBefore(position, range.end));
  // Inner calls begin later.
  const onLine = sites.findLastIndex(
    ({ range: { start, end } }) => start.line <= position.line && position.line <= end.line,
  );
  const found = around < 0 ? onLine : around;
  return found < 0 ? undefined : found;
}
