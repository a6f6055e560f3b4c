import { type ExtensionContext, l10n, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { type ProposedChange, USE_API, type UseApiParams } from "../protocol/changes.ts";
import { readCall, readFromGuide, type ToGuide } from "../protocol/guide-messages.ts";
import {
  type FileStatus,
  GUIDE_CALL,
  GUIDE_KERNEL,
  type GuideCall,
  type GuideKernel,
  type PositionParams,
  type ProfileParams,
} from "../protocol/requests.ts";
import { type LastEditor, revealCall } from "./editors.ts";
import { movedBy } from "./moved-call.ts";
import { closeUnfilled, columnBeside } from "./panel-column.ts";
import { loadPage } from "./panel-html.ts";
import { previewChange } from "./previewed-change.ts";
import { saveExport } from "./save-export.ts";
import { onSettingsChanged } from "./settled-settings.ts";
import { onStatusChanged } from "./status-changed.ts";

const VIEW_TYPE = "kallocLens.guide";
const TITLE = l10n.t("Which allocation API?");

/** Milliseconds that the cursor rests before the panel follows it. */
const CURSOR_REST = 120;

/** The panel with the decision chart. There is one; opening it for another call shows that call's way in it. */
export class GuidePanels {
  private panel: WebviewPanel | undefined;
  private call: PositionParams | undefined;
  private isReady = false;
  /** The panel shows the call at the cursor. */
  private follows = false;
  private cursorRests: ReturnType<typeof setTimeout> | undefined;
  private readonly subscriptions;

  constructor(
    private readonly context: ExtensionContext,
    private readonly client: BaseLanguageClient,
    private readonly editor: LastEditor,
  ) {
    this.subscriptions = [
      window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: async (panel, state: unknown) => {
          this.call = readCall(property(state, "call"));
          this.adopt(panel);
        },
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (this.call?.uri === document.uri.toString()) this.call = movedBy(this.call, contentChanges);
      }),
      workspace.onDidRenameFiles(({ files }) => {
        const renamed = files.find(({ oldUri }) => oldUri.toString() === this.call?.uri);
        if (this.call && renamed) this.call = { ...this.call, uri: renamed.newUri.toString() };
      }),
      window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        const { document } = textEditor;
        if (!this.follows || !this.panel || document.languageId !== "c") return;
        clearTimeout(this.cursorRests);
        const { line, character } = selections[0]?.active ?? textEditor.selection.active;
        const cursor = { uri: document.uri.toString(), position: { line, character } };
        this.cursorRests = setTimeout(() => this.followTo(cursor), CURSOR_REST);
      }),
      onStatusChanged(client, ({ uri }: FileStatus) => {
        if (!this.call || uri === this.call.uri) this.update();
      }),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) this.update();
      }),
      onSettingsChanged(() => this.update()),
    ];
  }

  /** Shows the chart, with the way of a call where one is given. */
  async open(call: PositionParams | undefined): Promise<void> {
    this.call = call;
    if (this.panel) {
      this.panel.reveal(columnBeside(this.panel), true);
      this.update();
      return;
    }
    const viewColumn = (await closeUnfilled(VIEW_TYPE)) ?? ViewColumn.Beside;
    const panel = window.createWebviewPanel(VIEW_TYPE, TITLE, { viewColumn, preserveFocus: true });
    this.adopt(panel);
  }

  dispose(): void {
    clearTimeout(this.cursorRests);
    this.panel?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private adopt(panel: WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    this.isReady = false;
    this.follows = false;
    panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message));
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = undefined;
    });
    const styles = ["base.css", "guide.css"];
    loadPage(panel, this.context.extensionUri, {
      title: TITLE,
      script: "webview-guide.js",
      styles,
      drawsPictures: true,
    });
  }

  private async receive(json: unknown): Promise<void> {
    const message = readFromGuide(json);
    switch (message?.kind) {
      case "ready":
        this.isReady = true;
        return this.update();
      case "insert":
        if (!(await this.editor.insert(message.text)))
          window.setStatusBarMessage(l10n.t("KAlloc Lens: no C file is open to insert into"), 5000);
        return;
      case "reveal":
        if (this.call && !(await revealCall({ ...this.call, position: message.position ?? this.call.position })))
          window.setStatusBarMessage(l10n.t("KAlloc Lens: the file of this call is gone"), 5000);
        return;
      case "use":
        return this.use(message.api);
      case "follow":
        this.follows = message.on;
        return;
      case "save":
        return saveExport(message.format, message.content, this.editor.uri);
      case undefined:
        return;
    }
  }

  /** Shows the call at a place, where there is one; else what was shown stays. */
  private async followTo(cursor: PositionParams): Promise<void> {
    const call = this.client.state === State.Running ? await this.ask(cursor).catch(() => null) : null;
    if (!call || !this.follows) return;
    this.call = { uri: call.uri, position: call.range.start };
    await this.update();
  }

  private async use(api: string): Promise<void> {
    if (!this.call || this.client.state !== State.Running) return;
    const params: UseApiParams = { ...this.call, api };
    await previewChange(await this.client.sendRequest<ProposedChange | null>(USE_API, params));
  }

  /** Tells the panel what to show now; a call that is gone is shown no longer. */
  private async update(): Promise<void> {
    const { panel, call } = this;
    if (!panel || !this.isReady || this.client.state !== State.Running) return;
    const [shown, kernel] = await Promise.all([
      call ? this.ask(call) : null,
      this.client.sendRequest<GuideKernel | null>(GUIDE_KERNEL, this.profileParams()),
    ]).catch(() => []);
    if (!kernel || this.panel !== panel) return;
    const message: ToGuide = { kind: "show", kernel, ...(shown ? { call: shown } : {}) };
    await panel.webview.postMessage(message);
  }

  /** The server knows open documents only: the call's may be in no editor any more, or not yet. */
  private async ask(call: PositionParams): Promise<GuideCall | null> {
    try {
      await workspace.openTextDocument(Uri.parse(call.uri));
    } catch {
      return null;
    }
    return this.client.sendRequest<GuideCall | null>(GUIDE_CALL, call);
  }

  private profileParams(): ProfileParams {
    const uri = this.call?.uri ?? this.editor.uri?.toString();
    return uri === undefined ? {} : { uri };
  }
}

function property(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null ? Reflect.get(json, key) : undefined;
}
