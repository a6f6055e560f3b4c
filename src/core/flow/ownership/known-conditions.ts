import type { Expression } from "../../c/tree/nodes.ts";

/** A condition as text, and whether it is asked the other way round: `x == 0` asks for not `x`. */
export interface Test {
  readonly text: string;
  readonly subject: Expression;
  readonly negated: boolean;
}

/** What is known to hold on the way to a place: for each condition that is followed NOT_KNOWN, HOLDS or FAILS. */
export type Known = readonly number[];

const NOT_KNOWN = 0;
const HOLDS = 1;
const FAILS = 2;

/** More conditions are not followed in one function. */
const MOST_CONDITIONS = 120;

/** The conditions of a function that decide about each other, and what is learnt of them. */
export class Conditions {
  readonly nothingKnown: Known;
  private readonly texts: readonly string[];
  private readonly ids: ReadonlyMap<string, number>;
  /** Constants that the subject of each condition is compared with: `A` for `x==A`. */
  private readonly rivals: readonly (readonly number[])[];
  private readonly byWord = new Map<string, readonly number[]>();
  private readonly parts = new Map<string, readonly (readonly number[])[]>();

  /** `asked` are tests that are made more than once, and variables whose sign is asked for. */
  constructor(asked: Iterable<string>, signed: Iterable<string>) {
    const texts = new Set<string>();
    for (const text of asked) texts.add(text).add(signless(text));
    for (const name of signed) texts.add(name).add(`${name}<0`);
    this.texts = [...texts];
    this.ids = new Map(this.texts.map((text, id) => [text, id]));
    this.nothingKnown = this.texts.map(() => NOT_KNOWN);
    this.rivals = rivalsOf(this.texts);
  }

  get areTooMany(): boolean {
    return this.texts.length > MOST_CONDITIONS;
  }

  /** The names in all of them. */
  words(): ReadonlySet<string> {
    return new Set(this.texts.flatMap((text) => text.match(/\w+/g) ?? []));
  }

  /** Whether a condition holds; undefined where it is not known. */
  holds(known: Known, text: string): boolean | undefined {
    const id = this.ids.get(text);
    const state = id === undefined ? NOT_KNOWN : known[id];
    return state === HOLDS ? true : state === FAILS ? false : undefined;
  }

  /** Whether the test comes out true; undefined where nothing known decides it. */
  outcomeOf({ text, negated }: Test, known: Known): boolean | undefined {
    const holds = this.holds(known, text) ?? (this.isExcluded(text, known) ? false : undefined);
    return holds === undefined ? undefined : holds !== negated;
  }

  /** `x < 0` where x is 0, `x == A` where it is another constant. */
  private isExcluded(text: string, known: Known): boolean {
    if (text.endsWith("<0")) return this.holds(known, signless(text)) === false;
    const id = this.ids.get(text);
    return id !== undefined && this.rivals[id]?.some((rival) => known[rival] === HOLDS) === true;
  }

  /** What is known behind a test that came out as `outcome`. */
  learnt(known: Known, { text, negated }: Test, outcome: boolean): Known {
    const holds = outcome !== negated;
    const more = [...known];
    this.set(more, text, holds);
    if (holds && text.endsWith("<0")) this.set(more, signless(text), true); // x < 0 is not 0
    // By convention an error is negative: `if (err)` and `if (err < 0)` ask for the same.
    if (/^\w+$/.test(text)) this.set(more, `${text}<0`, holds);
    else if (!holds && !text.endsWith("<0")) this.set(more, `${text}<0`, false);
    return more;
  }

  /** What is known behind an assignment to a place, as it is written. */
  assigned(known: Known, place: string, value: Expression | undefined): Known {
    if (this.texts.length === 0) return known;
    const constant = value && constantOf(value);
    const named = value?.kind === "name" && /^[A-Z0-9_]+$/.test(value.name) && value.name !== "NULL" ? value.name : "";
    const forgotten = this.mentioning(/(?<!\w)\w+$/.exec(place)?.[0] ?? place);
    const isSame = constant === undefined && named === "" && forgotten.every((id) => known[id] === NOT_KNOWN);
    if (forgotten.length === 0 || isSame) return known;
    const rest = [...known];
    for (const id of forgotten) rest[id] = NOT_KNOWN;
    if (named !== "") this.set(rest, `${place}==${named}`, true);
    if (constant !== undefined) {
      this.set(rest, place, constant !== 0);
      this.set(rest, `${place}<0`, constant < 0);
    }
    return rest;
  }

