import { ConfigurationTarget, commands, type Disposable, type ExtensionContext, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { OPEN_GUIDE, OPEN_PAGE, VIEW_COMMANDS } from "../protocol/commands.ts";
import { LONGEST_INSERT, readCall } from "../protocol/guide-messages.ts";
import { VIEWS } from "../protocol/view-messages.ts";
import { type LastEditor, revealCall } from "./editors.ts";
import type { GuidePanels } from "./guide-panel.ts";
import { CHOOSE_KERNEL, chooseKernel } from "./kernel-picker.ts";
import { chooseProfile } from "./profile-picker.ts";
import type { Restarts } from "./restarts.ts";
import type { ViewPanels } from "./view-panels.ts";
import { OPEN_CLAIM, Walkthrough } from "./walkthrough.ts";

export interface CommandContext {
  readonly context: ExtensionContext;
  readonly client: BaseLanguageClient;
  readonly restarts: Restarts;
  readonly panels: GuidePanels;
  readonly views: ViewPanels;
  readonly editor: LastEditor;
}

/** Commands may be called by links and other extensions: what they are given is read like any other input. */
export function registerCommands({ context, client, restarts, panels, views, editor }: CommandContext): Disposable[] {
  const walkthrough = new Walkthrough(client);
  return [
    commands.registerCommand(OPEN_GUIDE, (call: unknown) => panels.open(readCall(call) ?? callAtCursor())),
    ...VIEWS.map((name) =>
      commands.registerCommand(VIEW_COMMANDS[name], (call: unknown) =>
        views.show(name, readCall(call) ?? callAtCursor()),
      ),
    ),
    commands.registerCommand(OPEN_PAGE, (page: unknown) => openPage(context, page)),
    commands.registerCommand("kallocLens.insert", async (text: unknown) => {
      if (typeof text === "string" && text.length <= LONGEST_INSERT) await editor.insert(text);
    }),
    commands.registerCommand("kallocLens.revealCall", async (call: unknown) => {
      const place = readCall(call);
      if (place) await revealCall(place);
    }),
    commands.registerCommand("kallocLens.chooseProfile", () => chooseProfile(client)),
    commands.registerCommand("kallocLens.openWalkthrough", () => walkthrough.open()),
    commands.registerCommand(OPEN_CLAIM, (claim: unknown) => walkthrough.openClaim(claim)),
    commands.registerCommand(CHOOSE_KERNEL, chooseKernel),
    commands.registerCommand("kallocLens.restartServer", async () => {
      restarts.reset();
      if (client.isRunning()) await client.stop();
      await client.start();
    }),
    commands.registerCommand("kallocLens.toggleInlayHints", toggleInlayHints),
  ];
}

function callAtCursor() {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== "c") return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

async function toggleInlayHints(): Promise<void> {
  const scope = window.activeTextEditor?.document.uri ?? null;
  const configuration = workspace.getConfiguration("kallocLens", scope);
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const isOn = configuration.get("inlayHints.enabled") === true;
  await configuration.update("inlayHints.enabled", !isOn, target);
}

/** The page of an API or a rule, from the documentation that comes with the extension. */
async function openPage({ extensionUri }: ExtensionContext, page: unknown): Promise<void> {
  const rule = property(page, "kind") === "rule" ? property(page, "id") : undefined;
  const path = typeof rule === "string" && /^[a-z][a-z0-9-]*$/.test(rule) ? `rules/${rule}.md` : "apis.md";
  await commands.executeCommand("markdown.showPreview", Uri.joinPath(extensionUri, "docs", path));
}

function property(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null ? Reflect.get(json, key) : undefined;
}
