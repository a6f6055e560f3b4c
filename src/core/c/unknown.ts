/**
 * Thrown inside the C front end when a fact cannot be known, and caught by `attempt` at its border: user code is never
 * an error condition, and no exception leaves src/core/c. It is not an Error, so that no stack is recorded.
 */
export class Unknown {
  constructor(readonly why: string) {}
}

export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/** Runs `read`; an Unknown becomes its reason, and running out of stack becomes "too deeply nested". */
export function attempt<T>(read: () => T): Attempt<T> {
  try {
    return { ok: true, value: read() };
  } catch (problem) {
    return { ok: false, why: whyUnknown(problem) };
  }
}

/** The reason of a problem that was caught: for those who cannot afford a function and an answer for each attempt. */
export function whyUnknown(problem: unknown): string {
  if (problem instanceof Unknown) return problem.why;
  if (problem instanceof RangeError) return "it is nested too deeply";
  throw problem;
}
