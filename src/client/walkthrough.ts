import {
  commands,
  Range,
  Selection,
  TabInputText,
  type TextDocument,
  type TextEditor,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type FileParams, STATUS } from "../protocol/requests.ts";
import { CLAIMS, CLAIMS_SOURCE, isClaim } from "./claims.ts";

/** Opens a call that a step of the walkthrough tells of, with its hover, beside the walkthrough. */
export const OPEN_CLAIM = "kallocLens.openClaim";

const WALKTHROUGH = "kalloc-lens.kalloc-lens#kallocLens.claims";

/** The walkthrough, and the file that its steps work on. */
export class Walkthrough {
  private document: TextDocument | undefined;

  constructor(private readonly client: BaseLanguageClient) {}

  async open(): Promise<void> {
    await commands.executeCommand("workbench.action.openWalkthrough", WALKTHROUGH, false);
  }

  /** The step is done once its call was seen. */
  async openClaim(name: unknown): Promise<void> {
    if (!isClaim(name)) return;
    const document = await this.source();
    await shown(document);
    const params: FileParams = { uri: document.uri.toString() };
    await this.client.sendRequest(STATUS, params);
    // Meanwhile the walkthrough may have taken the focus back.
    const editor = await shown(document);
    const at = document.positionAt(Math.max(0, document.getText().indexOf(CLAIMS[name])));
    editor.selection = new Selection(at, at);
    editor.revealRange(new Range(at, at));
    // One that is still shown, for another step's call, would get the focus instead.
    await commands.executeCommand("editor.action.hideHover");
    await commands.executeCommand("editor.action.showHover", { focus: "noAutoFocus" });
    await commands.executeCommand("setContext", `kallocLens.seen.${name}`, true);
  }

  private async source(): Promise<TextDocument> {
    if (!this.document || this.document.isClosed) {
      this.document = await workspace.openTextDocument({ language: "c", content: CLAIMS_SOURCE });
    }
    return this.document;
  }
}

/** The document where it is open already, or beside what is. */
function shown(document: TextDocument): Thenable<TextEditor> {
  return window.showTextDocument(document, { viewColumn: columnOf(document) ?? ViewColumn.Beside });
}

/** Where a document is open, seen or not. */
function columnOf({ uri }: TextDocument): ViewColumn | undefined {
  const shows = (input: unknown) => input instanceof TabInputText && input.uri.toString() === uri.toString();
  return window.tabGroups.all.find(({ tabs }) => tabs.some(({ input }) => shows(input)))?.viewColumn;
}
