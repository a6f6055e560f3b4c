import type { Expression } from "../../c/tree/nodes.ts";

/** A condition as text, and whether it is asked the other way round: `x == 0` asks for not `x`. */
export interface Test {
  readonly text: string;
  readonly subject: Expression;
  readonly negated: boolean;
}

/** What is known to hold on the way to a place: conditions by their text. */
export type Known = ReadonlyMap<string, boolean>;

export const NOTHING_KNOWN: Known = new Map();

export function testOf(condition: Expression, text: string): Test {
  if (condition.kind === "binary" && (condition.operator === "==" || condition.operator === "!=")) {
    const { left, right, operator } = condition;
    const subject = isZero(right) ? left : isZero(left) ? right : undefined;
    if (subject) return { text: writtenAs(subject, text), subject, negated: operator === "==" };
    const same = `${writtenAs(left, text)}==${writtenAs(right, text)}`;
    return { text: same, subject: condition, negated: operator === "!=" };
  }
  return { text: writtenAs(condition, text), subject: condition, negated: false };
}

/** Whether the test comes out true; undefined where nothing known decides it. */
export function outcomeOf({ text, negated }: Test, known: Known): boolean | undefined {
  const holds = known.get(text) ?? (known.get(signless(text)) === false ? false : otherConstant(text, known));
  return holds === undefined ? undefined : holds !== negated;
}

/** False where the subject of `x == A` is known to be another constant. */
function otherConstant(text: string, known: Known): false | undefined {
  const [, subject, constant] = EQUALS_CONSTANT.exec(text) ?? [];
  if (subject === undefined) return undefined;
  for (const [other, holds] of known) {
    const equals = holds ? EQUALS_CONSTANT.exec(other) : undefined;
    if (equals && equals[1] === subject && equals[2] !== constant) return false;
  }
  return undefined;
}

const EQUALS_CONSTANT = /^(.+)==([A-Z0-9_]+)$/;

/** What is known behind a test that came out as `outcome`. */
export function learnt(known: Known, { text, negated }: Test, outcome: boolean): Known {
  const holds = outcome !== negated;
  const more = new Map(known).set(text, holds);
  if (holds && signless(text) !== text) more.set(signless(text), true); // x < 0 is not 0
  // By convention an error is negative: `if (err)` and `if (err < 0)` ask for the same.
  if (/^\w+$/.test(text)) more.set(`${text}<0`, holds);
  else if (!holds && !text.endsWith("<0")) more.set(`${text}<0`, false);
  return more;
}

/** What is known behind an assignment to a place, as it is written. */
export function assigned(known: Known, place: string, value: Expression | undefined): Known {
  const constant = value && constantOf(value);
  const named =
    value?.kind === "name" && /^[A-Z0-9_]+$/.test(value.name) && value.name !== "NULL" ? value.name : undefined;
  if (constant === undefined && named === undefined && known.size === 0) return known;
  const word = /(?<!\w)\w+$/.exec(place)?.[0] ?? place;
  const rest = new Map([...known].filter(([text]) => !text.includes(word)));
  if (named !== undefined) rest.set(`${place}==${named}`, true);
  if (constant !== undefined) rest.set(place, constant !== 0).set(`${place}<0`, constant < 0);
  return rest;
}

/** What is known on both ways; `a` itself where it is nothing less. */
export function common(a: Known, b: Known): Known {
  if (a === b) return a;
  const both = [...a].filter(([text, holds]) => b.get(text) === holds);
  return both.length === a.size ? a : new Map(both);
}

/** 0, a positive number, or -1 for any negative one: `-ENOMEM`. */
function constantOf(value: Expression): number | undefined {
  if (value.kind === "number" && /^\d+$/.test(value.text)) return Number(value.text);
  if (value.kind === "name") return value.name === "true" ? 1 : /^(?:false|NULL)$/.test(value.name) ? 0 : undefined;
  if (value.kind !== "unary" || value.operator !== "-") return undefined;
  const { operand } = value;
  return (operand.kind === "name" && /^E[A-Z0-9]+$/.test(operand.name)) || constantOf(operand) ? -1 : undefined;
}

function isZero(expression: Expression): boolean {
  return (
    (expression.kind === "number" && expression.text === "0") ||
    (expression.kind === "name" && /^(?:NULL|false)$/.test(expression.name))
  );
}

/** `x` for `x < 0`. */
export function signless(text: string): string {
  return text.endsWith("<0") ? text.slice(0, -2) : text;
}

export function writtenAs({ start, end }: Expression, text: string): string {
  return text.slice(start, end).replace(/\s+/g, "");
}
