import type { PositionParams } from "./requests.ts";

/** Request to the server: the answer of a tool that a language model calls. */
export const RUN_TOOL = "kallocLens/runTool";

/** The tools, by their names in the manifest; behind the prefix they are those of the MCP server. */
export const TOOLS = {
  simulate: "kallocLens_simulate_allocation",
  explain: "kallocLens_explain_allocation",
  choose: "kallocLens_choose_allocation_api",
} as const;

export type ToolName = keyof typeof TOOLS;

export interface ToolParams {
  readonly tool: ToolName;
  /** As the model gave it: anything. */
  readonly input: unknown;
  /** The call that `explain` is about; for others the file whose kernel counts. */
  readonly at?: PositionParams;
}

/** In words. `isError`: the question cannot be answered, and the text tells why. */
export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}