  /** Whether a test depends on several conditions that are known: what it comes to is not worked out. */
  isCompound({ text }: Test, known: Known): boolean {
    if (this.texts.length < 2) return false;
    let parts = this.parts.get(text);
    if (!parts) {
      const bySubject = new Map<string, number[]>();
      this.texts.forEach((other, id) => {
        const subject = subjectOf(other);
        if (subject !== text && text.includes(subject)) bySubject.set(subject, [...(bySubject.get(subject) ?? []), id]);
      });
      parts = [...bySubject.values()];
      this.parts.set(text, parts);
    }
    if (parts.length < 2) return false;
    return parts.filter((ids) => ids.some((id) => known[id] !== NOT_KNOWN)).length > 1;
  }

  private mentioning(word: string): readonly number[] {
    let ids = this.byWord.get(word);
    if (!ids) {
      ids = this.texts.flatMap((text, id) => (text.includes(word) ? [id] : []));
      this.byWord.set(word, ids);
    }
    return ids;
  }

  private set(known: number[], text: string, holds: boolean): void {
    const id = this.ids.get(text);
    if (id !== undefined) known[id] = holds ? HOLDS : FAILS;
  }
}

/** What is known on both ways; `a` itself where it is nothing less. */
export function common(a: Known, b: Known): Known {
  if (a === b) return a;
  let both: number[] | undefined;
  for (let id = 0; id < a.length; id++) {
    if (a[id] === NOT_KNOWN || a[id] === b[id]) continue;
    both ??= [...a];
    both[id] = NOT_KNOWN;
  }
  return both ?? a;
}

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

/** What a test is about: `x`, for `x`, `x < 0` and `x == A`. */
export function subjectOf(test: string): string {
  const compared = test.indexOf("==");
  return compared > 0 ? test.slice(0, compared) : signless(test);
}

/** 0, a positive number, or -1 for any negative one: `-ENOMEM`, the error of a pointer. */
export function constantOf(value: Expression): number | undefined {
  if (value.kind === "call") return value.name === "PTR_ERR" ? -1 : undefined;
  if (value.kind === "number" && /^\d+$/.test(value.text)) return Number(value.text);
  if (value.kind === "name") return value.name === "true" ? 1 : /^(?:false|NULL)$/.test(value.name) ? 0 : undefined;
  if (value.kind !== "unary" || value.operator !== "-") return undefined;
  const { operand } = value;
  return (operand.kind === "name" && /^E[A-Z0-9]+$/.test(operand.name)) || constantOf(operand) ? -1 : undefined;
}

export function writtenAs({ start, end }: Expression, text: string): string {
  const written = text.slice(start, end);
  return /\s/.test(written) ? written.replace(/\s+/g, "") : written;
}

const EQUALS_CONSTANT = /^(.+)==([A-Z0-9_]+)$/;

function rivalsOf(texts: readonly string[]): readonly (readonly number[])[] {
  const bySubject = new Map<string, number[]>();
  const subjects = texts.map((text) => EQUALS_CONSTANT.exec(text)?.[1]);
  subjects.forEach((subject, id) => {
    if (subject !== undefined) bySubject.set(subject, [...(bySubject.get(subject) ?? []), id]);
  });
  return subjects.map((subject, id) => (bySubject.get(subject ?? "") ?? []).filter((other) => other !== id));
}

export function isZero(expression: Expression): boolean {
  return (
    (expression.kind === "number" && expression.text === "0") ||
    (expression.kind === "name" && /^(?:NULL|false)$/.test(expression.name))
  );
}

/** `x` for `x < 0`. */
function signless(text: string): string {
  return text.endsWith("<0") ? text.slice(0, -2) : text;
}
