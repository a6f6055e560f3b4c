import { type AnswerId, type Edge, type LeafId, type NodeId, type QuestionId, ROOT } from "./graph.ts";
import { isLeaf, isQuestion, type Node, nodeOf } from "./nodes.ts";
import { QUESTIONS } from "./questions.ts";

/** What has been answered; questions that are missing are open. */
export type Answers = Readonly<Partial<Record<QuestionId, AnswerId>>>;

export const NO_ANSWERS: Answers = {};

export interface Step {
  readonly question: QuestionId;
  readonly edge: Edge;
  /** The question is open; the step takes its usual answer. */
  readonly presumed: boolean;
}

export interface Walk {
  readonly path: readonly Step[];
  /** The first open question, or the leaf that was reached. */
  readonly at: Node;
  /** What the edges of the path say about the leaf. */
  readonly advice: readonly string[];
}

/** Follows the answers from the first question on. */
export function walk(answers: Answers): Walk {
  return follow((question) => {
    const edge = edgeOf(question, answers[question]);
    return edge && { question, edge, presumed: false };
  });
}

/** Follows the answers, and the usual ones where a question is open, down to a leaf. */
export function likelyWalk(answers: Answers): Walk {
  return follow((question) => {
    const known = edgeOf(question, answers[question]);
    const edge = known ?? edgeOf(question, QUESTIONS[question].usual);
    return edge && { question, edge, presumed: known === undefined };
  });
}

/** The answers without the last one on the way; what lies beyond stays answered. */
export function back(answers: Answers): Answers {
  const last = walk(answers).path.at(-1);
  return last === undefined ? answers : without(answers, last.question);
}

/** The answers with another one; an answer that the question does not have changes nothing. */
export function answer(answers: Answers, question: QuestionId, id: AnswerId): Answers {
  return edgeOf(question, id) === undefined ? answers : { ...answers, [question]: id };
}

function without(answers: Answers, question: QuestionId): Answers {
  const { [question]: _, ...rest } = answers;
  return rest;
}

/** The entries that are answers of this graph: what a message or a stored state holds may be anything. */
export function knownAnswers(entries: Readonly<Record<string, string>>): Answers {
  let known = NO_ANSWERS;
  for (const [question, id] of Object.entries(entries)) {
    if (!isQuestion(question)) continue;
    const edge = QUESTIONS[question].edges.find((one) => one.answer === id);
    if (edge) known = { ...known, [question]: edge.answer };
  }
  return known;
}

/** The cheapest way from the first question to one of `leaves`, where `cost` prices each step; undefined if there is none. */
export function cheapestWay(leaves: readonly LeafId[], cost: (step: Step) => number): readonly Step[] | undefined {
  const best = new Map<NodeId, { readonly steps: readonly Step[]; readonly cost: number } | undefined>();
  const from = (id: NodeId) => {
    if (isLeaf(id)) return leaves.includes(id) ? { steps: [], cost: 0 } : undefined;
    if (!best.has(id)) best.set(id, cheapestFrom(id));
    return best.get(id);
  };
  const cheapestFrom = (question: QuestionId) => {
    let cheapest: { readonly steps: readonly Step[]; readonly cost: number } | undefined;
    for (const edge of QUESTIONS[question].edges) {
      const rest = from(edge.to);
      if (rest === undefined) continue;
      const step: Step = { question, edge, presumed: false };
      const total = cost(step) + rest.cost;
      if (cheapest === undefined || total < cheapest.cost) cheapest = { steps: [step, ...rest.steps], cost: total };
    }
    return cheapest;
  };
  return from(ROOT)?.steps;
}

function edgeOf(question: QuestionId, id: AnswerId | undefined): Edge | undefined {
  return QUESTIONS[question].edges.find((edge) => edge.answer === id);
}

function follow(choose: (question: QuestionId) => Step | undefined): Walk {
  const path: Step[] = [];
  let at = nodeOf(ROOT);
  while (at.kind === "question") {
    const step = choose(at.id);
    if (step === undefined) break;
    path.push(step);
    at = nodeOf(step.edge.to);
  }
  return { path, at, advice: path.flatMap(({ edge }) => edge.advice ?? []) };
}
