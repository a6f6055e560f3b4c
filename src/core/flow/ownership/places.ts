import type { Call, Expression, Span, Statement } from "../../c/tree/nodes.ts";
import { childrenOf, type Node, nodesOf } from "../../c/tree/walk.ts";
import { firstEvaluated } from "../evaluation.ts";

/** `p`, `dev->ring`, `dev->rx.ring` as one word; undefined for what is no name or member of one. */
export function placeOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case "name":
      return expression.name;
    case "member": {
      const object = placeOf(expression.object);
      return object === undefined ? undefined : `${object}${expression.arrow ? "->" : "."}${expression.member}`;
    }
    case "cast":
      return placeOf(expression.operand);
    default:
      return undefined;
  }
}

/** Whether an expression is `place`, as far as `end` of it, as placeOf() writes it. */
export function isPlace(expression: Expression, place: string, end = place.length): boolean {
  switch (expression.kind) {
    case "name":
      return expression.name.length === end && place.startsWith(expression.name);
    case "member": {
      const operator = expression.arrow ? "->" : ".";
      const at = end - expression.member.length;
      const before = at - operator.length;
      if (before <= 0 || !place.startsWith(expression.member, at) || !place.startsWith(operator, before)) return false;
      return isPlace(expression.object, place, before);
    }
    case "cast":
      return isPlace(expression.operand, place, end);
    default:
      return false;
  }
}

/** The variable that `p->a[i].b` starts from; undefined for what starts with a call. */
export function rootOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case "name":
      return expression.name;
    case "member":
    case "index":
      return rootOf(expression.object);
    case "cast":
    case "unary":
      return rootOf(expression.operand);
    default:
      return undefined;
  }
}

/** The variable that a place starts from. */
export function baseOf(place: string): string {
  return /^\w+/.exec(place)?.[0] ?? place;
}

/** The name that a place ends with. */
export function lastMember(place: string): string {
  return /(?<!\w)\w+$/.exec(place)?.[0] ?? place;
}

/** What an assignment or an initialiser is, seen through casts and chains: the `f()` of `(T *)(q = f())`. */
export function plainValue(expression: Expression): Expression {
  switch (expression.kind) {
    case "cast":
      return plainValue(expression.operand);
    case "assign":
      return expression.operator === "=" ? plainValue(expression.value) : expression;
    default:
      return expression;
  }
}

export function isNull(expression: Expression): boolean {
  const value = plainValue(expression);
  return (value.kind === "name" && value.name === "NULL") || (value.kind === "number" && value.text === "0");
}

/**
 * Whether the value of `place`, or an address inside what it points at, is handed on by an expression. Reading through
 * it, testing it and what stands in nested calls is none of that.
 */
export function handsOn(expression: Expression, place: string): boolean {
  if (isPlace(expression, place)) return true;
  switch (expression.kind) {
    case "cast":
      return handsOn(expression.operand, place);
    case "unary":
      return expression.operator === "&" && pointsInto(expression.operand, place);
    case "binary":
      return isArithmetic(expression.operator) && (handsOn(expression.left, place) || handsOn(expression.right, place));
    case "conditional":
      return (
        (expression.whenTrue !== undefined
          ? handsOn(expression.whenTrue, place)
          : handsOn(expression.condition, place)) || handsOn(expression.whenFalse, place)
      );
    case "comma":
      return handsOn(expression.right, place);
    case "assign":
      return isPlace(expression.target, place) || handsOn(expression.value, place);
    case "list":
      return expression.elements.some((element) => handsOn(element, place));
    case "update":
      return handsOn(expression.operand, place);
    case "statements":
      return nodesOf(expression).some((node) => node.kind === "name" && node.name === baseOf(place));
    case "call":
      return GIVES_BACK.test(expression.name) && expression.args.some((arg) => handsOn(arg, place));
    case "name":
    case "number":
    case "string":
    case "member":
    case "index":
    case "sizeof":
    case "type":
    case "other":
      return false;
  }
}

/** What they return is their argument, or points into it. */
const GIVES_BACK =
  /^(?:str(?:replace|n?cpy|n?cat|l?cat|r?chr\w*|n?str|im|sep|pbrk)|skip_spaces|mem(?:cpy|move|set|chr\w*|scan)|(?:PTR_)?ALIGN\w*|ERR_CAST|no_free_ptr|rcu_dereference\w*|READ_ONCE)$/;

