/** Whether the place of a call may sleep. `at` is the offset of the evidence. */
export type ContextFact =
  | { readonly kind: "process"; readonly why: string; readonly at?: number }
  | { readonly kind: "atomic"; readonly why: string; readonly at?: number }
  | { readonly kind: "unknown"; readonly why: string };

export const ONLY_THE_CALLER_KNOWS: ContextFact = { kind: "unknown", why: "only the caller knows" };

/** Whether two facts say the same and rest on the same place. */
export function isSameContext<Fact extends ContextFact | undefined>(a: Fact, b: Fact): boolean {
  if (!a || !b) return a === b;
  const at = (fact: ContextFact) => (fact.kind === "unknown" ? undefined : fact.at);
  return a.kind === b.kind && a.why === b.why && at(a) === at(b);
}
