import { type InitializeParams, MarkupKind } from "vscode-languageserver";

/** What the client at the other end can do, as far as answers depend on it. */
export interface ClientTraits {
  /** Our own extension: it has our commands, and follows links to them. */
  readonly hasCommands: boolean;
  /** Our own extension reads files for us that are on no disk of this machine. */
  readonly readsFiles: boolean;
  /** The user trusts the workspace: its files may say where else to look. */
  readonly trusted: boolean;
  readonly markdown: boolean;
  readonly configuration: boolean;
  /** Completions may have places to fill in. */
  readonly snippets: boolean;
  readonly codeLensRefresh: boolean;
  readonly inlayHintRefresh: boolean;
  readonly watchesFiles: boolean;
  readonly codeDescription: boolean;
  readonly relatedInformation: boolean;
  readonly documentChanges: boolean;
  /** Changes may be marked to be looked at before they are made. */
  readonly changeAnnotations: boolean;
  /** Settings of clients that do not answer workspace/configuration. */
  readonly settings: unknown;
}

export function traitsOf({ capabilities, initializationOptions }: InitializeParams): ClientTraits {
  const { workspace, textDocument } = capabilities;
  const options: Readonly<Record<string, unknown>> = isObject(initializationOptions) ? initializationOptions : {};
  return {
    hasCommands: options.hasCommands === true,
    readsFiles: options.readsFiles === true,
    trusted: options.trusted !== false,
    markdown: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) ?? false,
    configuration: workspace?.configuration === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    codeLensRefresh: workspace?.codeLens?.refreshSupport === true,
    inlayHintRefresh: workspace?.inlayHint?.refreshSupport === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    codeDescription: textDocument?.publishDiagnostics?.codeDescriptionSupport === true,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    settings: options.settings,
  };
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null;
}
