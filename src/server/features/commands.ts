import {
  type ExecuteCommandParams,
  MessageType,
  type ServerCapabilities,
  ShowMessageNotification,
  type ShowMessageParams,
} from "vscode-languageserver";
import { explain } from "../../core/explain/explain.ts";
import { EXPLAIN_CALL } from "../../protocol/commands.ts";
import type { PositionParams } from "../../protocol/requests.ts";
import { callAt, viewOf } from "../analyses.ts";
import { toPlainText } from "../explanation.ts";
import type { ServerContext } from "./feature.ts";

/** What a lens does in editors that have no decision chart: it shows the explanation as a message. */
export function registerCommands({ connection, guard, files, traits }: ServerContext): ServerCapabilities {
  if (traits.hasCommands) return {};
  connection.onExecuteCommand(
    guard.request<ExecuteCommandParams, null>("executeCommand", async ({ command, arguments: args }) => {
      const call = command === EXPLAIN_CALL ? callOf(args?.[0]) : undefined;
      const analysis = call && (await files.analysis(call.uri));
      const assessment = analysis && callAt(analysis, analysis.text.offsetAt(call.position));
      if (assessment) {
        const params: ShowMessageParams = {
          type: MessageType.Info,
          message: toPlainText(explain(assessment, viewOf(analysis))),
        };
        await connection.sendNotification(ShowMessageNotification.type, params);
      }
      return null;
    }),
  );
  return { executeCommandProvider: { commands: [EXPLAIN_CALL] } };
}

function callOf(json: unknown): PositionParams | undefined {
  const uri = property(json, "uri");
  const position = property(json, "position");
  const line = property(position, "line");
  const character = property(position, "character");
  if (typeof uri !== "string" || typeof line !== "number" || typeof character !== "number") return undefined;
  return { uri, position: { line, character } };
}

function property(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null ? Reflect.get(json, key) : undefined;
}
