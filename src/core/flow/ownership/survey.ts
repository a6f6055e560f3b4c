import type { AllocApi } from "../../api/alloc-api.ts";
import { apiNamed } from "../../api/catalogue.ts";
import { freeFunctionNamed } from "../../api/free-functions.ts";
import type {
  Assign,
  Block,
  Call,
  DeclarationStatement,
  Expression,
  FunctionTree,
  If,
  Loop,
  Statement,
  Update,
} from "../../c/tree/nodes.ts";
import type { Node } from "../../c/tree/walk.ts";
import { freesAtOnce } from "./borrowers.ts";
import { baseOf, blurredNames, isNull, lastMember, placeOf, plainValue } from "./places.ts";

/** A place of a function that is worth following. */
export interface Candidate {
  readonly place: string;
  /** A local variable. */
  readonly isLocal: boolean;
  /** It is given other values too than allocations and NULL. */
  readonly isShared: boolean;
}

interface Taking {
  readonly api: AllocApi;
  readonly call: Expression;
  readonly isTestedAtOnce: boolean;
}

/**
 * Places that hold memory and where something may go wrong with it: those that are freed and named once more, those that
 * are used without a test right behind the allocation, and local variables whose memory has to be freed.
 */
export function candidatesIn({ parameters }: FunctionTree, nodes: readonly Node[]): Candidate[] {
  const parts = partsOf(nodes);
  const taken = takingsIn(parts);
  const freed = freedIn(parts);
  if (taken.size === 0 && freed.size === 0) return [];
  const locals = new Set(parameters.map(({ name }) => name));
  for (const part of parts.giving)
    if (part.kind === "declaration") for (const { name } of part.declarators) locals.add(name);
  const places = [...taken].flatMap(([place, takings]) => {
    const isOwned = locals.has(place) && takings.some(({ api }) => !api.managed);
    const isTested = takings.every(({ isTestedAtOnce }) => isTestedAtOnce);
    return isOwned || !isTested || freed.has(place) ? [place] : [];
  });
  const all = new Set(places);
  for (const [place, first] of freed) if (!all.has(place) && isReachedFrom(first, place, nodes)) all.add(place);
  if (all.size === 0) return [];
  const blurred = blurredNames(nodes);
  const shared = sharedPlaces(parts);
  return [...all].flatMap((place) =>
    blurred.has(baseOf(place)) ? [] : [{ place, isLocal: locals.has(place), isShared: shared.has(place) }],
  );
}

/** What is looked at several times, in the order of the text. */
interface Parts {
  readonly calls: readonly Call[];
  /** What gives places other values. */
  readonly giving: readonly (Assign | Update | DeclarationStatement | Loop)[];
  /** Where an allocation and the test of it may stand. */
  readonly testing: readonly (Block | If)[];
}

function partsOf(nodes: readonly Node[]): Parts {
  const calls: Call[] = [];
  const giving: Parts["giving"][number][] = [];
  const testing: Parts["testing"][number][] = [];
  for (const node of nodes) {
    switch (node.kind) {
      case "call":
        calls.push(node);
        break;
      case "assign":
      case "update":
      case "declaration":
      case "loop":
        giving.push(node);
        break;
      case "block":
      case "if":
        testing.push(node);
        break;
      default:
    }
  }
  return { calls, giving, testing };
}

function takingsIn({ giving, testing }: Parts): Map<string, Taking[]> {
  const takings = new Map<string, Taking[]>();
  const take = (target: Expression | string, value: Expression): void => {
    const call = plainValue(value);
    const api = call.kind === "call" ? apiNamed(call.name) : undefined;
    if (!api) return;
    const place = typeof target === "string" ? target : placeOf(target);
    if (place === undefined) return;
    const of = takings.get(place);
    const taking = { api, call, isTestedAtOnce: false };
    if (of) of.push(taking);
    else takings.set(place, [taking]);
  };
  for (const part of giving) {
    if (part.kind === "assign") take(part.target, part.value);
    else if (part.kind === "declaration")
      for (const { name, initializer } of part.declarators) if (initializer) take(name, initializer);
  }
  if (takings.size > 0) markTested(testing, takings);
  return takings;
}

