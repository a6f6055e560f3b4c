import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { TOOL } from "../cli/tool.ts";
import { registerChoose } from "./choose.ts";
import { registerExplain } from "./explain.ts";
import { registerSimulate } from "./simulate.ts";

const INSTRUCTIONS =
  "Tells what the Linux kernel really hands out for an allocation, and which allocation API fits. Every number holds " +
  "for the kernel profile that the answer names; what is not known is said to be unknown. Nothing is changed or run.";

/** An MCP server with a tool for each question: what does it cost, what does this call do, which API to use. */
export function mcpServer(): McpServer {
  const server = new McpServer(TOOL, { instructions: INSTRUCTIONS });
  registerSimulate(server);
  registerExplain(server);
  registerChoose(server);
  return server;
}
