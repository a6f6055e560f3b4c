import type { Assessment } from "../analysis/assessment.ts";
import type { Block } from "../explain/block.ts";
import { explain, type View } from "../explain/explain.ts";
import { whatIf } from "../explain/what-if.ts";
import { verdict } from "../guide/verdict.ts";
import type { Finding } from "../rules/finding.ts";

/** Everything there is to say about a call, in lines of plain text. */
export function callLines(assessment: Assessment, view: View): string[] {
  const { text, kind } = verdict(assessment, view.config);
  return [
    ...[...explain(assessment, view), ...whatIf(assessment, view.config)].flatMap(blockLines),
    ...(kind === "none" ? [] : [`The API: ${text}`]),
  ];
}

export function findingLine({ severity, rule, message, fix }: Finding): string {
  return `${severity} [${rule}]: ${message}${fix ? ` (fix: ${fix.title})` : ""}`;
}

/** Where the calls of a file are, for one who asked about a line, counted from 1, that has none. */
export function whereCallsAre(place: string, line: number, lines: readonly number[]): string {
  const nearest = [...new Set(lines)].sort((a, b) => Math.abs(a - line) - Math.abs(b - line)).slice(0, 10);
  const where = nearest.length === 0 ? "the file has none" : `the nearest are at ${nearest.join(", ")}`;
  return `There is no allocation call at ${place}:${line}; ${where}`;
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case "headline":
    case "note":
      return [block.text];
    case "fact":
      return [`${block.label}: ${block.text}`];
    case "steps":
      return block.steps.map(({ kernel, says }) => `- ${kernel}: ${says}`);
    case "listing":
      return [...block.lines];
    case "table":
      return [block.head, ...block.rows].map((row) => row.join(" | "));
    case "link":
      return [];
  }
}
