import type { Expression } from "../../c/tree/nodes.ts";
import { nodesOf } from "../../c/tree/walk.ts";
import { handsOn, isPlace } from "./places.ts";

/** `(p = f())` as a condition asks for p. */
export function valueTested(expression: Expression): Expression {
  return expression.kind === "assign" && expression.operator === "=" ? expression.target : expression;
}

/** Which allocator the memory is from decides what frees it: kvmalloc() by hand. */
export function asksForAllocator(subject: Expression, place: string): boolean {
  if (subject.kind !== "call" || !/^is_(?:vmalloc|kmalloc)\w*|^virt_addr_valid$/.test(subject.name)) return false;
  return subject.args.some((arg) => handsOn(arg, place));
}

/** Whether a call is given the answer to whether `place` is NULL: `XE_IOCTL_DBG(xe, !p)`. */
export function isGivenTest(argument: Expression, place: string): boolean {
  switch (argument.kind) {
    case "unary":
      return argument.operator === "!" && (isPlace(argument.operand, place) || isGivenTest(argument.operand, place));
    case "binary": {
      const { operator, left, right } = argument;
      if (operator === "&&" || operator === "||") return isGivenTest(left, place) || isGivenTest(right, place);
      return (operator === "==" || operator === "!=") && (isPlace(left, place) || isPlace(right, place));
    }
    default:
      return false;
  }
}

/** The loop of an iteration macro goes on or ends: that says nothing of its next use. */
export function isIteration(subject: Expression): boolean {
  return subject.kind === "call" && /for_each|^h?list_/.test(subject.name);
}

/** Functions and macros that may stop where their argument is NULL. */
const MAY_TEST = /assert|check|verify|expect|valid|ensure|bug|test|null|warn|require/;

export function mayTest(name: string): boolean {
  return !/[a-z]/.test(name) || MAY_TEST.test(name);
}

/** Flags that are spelled out, none of which lets the allocation never fail. */
export function isPlainMask(mask: Expression | undefined): boolean {
  if (!mask) return false;
  return nodesOf(mask).every(
    (node) =>
      node.kind === "binary" ||
      node.kind === "unary" ||
      (node.kind === "name" && /^(?:__)?GFP_(?!NOFAIL)/.test(node.name)),
  );
}
