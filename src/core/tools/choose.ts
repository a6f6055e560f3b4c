import { type Node, QUESTION_IDS } from "../guide/nodes.ts";
import { QUESTIONS } from "../guide/questions.ts";
import { type Answers, knownAnswers, walk } from "../guide/walk.ts";

/** Answers to the decision chart's questions as they were given; a reason where one of them is none. */
export function readAnswers(given: unknown): { readonly answers: Answers } | { readonly why: string } {
  const named = typeof given === "object" && given !== null ? { ...given } : {};
  const answers = knownAnswers(named);
  const wrong = Object.keys(named).find((question) => !Object.hasOwn(answers, question));
  return wrong === undefined ? { answers } : { why: whyWrong(wrong) };
}

/** The next question with its possible answers, or the API to use, and what there is to heed. */
export function chosenText(answers: Answers): string {
  const { at, advice } = walk(answers);
  return [...nodeLines(at), ...advice].join("\n");
}

function whyWrong(question: string): string {
  const id = QUESTION_IDS.find((one) => one === question);
  if (id === undefined) return `There is no question "${question}"; there are ${QUESTION_IDS.join(", ")}`;
  return `The answer to "${id}" is one of ${QUESTIONS[id].edges.map((edge) => edge.answer).join(", ")}`;
}

function nodeLines(node: Node): string[] {
  if (node.kind === "question") {
    const { text, help, edges } = node.question;
    return [`${node.id}: ${text}`, help, ...edges.map((edge) => `- ${edge.answer}: ${edge.text}`)];
  }
  const { label, when, sample, limits, free } = node.leaf;
  return [`Use ${label}`, `When: ${when}`, `Sample: ${sample}`, `Limits: ${limits}`, `Free with: ${free}`];
}
