import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { UsageError } from "../cli/usage-error.ts";
import type { Node } from "../core/guide/nodes.ts";
import { QUESTIONS } from "../core/guide/questions.ts";
import { type Step, walk } from "../core/guide/walk.ts";
import { chosenText, readAnswers } from "../core/tools/choose.ts";
import { answer, answered, ONLY_LOOKS } from "./answer.ts";
import { CHOOSE } from "./definitions.ts";

const OPTION = z.object({ answer: z.string(), text: z.string() });

/** The decision chart, a question at a time. */
export function registerChoose(server: McpServer): void {
  const { name, ...described } = CHOOSE;
  server.registerTool(
    name,
    {
      ...described,
      outputSchema: {
        path: z.array(z.object({ question: z.string(), text: z.string(), answer: z.string() })),
        advice: z.array(z.string()),
        question: z.object({ id: z.string(), text: z.string(), help: z.string(), options: z.array(OPTION) }).optional(),
        api: z
          .object({
            names: z.array(z.string()),
            when: z.string(),
            sample: z.string(),
            limits: z.string(),
            free: z.string(),
          })
          .optional(),
      },
      annotations: ONLY_LOOKS,
    },
    ({ answers: given }) =>
      answer(() => {
        const read = readAnswers(given);
        if ("why" in read) throw new UsageError(read.why);
        const { at, path, advice } = walk(read.answers);
        return answered(chosenText(read.answers), { path: path.map(stepJson), advice, ...nodeJson(at) });
      }),
  );
}

function stepJson({ question, edge }: Step) {
  return { question, text: QUESTIONS[question].text, answer: edge.answer };
}

function nodeJson(node: Node) {
  if (node.kind === "leaf") {
    const { apis, when, sample, limits, free } = node.leaf;
    return { api: { names: apis, when, sample, limits, free } };
  }
  const { text, help, edges } = node.question;
  return {
    question: { id: node.id, text, help, options: edges.map((edge) => ({ answer: edge.answer, text: edge.text })) },
  };
}
