import { TextDocument } from "vscode-languageserver-textdocument";
import { list, type Message, Rpc, record } from "./rpc.ts";

export interface EditorOptions {
  readonly settings?: Message;
  readonly folder?: string;
  /** As our own extension says it in its initialization options. */
  readonly options?: Message;
  readonly markdown?: boolean;
  readonly lensRefresh?: boolean;
  readonly snippets?: boolean;
  /** The bundle to run, where it is not the usual one. */
  readonly server?: string;
}

/** Kernels that happen to be installed change no test. */
const HERMETIC = { kernel: "none" };

/** An editor at the other end of a server: it has documents, and answers what the server asks. */
export class Editor {
  readonly rpc: Rpc;
  readonly diagnostics = new Map<string, readonly Message[]>();
  refreshes = 0;
  settings: Message;
  private readonly documents = new Map<string, TextDocument>();

  private constructor(settings: Message, server: string | undefined) {
    this.rpc = new Rpc(server);
    this.settings = settings;
    this.rpc.answerWith((method, params) => {
      if (method === "workspace/codeLens/refresh") this.refreshes++;
      return method === "workspace/configuration"
        ? list(record(params).items).map(() => ({ ...HERMETIC, ...this.settings }))
        : null;
    });
    this.rpc.on("textDocument/publishDiagnostics", ({ uri, diagnostics }) => {
      this.diagnostics.set(String(uri), list(diagnostics));
    });
  }

  static async start({
    settings = {},
    folder,
    options,
    markdown = true,
    lensRefresh = true,
    snippets = true,
    server,
  }: EditorOptions = {}): Promise<Editor> {
    const editor = new Editor(settings, server);
    await editor.rpc.request("initialize", {
      processId: process.pid,
      rootUri: folder ?? null,
      workspaceFolders: folder === undefined ? null : [{ uri: folder, name: "test" }],
      initializationOptions: options,
      capabilities: {
        workspace: {
          configuration: true,
          codeLens: { refreshSupport: lensRefresh },
          workspaceEdit: { documentChanges: true },
          workspaceFolders: true,
        },
        textDocument: {
          completion: { completionItem: { snippetSupport: snippets } },
          hover: { contentFormat: markdown ? ["markdown", "plaintext"] : ["plaintext"] },
          publishDiagnostics: { codeDescriptionSupport: true },
        },
      },
    });
    editor.rpc.notify("initialized", {});
    return editor;
  }

  open(text: string, uri = "file:///module/driver.c", languageId = "c"): string {
    const document = TextDocument.create(uri, languageId, 1, text);
    this.documents.set(uri, document);
    this.rpc.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  close(uri: string): void {
    this.documents.delete(uri);
    this.rpc.notify("textDocument/didClose", { textDocument: { uri } });
  }

  text(uri: string): string {
    return this.documents.get(uri)?.getText() ?? "";
  }

  /** Puts `text` in the place of the first `what`. */
  replace(uri: string, what: string, text: string): void {
    const at = this.text(uri).indexOf(what);
    this.edit(uri, at, at + what.length, text);
  }

  edit(uri: string, start: number, end: number, text: string): void {
    const document = this.documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    const change = { range: { start: document.positionAt(start), end: document.positionAt(end) }, text };
    this.change(uri, [change]);
  }

  change(uri: string, changes: { range: { start: Position; end: Position }; text: string }[]): void {
    const document = this.documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    const version = document.version + 1;
    this.documents.set(uri, TextDocument.update(document, changes, version));
    this.rpc.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: changes });
  }

  positionOf(uri: string, what: string, into = 0): Position {
    const document = this.documents.get(uri);
    const at = this.text(uri).indexOf(what);
    if (!document || at < 0) throw new Error(`${what} is not in ${uri}`);
    return document.positionAt(at + into);
  }

  positionAt(uri: string, offset: number): Position {
    const document = this.documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document.positionAt(offset);
  }

  /** Text of the hover on the first `what`; undefined where there is none. */
  async hover(uri: string, what: string): Promise<string | undefined> {
    return this.hoverAt(uri, this.positionOf(uri, what));
  }

  async hoverAt(uri: string, position: unknown): Promise<string | undefined> {
    const { result } = await this.rpc.request("textDocument/hover", { textDocument: { uri }, position });
    const { value } = record(record(result).contents);
    return typeof value === "string" ? value : undefined;
  }

  /** Line, from 1, and title of each lens, resolved as an editor does. */
  async lenses(uri: string): Promise<string[]> {
    const { result } = await this.rpc.request("textDocument/codeLens", { textDocument: { uri } });
    const resolved = await Promise.all(list(result).map((lens) => this.rpc.request("codeLens/resolve", lens)));
    return resolved.map((answer) => {
      const { range, command } = record(answer.result);
      return `${Number(record(record(range).start).line) + 1}: ${String(record(command).title)}`;
    });
  }

  /** The diagnostics of a document once `isWanted` holds for them. */
  async diagnosed(uri: string, isWanted: (diagnostics: readonly Message[]) => boolean): Promise<readonly Message[]> {
    const now = this.diagnostics.get(uri);
    if (now && isWanted(now)) return now;
    const published = await this.rpc.next(
      "textDocument/publishDiagnostics",
      (params) => params.uri === uri && isWanted(list(params.diagnostics)),
    );
    return list(published.diagnostics);
  }

  async actions(uri: string, what: string, only?: readonly string[]): Promise<readonly Message[]> {
    const position = this.positionOf(uri, what);
    const context = { diagnostics: [], ...(only ? { only } : {}) };
    const params = { textDocument: { uri }, range: { start: position, end: position }, context };
    return list((await this.rpc.request("textDocument/codeAction", params)).result);
  }

  /** The text after an action's edits. */
  applied(uri: string, action: Message): string {
    const document = this.documents.get(uri);
    const [change] = list(record(action.edit).documentChanges);
    const edits = list(change?.edits).map(({ range, newText }) => ({
      range: rangeOf(range),
      newText: String(newText),
    }));
    return document ? TextDocument.applyEdits(document, edits) : "";
  }

  async stop(): Promise<number | null> {
    await this.rpc.request("shutdown", undefined);
    this.rpc.notify("exit", undefined);
    return this.rpc.exited;
  }
}

export interface Position {
  line: number;
  character: number;
}

function rangeOf(json: unknown): { start: Position; end: Position } {
  const { start, end } = record(json);
  return { start: positionOf(start), end: positionOf(end) };
}

function positionOf(json: unknown): Position {
  const { line, character } = record(json);
  return { line: Number(line), character: Number(character) };
}
