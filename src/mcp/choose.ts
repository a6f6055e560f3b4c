import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { UsageError } from "../cli/usage-error.ts";
import { type Node, QUESTION_IDS } from "../core/guide/nodes.ts";
import { QUESTIONS } from "../core/guide/questions.ts";
import { knownAnswers, type Step, walk } from "../core/guide/walk.ts";
import { answer, answered, ONLY_LOOKS } from "./answer.ts";

const OPTION = z.object({ answer: z.string(), text: z.string() });

/** The decision chart, a question at a time. */
export function registerChoose(server: McpServer): void {
  server.registerTool(
    "choose_allocation_api",
    {
      title: "Choose an allocation API",
      description:
        "Walks the decision chart for kernel allocations. Call it with the answers known so far (none to begin); it " +
        "returns the next question with its possible answers, or the API to use with a sample, its limits and what frees " +
        "the memory.",
      inputSchema: {
        answers: z
          .record(z.string(), z.string())
          .optional()
          .describe(`Answers so far, by question: ${QUESTION_IDS.join(", ")}`),
      },
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
    ({ answers = {} }) =>
      answer(() => {
        const known = knownAnswers(answers);
        const wrong = Object.keys(answers).find((question) => !Object.hasOwn(known, question));
        if (wrong !== undefined) throw new UsageError(whyWrong(wrong));
        const { at, path, advice } = walk(known);
        return answered(`${textOf(at)}${advice.map((line) => `\n${line}`).join("")}`, {
          path: path.map(stepJson),
          advice,
          ...nodeJson(at),
        });
      }),
  );
}

function whyWrong(question: string): string {
  const id = QUESTION_IDS.find((one) => one === question);
  if (id === undefined) return `There is no question "${question}"; there are ${QUESTION_IDS.join(", ")}`;
  return `The answer to "${id}" is one of ${QUESTIONS[id].edges.map((edge) => edge.answer).join(", ")}`;
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

function textOf(node: Node): string {
  if (node.kind === "question") {
    const { text, help, edges } = node.question;
    const options = edges.map((edge) => `- ${edge.answer}: ${edge.text}`);
    return [`${node.id}: ${text}`, help, ...options].join("\n");
  }
  const { label, when, sample, limits, free } = node.leaf;
  return [`Use ${label}`, `When: ${when}`, `Sample: ${sample}`, `Limits: ${limits}`, `Free with: ${free}`].join("\n");
}
