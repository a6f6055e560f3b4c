import type { Expression } from "../../c/tree/nodes.ts";
import { valueTested } from "./asking.ts";
import { isZero, type Test } from "./known-conditions.ts";
import { placeOf, plainValue } from "./places.ts";
import type { Awaited } from "./value.ts";

/**
 * What a test that came out as `outcome` tells of an awaited call: whether it failed, undefined where the test asks for
 * something else. Functions say that they failed by an error number, NULL, false or an error pointer.
 */
export function failedBy(
  { subject, negated }: Test,
  outcome: boolean,
  awaited: Awaited,
  saysByZero: (answer: Expression) => boolean,
): boolean | undefined {
  if (subject.kind === "binary") {
    const { left, right, operator } = subject;
    if (!isZero(right) || !isAnswer(left, awaited)) return undefined;
    return operator === "<" ? outcome : operator === ">=" ? !outcome : undefined;
  }
  const [arg] = subject.kind === "call" && /^IS_ERR(?:_OR_NULL)?$/.test(subject.name) ? subject.args : [];
  if (arg) return isAnswer(arg, awaited) ? outcome : undefined;
  if (!isAnswer(subject, awaited)) return undefined;
  const isSet = outcome !== negated;
  return saysByZero(subject) ? !isSet : isSet;
}

function isAnswer(expression: Expression, { call, answer }: Awaited): boolean {
  const tested = valueTested(expression);
  return plainValue(expression) === call || (answer !== "" && placeOf(tested) === answer);
}

/** Whether a condition is written as `!f()`. */
export function isNegated({ start }: Expression, text: string): boolean {
  return /!\s*\(?\s*$/.test(text.slice(Math.max(0, start - 8), start));
}