/** Whether an expression hands the pointer itself on, not an address in what it points at. */
export function givesValue(expression: Expression, place: string): boolean {
  return handsOn(expression, place) && !(plainValue(expression).kind === "unary");
}

/**
 * The same, and parts of what it points at, which may be arrays: then their value is an address in it. What is assigned
 * to is no array.
 */
export function mayHandOn(expression: Expression, place: string, isAssigned: (member: string) => boolean): boolean {
  if (handsOn(expression, place)) return true;
  const value = plainValue(expression);
  if (value.kind === "binary" && isArithmetic(value.operator))
    return mayHandOn(value.left, place, isAssigned) || mayHandOn(value.right, place, isAssigned);
  if (value.kind === "conditional")
    return (
      (value.whenTrue !== undefined && mayHandOn(value.whenTrue, place, isAssigned)) ||
      mayHandOn(value.whenFalse, place, isAssigned)
    );
  if (value.kind === "member") return pointsInto(value, place) && !isAssigned(value.member);
  return value.kind === "unary" && value.operator === "*" && pointsInto(value, place);
}

/** Whether `&place->member`, `&place[i]` is an address in what `place` points at. */
function pointsInto(expression: Expression, place: string): boolean {
  switch (expression.kind) {
    case "member":
      // What a member points at is another object.
      return isPlace(expression.object, place) || (!expression.arrow && pointsInto(expression.object, place));
    case "index":
      return isPlace(expression.object, place) || pointsInto(expression.object, place);
    case "unary":
      return expression.operator === "*" && handsOn(expression.operand, place);
    default:
      return isPlace(expression, place);
  }
}

/** Whether somewhere in a statement the value of `place` is handed to a call, assigned or returned. */
export function usesValue(statement: Statement, place: string): boolean {
  for (const node of nodesOf(statement)) {
    if (node.kind === "call" && evaluated(node).some((arg) => handsOn(arg, place))) return true;
    if (node.kind === "assign" && (handsOn(node.value, place) || isPlace(node.target, place))) return true;
    if (node.kind === "return" && node.value && handsOn(node.value, place)) return true;
    if (node.kind === "declaration")
      for (const { initializer } of node.declarators) if (initializer && handsOn(initializer, place)) return true;
  }
  return false;
}

/** Arguments of a call that are evaluated, not only measured. */
export function evaluated(call: Call): readonly Expression[] {
  const from = firstEvaluated(call.name);
  return from === 0 ? call.args : call.args.slice(from);
}

/** Tells whether a function assigns to a member of what a place points at. */
export function assignedIn(text: string, { start, end }: Span, place: string): (member: string) => boolean {
  const known = new Map<string, boolean>();
  let body: string | undefined;
  return (member) => {
    let isAssigned = known.get(member);
    if (isAssigned === undefined) {
      body ??= text.slice(start, end);
      const written = `${place}->${member}`;
      isAssigned = isWritten(written, body);
      known.set(member, isAssigned);
    }
    return isAssigned;
  };
}

/** Whether a text has an assignment to a place in it. */
function isWritten(place: string, text: string): boolean {
  for (let at = text.indexOf(place); at >= 0; at = text.indexOf(place, at + 1)) {
    if (at > 0 && /[\w>.]/.test(text.charAt(at - 1))) continue;
    let end = at + place.length;
    while (/\s/.test(text.charAt(end))) end++;
    if (text[end] === "=" && text[end + 1] !== "=") return true;
  }
  return false;
}

/** Variables whose address is taken, or that are declared twice: what happens to them is not always seen. */
export function blurredNames(nodes: readonly Node[]): ReadonlySet<string> {
  const blurred = new Set<string>();
  const declared = new Set<string>();
  for (const node of nodes) {
    if (node.kind === "unary" && node.operator === "&" && node.operand.kind === "name") blurred.add(node.operand.name);
    if (node.kind === "declaration") {
      for (const { name, isArray, attributes } of node.declarators) {
        if (declared.has(name) || isArray || attributes.length > 0 || /\bstatic\b/.test(node.type)) blurred.add(name);
        declared.add(name);
      }
    }
    if (node.kind === "other" || node.kind === "statements") {
      for (const child of childrenOf(node)) {
        for (const inner of nodesOf(child)) if (inner.kind === "name") blurred.add(inner.name);
      }
    }
  }
  return blurred;
}

function isArithmetic(operator: string): boolean {
  return operator === "+" || operator === "-" || operator === "|" || operator === "&";
}
