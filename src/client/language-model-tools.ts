import {
  type Disposable,
  LanguageModelTextPart,
  LanguageModelToolResult,
  l10n,
  lm,
  type Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { PositionParams } from "../protocol/requests.ts";
import { RUN_TOOL, TOOLS, type ToolAnswer, type ToolName, type ToolParams } from "../protocol/tools.ts";
import type { LastEditor } from "./editors.ts";

/** The tools that a language model may call; none where the editor has no language models. */
export function registerLanguageModelTools(client: BaseLanguageClient, editor: LastEditor): Disposable[] {
  // Editors that are built from VS Code's sources leave this out.
  if (typeof lm?.registerTool !== "function") return [];
  const register = (tool: ToolName, message: string) =>
    lm.registerTool<unknown>(TOOLS[tool], {
      prepareInvocation: () => ({ invocationMessage: message }),
      invoke: async ({ input }, token) => {
        const params: ToolParams = { tool, input, ...(await askedAt(tool, input, editor)) };
        const answer = await client.sendRequest<ToolAnswer | null>(RUN_TOOL, params, token);
        if (!answer || answer.isError) throw new Error(answer?.text ?? l10n.t("The language server has no answer"));
        return new LanguageModelToolResult([new LanguageModelTextPart(answer.text)]);
      },
    });
  try {
    return [
      register("simulate", l10n.t("Simulating the allocation")),
      register("explain", l10n.t("Explaining the allocation call")),
      register("choose", l10n.t("Walking the decision chart")),
    ];
  } catch {
    return []; // where tools are a proposal still, extensions may not have them
  }
}

/** The file and line that a model names, or else where the cursor is; only files of the workspace, or open ones. */
async function askedAt(tool: ToolName, input: unknown, editor: LastEditor): Promise<{ readonly at?: PositionParams }> {
  const file = property(input, "file");
  const line = property(input, "line");
  const named = typeof file === "string" ? await fileNamed(file) : undefined;
  if (tool === "explain" && typeof file === "string" && !named)
    throw new Error(l10n.t("{0} is no file of the workspace", file));
  const uri = named ?? editor.uri;
  if (!uri) return {};
  const cursor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const at = typeof line === "number" && Number.isInteger(line) ? line - 1 : (cursor?.selection.active.line ?? 0);
  return { at: { uri: uri.toString(), position: { line: Math.max(0, at), character: 0 } } };
}

/** A path from a folder of the workspace, or from the root of its file system. */
async function fileNamed(path: string): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  const candidates = path.startsWith("/")
    ? [...folders.map(({ uri }) => uri.with({ path })), ...workspace.textDocuments.map(({ uri }) => uri)].filter(
        (uri) => uri.path === path,
      )
    : folders.map(({ uri }) => uri.with({ path: `${uri.path.replace(/\/$/, "")}/${path}` }));
  for (const uri of candidates) if (await isReadable(uri)) return uri;
  return undefined;
}

async function isReadable(uri: Uri): Promise<boolean> {
  if (workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) return true;
  if (uri.path.split("/").includes("..") || !workspace.getWorkspaceFolder(uri)) return false;
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

function property(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null ? Reflect.get(json, key) : undefined;
}
