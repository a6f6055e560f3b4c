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
    if (problem instanceof Unknown) return { ok: false, why: problem.why };
    if (problem instanceof RangeError) return { ok: false, why: "it is nested too deeply" };
    throw problem;
  }
}
