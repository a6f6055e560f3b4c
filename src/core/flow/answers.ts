/** What is asked, and what its answer is worth. */
export interface Question<T> {
  find(): T;
  /** The answer while it is looked for: what it rests on may ask for it again. */
  readonly whenCircular: T;
  /** Whether it is the answer for good of what rests on itself. */
  readonly dropsCircular?: boolean;
  /** Whether two answers are as good as each other for all that rests on them. */
  isSame?(a: T, b: T): boolean;
  /** It is about what any edit may change, so that no kept answer is given after one. */
  readonly isInput?: boolean;
}

const NOTHING: readonly Answer<unknown>[] = [];

/** An answer with those that it rests on. */
export class Answer<T> {
  known: { readonly value: T } | undefined;
  rests: readonly Answer<unknown>[] = NOTHING;
  /** The edit that it was last found to hold after, and the one that made it another. */
  checked = 0;
  changed = 0;
  /** While it is looked for: index of the lowest open question that it is in a circle with, at most its own. */
  low: number | undefined;

  constructor(public question: Question<T>) {}
}

/** A Map or WeakMap. */
export interface AnswerTable<K, T> {
  get(key: K): Answer<T> | undefined;
  set(key: K, answer: Answer<T>): unknown;
}

interface Open {
  rests: Set<Answer<unknown>> | undefined;
  low: number;
  isCircular: boolean;
  /** Answers that are in a circle with this question, to be settled with it. */
  readonly tied: Answer<unknown>[];
}

function restsOn(open: Open | undefined, answer: Answer<unknown>): void {
  if (!open) return;
  open.rests ??= new Set();
  open.rests.add(answer);
}

/**
 * Answers about a text that may be edited. Each is kept with those that it rests on, and is given again after an edit
 * where none of them has become another one. The order of the questions makes no difference: all that rest on each other
 * in a circle are treated alike, whichever of them was asked first.
 */
export class Answers {
  private edits = 1;
  private readonly open: Open[] = [];

  /** Something has changed: what was answered before is checked before it is given again. */
  edited(): void {
    this.edits++;
  }

  ask<K, T>(table: AnswerTable<K, T>, key: K, question: Question<T>): T {
    let answer = table.get(key);
    if (!answer) {
      answer = new Answer(question);
      table.set(key, answer);
    }
    answer.question = question;
    if (answer.low !== undefined) return this.closeCircle(answer, answer.low);
    const value = this.current(answer);
    if (answer.low === undefined) restsOn(this.open.at(-1), answer);
    return value;
  }

  private current<T>(answer: Answer<T>): T {
    if (!answer.known || !this.holds(answer)) return this.find(answer);
    answer.checked = this.edits;
    return answer.known.value;
  }

  /** Whether a kept answer is still right: nothing that it rests on has become another since it was last checked. */
  private holds<T>(answer: Answer<T>): boolean {
    if (answer.checked === this.edits) return true;
    if (answer.question.isInput) return false;
    for (const rest of answer.rests) {
      if (rest.low !== undefined) return false;
      this.current(rest);
      // What it rests on may rest on it in turn by now: then it was found anew on the way.
      if (answer.checked === this.edits) return true;
      if (rest.changed > answer.checked) return false;
    }
    return true;
  }

  private find<T>(answer: Answer<T>): T {
    const { question } = answer;
    const position = this.open.length;
    const own: Open = { rests: undefined, low: position, isCircular: false, tied: [] };
    answer.low = position;
    this.open.push(own);
    let found: T;
    try {
      found = question.find();
    } catch (problem) {
      answer.low = undefined;
      for (const tied of own.tied) tied.low = undefined;
      throw problem;
    } finally {
      this.open.length = position;
    }
    const value = own.isCircular && question.dropsCircular ? question.whenCircular : found;
    const { known } = answer;
    const isSame = known && (question.isSame?.(known.value, value) ?? known.value === value);
    const kept = isSame ? known : { value };
    if (!isSame) answer.changed = this.edits;
    answer.known = kept;
    answer.checked = this.edits;
    answer.rests = own.rests ? [...own.rests] : NOTHING;
    this.settle(answer, own, position);
    return kept.value;
  }

  /** An answer in a circle rests on all that the circle rests on. */
  private settle(answer: Answer<unknown>, own: Open, position: number): void {
    if (own.low === position) {
      answer.low = undefined;
      for (const tied of own.tied) {
        tied.low = undefined;
        tied.rests = answer.rests;
      }
      return;
    }
    for (const tied of [answer, ...own.tied]) {
      tied.low = own.low;
      this.open[own.low]?.tied.push(tied);
    }
    const around = this.open.at(-1);
    for (const rest of own.rests ?? NOTHING) restsOn(around, rest);
  }

  /** A question was asked again while it is open, or in a circle with an open one: so are all that are open above. */
  private closeCircle<T>({ question }: Answer<T>, low: number): T {
    for (const open of this.open.slice(low)) {
      open.low = Math.min(open.low, low);
      open.isCircular = true;
    }
    return question.whenCircular;
  }
}