/** Finds the tests that stand right behind an allocation, or around it. */
function markTested(testing: Parts["testing"], takings: Map<string, Taking[]>): void {
  const tested = new Set<Expression>();
  const taken = new Map([...takings].flatMap(([place, all]) => all.map(({ call }) => [call, place] as const)));
  for (const node of testing) {
    if (node.kind === "block") {
      for (let i = 0; i + 1 < node.statements.length; i++) {
        const next = node.statements[i + 1];
        const call = next?.kind === "if" ? takenBy(node.statements[i]) : undefined;
        const place = call && taken.get(call);
        if (call && place !== undefined && next?.kind === "if" && testedFirst(next.condition) === place)
          tested.add(call);
      }
    } else {
      const call = takenFirst(node.condition);
      if (call) tested.add(call);
    }
  }
  for (const [place, all] of takings)
    takings.set(
      place,
      all.map((one) => (tested.has(one.call) ? { ...one, isTestedAtOnce: true } : one)),
    );
}

/** The call of `p = f();` and `T *p = f();`. */
function takenBy(statement: Statement | undefined): Expression | undefined {
  if (statement?.kind === "declaration") {
    const initializer = statement.declarators.at(-1)?.initializer;
    return initializer && plainValue(initializer);
  }
  const assign = statement?.kind === "expression" ? statement.expression : undefined;
  return assign?.kind === "assign" && assign.operator === "=" && assign.value.kind !== "assign"
    ? plainValue(assign.value)
    : undefined;
}

/** The place that a condition asks for before all else: `p` in `!p || q`. */
function testedFirst(condition: Expression): string | undefined {
  const first = firstTested(condition);
  return first.kind === "assign" ? undefined : placeOf(first);
}

/** The call of `(p = f())` where the condition asks for it before all else. */
function takenFirst(condition: Expression): Expression | undefined {
  const first = firstTested(condition);
  return first.kind === "assign" ? plainValue(first.value) : undefined;
}

function firstTested(condition: Expression): Expression {
  switch (condition.kind) {
    case "unary":
      return condition.operator === "!" ? firstTested(condition.operand) : condition;
    case "binary":
      if (condition.operator === "&&" || condition.operator === "||") return firstTested(condition.left);
      return (condition.operator === "==" || condition.operator === "!=") && isNull(condition.right)
        ? condition.left
        : condition;
    case "call":
      return /^(?:un)?likely$|^(?:IS_ERR|ZERO_OR_NULL)/.test(condition.name) && condition.args[0]
        ? firstTested(condition.args[0])
        : condition;
    default:
      return condition;
  }
}

/** Places that are freed, each with the first call that does. */
function freedIn({ calls }: Parts): Map<string, Call> {
  const freed = new Map<string, Call>();
  for (const call of calls) {
    const free = freeFunctionNamed(call.name);
    const arg = free && call.args[free.pointer];
    const place = arg && placeOf(arg);
    if (free && place !== undefined && freesAtOnce(free.name) && !freed.has(place)) freed.set(place, call);
  }
  return freed;
}

/** Whether a place may be named again once it is freed: behind the free, or where a way leads back. */
function isReachedFrom(free: Call, place: string, nodes: readonly Node[]): boolean {
  const last = lastMember(place);
  const labels = new Set<string>();
  for (const node of nodes) {
    switch (node.kind) {
      case "name":
      case "member":
        if (node.end > free.end && (node.kind === "name" ? node.name : node.member) === last && placeOf(node) === place)
          return true;
        break;
      case "loop":
        if (node.start < free.start && free.end < node.end) return true;
        break;
      case "label":
        if (node.start < free.start) labels.add(node.name);
        break;
      case "goto":
        if (free.end < node.start && labels.has(node.label ?? "")) return true;
        break;
      default:
    }
  }
  return false;
}

/** Places that are given other values too than allocations and NULL. */
function sharedPlaces({ giving }: Parts): ReadonlySet<string> {
  const shared = new Set<string>();
  const check = (place: string | undefined, value: Expression | undefined): void => {
    if (place !== undefined && (!value || !(isNull(value) || allocates(value)))) shared.add(place);
  };
  for (const node of giving) {
    if (node.kind === "assign") check(placeOf(node.target), node.operator === "=" ? node.value : undefined);
    else if (node.kind === "update") check(placeOf(node.operand), undefined);
    else if (node.kind === "declaration") {
      for (const { name, initializer } of node.declarators) if (initializer) check(name, initializer);
    } else {
      for (const arg of node.iterates?.args ?? []) check(placeOf(arg), undefined);
    }
  }
  return shared;
}

function allocates(given: Expression): boolean {
  const value = plainValue(given);
  return value.kind === "call" && apiNamed(value.name) !== undefined;
}
