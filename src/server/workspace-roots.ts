import type { InitializeParams, WorkspaceFoldersChangeEvent } from "vscode-languageserver";
import { normalUri } from "./uris.ts";

/** The folders of the workspace. */
export class WorkspaceRoots {
  readonly canChange: boolean;
  private folders: string[];

  constructor({ workspaceFolders, rootUri, capabilities }: InitializeParams) {
    this.canChange = capabilities.workspace?.workspaceFolders === true;
    const single = rootUri ? [rootUri] : [];
    this.folders = (workspaceFolders?.map(({ uri }) => uri) ?? single).map(normalUri);
  }

  get uris(): readonly string[] {
    return this.folders;
  }

  change({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map(({ uri }) => normalUri(uri)));
    this.folders = [...this.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => normalUri(uri))];
  }
}
