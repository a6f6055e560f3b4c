import type { Leaf, LeafId, NodeId, Question, QuestionId } from "./graph.ts";
import { LEAVES } from "./leaves.ts";
import { QUESTIONS } from "./questions.ts";

export type Node =
  | { readonly kind: "question"; readonly id: QuestionId; readonly question: Question }
  | { readonly kind: "leaf"; readonly id: LeafId; readonly leaf: Leaf };

export function nodeOf(id: NodeId): Node {
  if (isQuestion(id)) return { kind: "question", id, question: QUESTIONS[id] };
  return { kind: "leaf", id, leaf: LEAVES[id] };
}

export function isQuestion(id: string): id is QuestionId {
  return Object.hasOwn(QUESTIONS, id);
}

export function isLeaf(id: string): id is LeafId {
  return Object.hasOwn(LEAVES, id);
}

export const QUESTION_IDS: readonly QuestionId[] = Object.keys(QUESTIONS).filter(isQuestion);
export const LEAF_IDS: readonly LeafId[] = Object.keys(LEAVES).filter(isLeaf);
