import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { JsonObject } from "../cli/json.ts";
import { UsageError } from "../cli/usage-error.ts";

/** Tools that only look, at nothing but this machine, and answer the same question in the same way. */
export const ONLY_LOOKS = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/** An answer in words, and as data. */
export function answered(text: string, json: JsonObject): CallToolResult {
  return { content: [{ type: "text", text }], structuredContent: { ...json } };
}

/** Runs a tool. What the asker got wrong is told, so that it can ask again. */
export async function answer(run: () => CallToolResult | Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UsageError) return { isError: true, content: [{ type: "text", text: error.message }] };
    throw error;
  }
}
