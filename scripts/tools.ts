import { z } from "zod";
import { CHOOSE, EXPLAIN, SIMULATE } from "../src/mcp/definitions.ts";
import { TOOLS } from "../src/protocol/tools.ts";

const PROFILE = z
  .string()
  .optional()
  .describe("Kernel profile by name, such as debian-6.12-amd64 or linux-6.6-arm64; default: that of the settings");

/** The MCP server's tools as the manifest announces them to the editor's language models. */
export function languageModelTools(): object[] {
  const { file, line } = EXPLAIN.inputSchema;
  return [
    tool(TOOLS.simulate, SIMULATE, "kallocSimulate", "$(beaker)", { ...SIMULATE.inputSchema, profile: PROFILE }),
    tool(
      TOOLS.explain,
      { ...EXPLAIN, description: `${EXPLAIN.description} Without a file and line: the call at the cursor.` },
      "kallocExplain",
      "$(comment-discussion)",
      { file: file.optional(), line: line.optional() },
    ),
    tool(TOOLS.choose, CHOOSE, "kallocChoose", "$(type-hierarchy-sub)", CHOOSE.inputSchema),
  ];
}

function tool(
  name: string,
  { title, description }: { readonly title: string; readonly description: string },
  reference: string,
  icon: string,
  input: z.ZodRawShape,
): object {
  const { $schema: _, additionalProperties: __, ...inputSchema } = z.toJSONSchema(z.object(input), { io: "input" });
  return {
    name,
    displayName: title,
    userDescription: title,
    modelDescription: description,
    toolReferenceName: reference,
    canBeReferencedInPrompt: true,
    icon,
    tags: ["linux-kernel", "memory"],
    inputSchema,
  };
}
