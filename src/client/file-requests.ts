import { type Disposable, FileType, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type FileContent, type FileParams, READ_FILE } from "../protocol/requests.ts";

/** Bytes of the largest header that is read. */
const LARGEST = 2 ** 22;

/** Reads headers for the server where it has no file system, or not the one that the workspace is on. */
export function answerFileRequests(client: BaseLanguageClient): Disposable {
  return client.onRequest(READ_FILE, ({ uri }: FileParams) => readFile(uri));
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

/** Of the workspace, or beside a file that is open without one. */
function isInWorkspace(file: Uri): boolean {
  if (workspace.getWorkspaceFolder(file)) return true;
  return workspace.textDocuments.some(({ uri }) => {
    const folder = Uri.joinPath(uri, "..").path;
    return uri.scheme === file.scheme && uri.authority === file.authority && file.path.startsWith(`${folder}/`);
  });
}
