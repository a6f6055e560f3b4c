import { type LeafId, type NodeId, type QuestionId, ROOT } from "./graph.ts";
import { isLeaf, isQuestion } from "./nodes.ts";
import { QUESTIONS } from "./questions.ts";

/** Where a box stands in the grid: the spine is column 0, `stack` counts the leaves of one row downwards. */
export interface Place {
  readonly node: NodeId;
  readonly from?: QuestionId;
  readonly column: number;
  readonly row: number;
  readonly stack: number;
}

/**
 * Columns of the drawing. The way with the most questions is the spine and goes down. A side branch of more than one
 * question gets the column on the left, below the branches that are there already; a single question stands on the
 * right of the one that leads to it. Leaves stand outside of their question.
 */
export function columnsOf(): readonly Place[] {
  const spine = chainFrom(ROOT, new Set());
  const onSpine = new Set(spine);
  const places: Place[] = [];
  let freeLeft = 0;
  let row = 0;
  for (const question of spine) {
    places.push({ node: question, column: 0, row, stack: 0 });
    const sides = QUESTIONS[question].edges.flatMap(({ to, back }) =>
      isQuestion(to) && !back && !onSpine.has(to) ? [to] : [],
    );
    const leaves = leavesOf(question);
    places.push(...stackOf(question, leaves, 1, row));
    for (const side of sides) {
      const branch = branchFrom(side, onSpine);
      if (branch.length === 1) {
        places.push({ node: side, column: 1, row, stack: 0 }, ...stackOf(side, leavesOf(side), 2, row));
        continue;
      }
      let at = Math.max(row, freeLeft);
      for (const one of branch) {
        places.push({ node: one, column: -1, row: at, stack: 0 }, ...stackOf(one, leavesOf(one), -2, at));
        at++;
      }
      freeLeft = at;
    }
    row++;
  }
  return places;
}

function stackOf(from: QuestionId, leaves: readonly LeafId[], column: number, row: number): Place[] {
  return leaves.map((node, stack) => ({ node, from, column, row, stack }));
}

function leavesOf(question: QuestionId): LeafId[] {
  return QUESTIONS[question].edges.flatMap(({ to }) => (isLeaf(to) ? [to] : []));
}

/** The longest chain of questions from here on. */
function chainFrom(question: QuestionId, seen: ReadonlySet<QuestionId>): readonly QuestionId[] {
  let longest: readonly QuestionId[] = [];
  const here = new Set([...seen, question]);
  for (const { to, back } of QUESTIONS[question].edges) {
    if (!isQuestion(to) || back || here.has(to) || isDetour(to, question)) continue;
    const chain = chainFrom(to, here);
    if (chain.length > longest.length) longest = chain;
  }
  return [question, ...longest];
}

/** A question between this one and another that this one leads to as well: it stands beside the spine, not on it. */
function isDetour(question: QuestionId, from: QuestionId): boolean {
  const others = QUESTIONS[from].edges.map(({ to }) => to);
  return QUESTIONS[question].edges.some(({ to }) => isQuestion(to) && others.includes(to));
}

/** The questions of a side branch in depth-first order. */
function branchFrom(question: QuestionId, onSpine: ReadonlySet<QuestionId>): readonly QuestionId[] {
  const branch = [question];
  for (const { to, back } of QUESTIONS[question].edges)
    if (isQuestion(to) && !back && !onSpine.has(to)) branch.push(...branchFrom(to, onSpine));
  return branch;
}
