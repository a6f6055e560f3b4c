import type { ServerCapabilities } from "vscode-languageserver";
import {
  type ProposedChange,
  REORDER_STRUCT,
  type ReorderAnswer,
  USE_API,
  type UseApiParams,
} from "../../protocol/changes.ts";
import type { StructParams } from "../../protocol/requests.ts";
import { callNear } from "../analyses.ts";
import { apiChange } from "../call-changes.ts";
import { reorderAnswer } from "../struct-changes.ts";
import type { ServerContext } from "./feature.ts";

/** Changes that panels propose. */
export function registerChanges({ connection, guard, files }: ServerContext): ServerCapabilities {
  connection.onRequest<ProposedChange | null, void>(
    USE_API,
    guard.request<UseApiParams, ProposedChange | null>("useApi", async ({ uri, position, api }) => {
      const analysis = await files.analysis(uri);
      const assessment = analysis && callNear(analysis, position);
      return (assessment && apiChange(api, assessment, analysis)) ?? null;
    }),
  );
  connection.onRequest<ReorderAnswer | null, void>(
    REORDER_STRUCT,
    guard.request<StructParams, ReorderAnswer | null>("reorderStruct", async ({ uri, name }) => {
      const analysis = await files.analysis(uri);
      return analysis ? reorderAnswer(name, analysis, files) : null;
    }),
  );
  return {};
}
