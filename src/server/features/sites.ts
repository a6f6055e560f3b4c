import type { ServerCapabilities } from "vscode-languageserver";
import type { FileParams } from "../../protocol/requests.ts";
import { type FileSites, SCAN, type ScanParams, SITES } from "../../protocol/sites.ts";
import { sitesOf } from "../sites.ts";
import type { ServerContext } from "./feature.ts";

/** Files that one request scans at most: the client asks again for the next, and may stop in between. */
const MOST = 32;

/** The calls of an open file, and those of files that are not open. */
export function registerSites({ connection, guard, files, traits }: ServerContext): ServerCapabilities {
  if (!traits.hasCommands) return {};
  connection.onRequest(
    SITES,
    guard.request<FileParams, FileSites | null>("sites", async ({ uri }) => {
      const analysis = await files.analysis(uri);
      return analysis ? sitesOf(analysis) : null;
    }),
  );
  connection.onRequest(
    SCAN,
    guard.request<ScanParams, readonly FileSites[]>("scan", async ({ uris }, token) => {
      const found: FileSites[] = [];
      for (const uri of uris.slice(0, MOST)) {
        if (token.isCancellationRequested) break;
        const analysis = await files.analysisOfAny(uri);
        if (analysis) found.push(sitesOf(analysis));
      }
      return found;
    }),
  );
  return {};
}
