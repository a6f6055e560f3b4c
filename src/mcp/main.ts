import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { mcpServer } from "./server.ts";

await mcpServer().connect(new StdioServerTransport());
