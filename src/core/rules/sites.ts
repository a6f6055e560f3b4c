import type { Assessment } from "../analysis/assessment.ts";
import type { Call, Cast, Expression, FunctionTree, If, Statement } from "../c/tree/nodes.ts";
import { childrenOf } from "../c/tree/walk.ts";
import { isNullTest, sameCode } from "./code.ts";

/** An allocation call in the syntax tree of its function. */
export interface Site {
  readonly assessment: Assessment;
  readonly text: string;
  readonly tree: FunctionTree;
  readonly call: Call;
  /** The cast between the call and what it is assigned to. */
  readonly cast: Cast | undefined;
  /** What the result is assigned to, as it is written: `p`, `dev->ring[i]`. */
  readonly target: string | undefined;
  /** Statement of a block that the call stands in, and those behind it in the same block. */
  readonly statement: Statement;
  readonly following: readonly Statement[];
  /** Whether the statement is nothing but the assignment. */
  readonly alone: boolean;
  /** Loops around the call inside the function. */
  readonly loops: number;
}

/** The allocation calls of a function, found in its tree. */
export function sitesOf(tree: FunctionTree, text: string, assessments: readonly Assessment[]): Site[] {
  const wanted = new Map<number, Assessment>();
  for (const assessment of assessments) {
    const { active, closed, macro, start } = assessment.call;
    if (active && closed && macro === undefined) wanted.set(start, assessment);
  }
  const sites: Site[] = [];
  if (wanted.size > 0) visit(tree.body, { tree, text, wanted, sites, path: [] });
  return sites;
}

type Node = Statement | Expression;

interface Visit {
  readonly tree: FunctionTree;
  readonly text: string;
  readonly wanted: ReadonlyMap<number, Assessment>;
  readonly sites: Site[];
  /** Nodes around the visited one, outermost first. */
  readonly path: Node[];
}

function visit(node: Node, search: Visit): void {
  if (node.kind === "call" && node.name !== "") {
    const assessment = search.wanted.get(node.start);
    const site = assessment && siteOf(node, assessment, search);
    if (site) search.sites.push(site);
  }
  search.path.push(node);
  for (const child of childrenOf(node)) if (holdsCall(child, search)) visit(child, search);
  search.path.pop();
}

function holdsCall({ start, end }: Node, { wanted }: Visit): boolean {
  for (const at of wanted.keys()) if (start <= at && at < end) return true;
  return false;
}

function siteOf(call: Call, assessment: Assessment, { tree, text, path }: Visit): Site | undefined {
  const inBlock = path.findLastIndex(({ kind }) => kind === "block");
  const block = path[inBlock];
  const statement = path[inBlock + 1];
  if (block?.kind !== "block" || !statement) return undefined;
  const index = block.statements.findIndex(({ start }) => start === statement.start);
  const own = block.statements[index];
  if (!own) return undefined;
  const parent = path.at(-1);
  const cast = parent?.kind === "cast" ? parent : undefined;
  const value = cast ?? call;
  const around = cast ? path.at(-2) : parent;
  return {
    assessment,
    text,
    tree,
    call,
    cast,
    target: targetOf(around, value, text),
    statement: own,
    following: block.statements.slice(index + 1),
    alone: (own.kind === "expression" && own.expression === around) || (own.kind === "declaration" && own === around),
    loops: path.filter(({ kind }) => kind === "loop").length,
  };
}

function targetOf(around: Node | undefined, value: Expression, text: string): string | undefined {
  if (around?.kind === "assign" && around.operator === "=" && around.value === value)
    return text.slice(around.target.start, around.target.end);
  if (around?.kind !== "declaration") return undefined;
  return around.declarators.find(({ initializer }) => initializer === value)?.name;
}

/** The test for failure behind an allocation, and the statements behind that. */
export interface Checked {
  readonly check: If | undefined;
  readonly rest: readonly Statement[];
}

/** What stands behind `p = alloc(…);`: `if (!p) …`; the test may also hold the allocation itself. */
export function checkedOf({ statement, following, target, text, alone }: Site): Checked {
  if (target === undefined) return { check: undefined, rest: following };
  if (!alone) {
    const isTest = statement.kind === "if" && isNullTest(statement.condition, target, text);
    return isTest ? { check: statement, rest: following } : { check: undefined, rest: [] };
  }
  const [next] = following;
  if (next?.kind !== "if" || !isNullTest(next.condition, target, text)) return { check: undefined, rest: following };
  return { check: next, rest: following.slice(1) };
}

/** The call of `name` that a statement consists of, its result unused, assigned or returned. */
export function callIn(statement: Statement | undefined, names: readonly string[]): Call | undefined {
  if (statement?.kind !== "expression") return undefined;
  let { expression } = statement;
  if (expression.kind === "cast" && expression.type === "void") expression = expression.operand;
  return expression.kind === "call" && names.includes(expression.name) ? expression : undefined;
}

/** The source text of a node. */
export function textOf(node: { readonly start: number; readonly end: number }, { text }: Pick<Site, "text">): string {
  return text.slice(node.start, node.end);
}

/** Whether an expression is what the site's result is assigned to. */
export function isTarget(expression: Expression | undefined, { target, text }: Site): boolean {
  if (!expression || target === undefined) return false;
  const bare = expression.kind === "cast" ? expression.operand : expression;
  return sameCode(text.slice(bare.start, bare.end), target);
}
