import {
  commands,
  type Position,
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

/** Milliseconds after which the walkthrough and the editor beside it have mostly come to rest, and how often to look. */
const AT_REST = 400;
const ROUNDS = 5;

const WALKTHROUGH = "kalloc-lens.kalloc-lens#kallocLens.claims";

/** The walkthrough, and the file that its steps work on. */
export class Walkthrough {
  private document: TextDocument | undefined;
  /** The call that was asked for last. */
  private latest: string | undefined;

  constructor(private readonly client: BaseLanguageClient) {}

  async open(): Promise<void> {
    await commands.executeCommand("workbench.action.openWalkthrough", WALKTHROUGH, false);
  }

  /** The step is done once its call is shown. */
  async openClaim(name: unknown): Promise<void> {
    if (!isClaim(name)) return;
    this.latest = name;
    const document = await this.source();
    await shown(document);
    const params: FileParams = { uri: document.uri.toString() };
    await this.client.sendRequest(STATUS, params);
    const at = document.positionAt(Math.max(0, document.getText().indexOf(CLAIMS[name])));
    await commands.executeCommand("setContext", `kallocLens.seen.${name}`, true);
    await hovered(document, at, () => this.latest === name);
  }

  private async source(): Promise<TextDocument> {
    if (!this.document || this.document.isClosed) {
      this.document = await workspace.openTextDocument({ language: "c", content: CLAIMS_SOURCE });
    }
    return this.document;
  }
}

/**
 * Shows the hover at a position. The walkthrough takes the focus back while it marks the step as done, and with it the
 * hover, which belongs to the editor in focus: so it is shown again until all has come to rest, or another is asked for.
 */
async function hovered(document: TextDocument, at: Position, isAskedFor: () => boolean): Promise<void> {
  for (let round = 0; round < ROUNDS && isAskedFor(); round++) {
    const editor = await shown(document);
    editor.selection = new Selection(at, at);
    editor.revealRange(new Range(at, at));
    // One that is still shown, for another step's call, would get the focus instead.
    await commands.executeCommand("editor.action.hideHover");
    await showHover();
    await new Promise((resolve) => setTimeout(resolve, AT_REST));
    if (isAskedFor() && window.activeTextEditor?.document === document) return void (await showHover());
  }
}

/** The hover at the cursor; one that is there already is made anew. */
function showHover(): Thenable<unknown> {
  return commands.executeCommand("editor.action.showHover", { focus: "noAutoFocus" });
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
