import type { ServerCapabilities } from "vscode-languageserver";
import { RUN_TOOL, type ToolAnswer, type ToolParams } from "../../protocol/tools.ts";
import { placeOf } from "../file-space.ts";
import { chosen, explained, refused, simulated } from "../tool-answers.ts";
import type { ServerContext } from "./feature.ts";

/** Answers the tools that a language model calls, out of what the editor shows to people. */
export function registerTools({ connection, guard, files }: ServerContext): ServerCapabilities {
  connection.onRequest<ToolAnswer | null, void>(
    RUN_TOOL,
    guard.request<ToolParams, ToolAnswer>("runTool", async ({ tool, input, at }) => {
      const given = fieldsOf(input);
      switch (tool) {
        case "simulate": {
          const { profile, ...request } = given;
          if (profile === undefined) return simulated(request, await files.profileOf(at?.uri ?? ""));
          const named = files.profileNamed(profile);
          return named.problem === undefined ? simulated(request, named) : refused(named.problem);
        }
        case "explain": {
          if (!at) return refused("No C file is open: name a file and a line");
          const analysis = await files.analysisOfAny(at.uri);
          const place = placeOf(at.uri)?.path ?? at.uri;
          return analysis ? explained(at.position.line + 1, analysis, place) : refused(`${place} cannot be read`);
        }
        case "choose":
          return chosen(given.answers ?? {});
      }
    }),
  );
  return {};
}

function fieldsOf(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null ? { ...input } : {};
}
