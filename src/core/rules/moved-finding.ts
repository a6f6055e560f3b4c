import type { Finding } from "./finding.ts";

/** A finding of a text in which everything stands elsewhere. */
export function movedFinding(finding: Finding, moved: (offset: number) => number): Finding {
  const span = <T extends { readonly start: number; readonly end: number }>(at: T): T => ({
    ...at,
    start: moved(at.start),
    end: moved(at.end),
  });
  const { related, fix } = finding;
  return {
    ...span(finding),
    ...(related ? { related: related.map(span) } : {}),
    ...(fix ? { fix: { ...fix, edits: fix.edits.map(span) } } : {}),
  };
}
