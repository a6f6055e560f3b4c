import { Disposable, FileType, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type FileContent, type FileParams, type FolderContent, LIST_FOLDER, READ_FILE } from "../protocol/requests.ts";

/** Bytes of the largest header that is read. */
const LARGEST = 2 ** 22;

/** Reads headers for the server where it has no file system, or not the one that the workspace is on. */
export function answerFileRequests(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    client.onRequest(READ_FILE, ({ uri }: FileParams) => readFile(uri)),
    client.onRequest(LIST_FOLDER, ({ uri }: FileParams) => listFolder(uri)),
  );
}

async function readFile(uri: string): Promise<FileContent> {
  const file = Uri.parse(uri);
  if (!isInWorkspace(file)) return {};
  try {
    const { type, size } = await workspace.fs.stat(file);
    if ((type & FileType.File) === 0 || size > LARGEST) return {};
    return { text: new TextDecoder().decode(await workspace.fs.readFile(file)) };
  } catch {
    return {};
  }
}

async function listFolder(uri: string): Promise<FolderContent> {
  const folder = Uri.parse(uri);
  if (!isInWorkspace(folder)) return { names: [] };
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return { names: entries.map(([name, type]) => ((type & FileType.Directory) === 0 ? name : `${name}/`)) };
  } catch {
    return { names: [] }; // there is no such folder
  }
}

/** Of the workspace, or beside a file that is open without one. */
function isInWorkspace(file: Uri): boolean {
  if (workspace.getWorkspaceFolder(file)) return true;
  return workspace.textDocuments.some(({ uri }) => {
    const folder = Uri.joinPath(uri, "..").path;
    return uri.scheme === file.scheme && uri.authority === file.authority && `${file.path}/`.startsWith(`${folder}/`);
  });
}
