import { createHash } from "node:crypto";
import { type FileAnalysis, functionAt } from "../core/analysis/file-analysis.ts";
import type { Finding } from "../core/rules/finding.ts";

/**
 * Names the findings of a file, asked for in their order, so that the names stay when lines move: they follow from the
 * rule, the function and the words of the code, and only among equal ones from the order. The file is no part of them.
 */
export function fingerprintsIn(analysis: FileAnalysis, text: string): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ rule, start, end }) => {
    const words = text.slice(start, end).replace(/\s+/g, " ").trim();
    const subject = [rule, functionAt(analysis, start)?.name ?? "", words].join("\0");
    const nth = seen.get(subject) ?? 0;
    seen.set(subject, nth + 1);
    return createHash("sha256").update(`${subject}\0${nth}`, "latin1").digest("hex").slice(0, 32);
  };
}
