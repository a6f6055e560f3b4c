import type { LeafId, QuestionId } from "./graph.ts";
import { QUESTIONS } from "./questions.ts";
import { type Answers, cheapestWay, edgeOf, likelyWalk, type Step, walk } from "./walk.ts";

/** What the graph says of an API in use; `leaf` is what it recommends. */
export interface Judgement {
  /** `depends`: right under an answer that is open; `none`: the graph does not speak of this API. */
  readonly kind: "right" | "depends" | "better" | "wrong" | "none";
  /** One or two sentences. */
  readonly text: string;
  readonly leaf?: LeafId;
}

/** Judges the use of `api`, which is at home in `leaves`, by what has been answered. */
export function judge(api: string, leaves: readonly LeafId[], answers: Answers): Judgement {
  if (leaves.length === 0) return { kind: "none", text: `${api}() is not an allocation that the chart speaks of.` };
  const likely = likelyWalk(answers);
  if (likely.at.kind !== "leaf") return { kind: "none", text: "The chart leads nowhere." };
  const { id: leaf, leaf: row } = likely.at;
  const advice = likely.advice.map((text) => ` ${text}`).join("");
  const open = walk(answers).at;
  if (leaves.includes(leaf)) {
    const so = open.kind === "question" ? " as far as the call shows" : "";
    const rest = open.kind === "question" ? ` Still open: ${unquestioned(open.id)}.` : "";
    return { kind: "right", leaf, text: `${api}() fits${so}: ${lowerFirst(row.when)}.${rest}${advice}` };
  }
  const way = cheapestWay(leaves, (step) => priceOf(step, answers)) ?? [];
  const turn = way.find((step) => priceOf(step, answers) > 0);
  if (turn !== undefined && !way.some((step) => contradicts(step, answers)))
    return {
      kind: "depends",
      leaf,
      text: `${api}() fits if the answer to “${QUESTIONS[turn.question].text}” is “${turn.edge.text}”. Otherwise ${row.label} fits better.`,
    };
  const against = way.find((step) => contradicts(step, answers));
  return {
    kind: "better",
    leaf,
    text: `${row.label} suits better than ${api}()${becauseOf(against, answers)}.${advice}`,
  };
}

/** A way costs most where it contradicts what is known, then by the usual answers that it gives up. */
function priceOf(step: Step, answers: Answers): number {
  if (contradicts(step, answers)) return 100;
  return answers[step.question] === undefined && step.edge.answer !== QUESTIONS[step.question].usual ? 1 : 0;
}

function contradicts({ question, edge }: Step, answers: Answers): boolean {
  const known = answers[question];
  return known !== undefined && known !== edge.answer;
}

function becauseOf(step: Step | undefined, answers: Answers): string {
  const edge = step && edgeOf(step.question, answers[step.question]);
  return step && edge ? ` (${QUESTIONS[step.question].label} ${edge.text})` : "";
}

function unquestioned(question: QuestionId): string {
  return lowerFirst(QUESTIONS[question].label.replace(/\?$/, ""));
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
