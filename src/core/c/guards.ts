import { leaves } from "./tree/leaves.ts";
import type { Assign, Expression, FunctionTree, Loop, Statement, Switch } from "./tree/nodes.ts";
import { childrenOf, nodesOf } from "./tree/walk.ts";

/** A condition that holds at a place because of the way to it. */
export interface Guard {
  readonly condition: Expression;
  readonly truth: boolean;
  /** Where it is known to hold: what is written between here and the place may change it. */
  readonly from: number;
  /** Loops around the place that are entered behind the condition: what is written anywhere in them may change it. */
  readonly loops: readonly Loop[];
  /** `if (n > MAX) n = MAX;`: where the condition does not hold, this was assigned. */
  readonly instead?: Assign;
}

/** The nearest so many conditions in front of a place count: those that are left out would only have narrowed it more. */
const MOST = 256;

/** The conditions of a function that every way to a place passes. */
export class Guards {
  /** Labels and cases, which other ways lead to; a case's way comes from its switch. */
  private readonly entries: { readonly at: number; readonly from: Switch | undefined }[] = [];
  private readonly isReadable: boolean;

  constructor(private readonly tree: FunctionTree) {
    let isReadable = !tree.undecided;
    const open: { readonly node: Statement | Expression; readonly within: Switch | undefined }[] = [
      { node: tree.body, within: undefined },
    ];
    for (let next = open.pop(); next; next = open.pop()) {
      const { node, within } = next;
      if (node.kind === "broken" || node.kind === "asm" || (node.kind === "goto" && node.label === undefined))
        isReadable = false;
      if (node.kind === "label") this.entries.push({ at: node.start, from: undefined });
      if (node.kind === "case") this.entries.push({ at: node.start, from: within });
      const inside = node.kind === "switch" ? node : within;
      for (const child of childrenOf(node)) open.push({ node: child, within: inside });
    }
    this.isReadable = isReadable;
  }

  /** The guards of the character at `offset`, outermost first. */
  at(offset: number): readonly Guard[] {
    if (!this.isReadable) return [];
    const found: Omit<Guard, "loops">[] = [];
    const loops: Loop[] = [];
    let node: Statement | Expression = this.tree.body;
    for (;;) {
      found.push(...guardsBefore(node, offset));
      if (node.kind === "loop") loops.push(node);
      const inner: Statement | Expression | undefined = childrenOf(node).find(
        ({ start, end }) => start <= offset && offset < end,
      );
      if (!inner) break;
      node = inner;
    }
    return found
      .slice(-MOST)
      .filter(({ from }) => !this.isEnteredBetween(from, offset))
      .map((guard) => ({ ...guard, loops: loops.filter(({ start }) => start >= guard.from) }));
  }

  /** Whether another way joins between a guard and the place. */
  private isEnteredBetween(from: number, to: number): boolean {
    return this.entries.some((entry) => from <= entry.at && entry.at <= to && (entry.from?.start ?? -1) < from);
  }
}

/** What `node`, which holds the place, tells of it. */
function guardsBefore(node: Statement | Expression, offset: number): Omit<Guard, "loops">[] {
  const holds = (inner: Statement | Expression | undefined) =>
    inner !== undefined && inner.start <= offset && offset < inner.end;
  switch (node.kind) {
    case "block":
      return node.statements.filter(({ end }) => end <= offset).flatMap(guardAfter);
    case "if":
      if (holds(node.then)) return [{ condition: node.condition, truth: true, from: node.condition.end }];
      return holds(node.otherwise) ? [{ condition: node.condition, truth: false, from: node.condition.end }] : [];
    case "loop":
      // The condition of a loop is checked before each round of its body, and behind its step.
      return node.condition && node.form !== "do" && holds(node.body)
        ? [{ condition: node.condition, truth: true, from: node.body.start }]
        : [];
    case "conditional":
      if (holds(node.whenTrue)) return [{ condition: node.condition, truth: true, from: node.condition.end }];
      return holds(node.whenFalse) ? [{ condition: node.condition, truth: false, from: node.condition.end }] : [];
    default:
      return [];
  }
}

/** `if (bad) return;` leaves `!bad` behind it. */
function guardAfter(statement: Statement): Omit<Guard, "loops">[] {
  if (statement.kind !== "if") return [];
  const { condition, then, otherwise, end } = statement;
  if (leavesForGood(then)) {
    const after = otherwise && !isEmpty(otherwise) ? undefined : { condition, truth: false, from: end };
    // What follows an `else` is reached through it alone: it may write, so its own end counts.
    return after
      ? [after]
      : [{ condition, truth: false, from: condition.end }, ...(otherwise ? guardAfter(otherwise) : [])];
  }
  if (otherwise) return leavesForGood(otherwise) ? [{ condition, truth: true, from: condition.end }] : [];
  const instead = onlyAssignment(then);
  return instead ? [{ condition, truth: false, from: end, instead }] : [];
}

function onlyAssignment(statement: Statement): Assign | undefined {
  const only = statement.kind === "block" && statement.statements.length === 1 ? statement.statements[0] : statement;
  return only?.kind === "expression" && only.expression.kind === "assign" && only.expression.operator === "="
    ? only.expression
    : undefined;
}

function isEmpty(statement: Statement): boolean {
  return statement.kind === "empty";
}

/** Whether a statement never goes on to the next, whichever way it is reached. */
function leavesForGood(statement: Statement): boolean {
  return leaves(statement) && !hasEntry(statement);
}

/** A label inside does no harm to what comes behind, but keep to what is plain. */
function hasEntry(statement: Statement): boolean {
  for (const { kind } of nodesOf(statement)) if (kind === "label" || kind === "case") return true;
  return false;
}
