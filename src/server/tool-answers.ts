import { placementText } from "../core/explain/placement-text.ts";
import { chosenText, readAnswers } from "../core/tools/choose.ts";
import { callLines, findingLine, whereCallsAre } from "../core/tools/explain.ts";
import { answerTo } from "../core/tools/simulate.ts";
import type { ToolAnswer } from "../protocol/tools.ts";
import { type Analysis, viewOf } from "./analyses.ts";
import { visible } from "./markdown.ts";
import type { ChosenProfile } from "./profiles.ts";

/** What one request would get. */
export function simulated(request: Readonly<Record<string, unknown>>, chosen: ChosenProfile): ToolAnswer {
  const found = answerTo(request, chosen.config);
  if (found.kind === "error") return refused(found.why);
  return answered(placementText(found.placement, found.size, titleOf(chosen), []));
}

/** The calls and findings that cover a line, counted from 1. */
export function explained(line: number, analysis: Analysis, place: string): ToolAnswer {
  const { text, assessments, findings } = analysis;
  const lineOf = (offset: number) => text.rangeOf(offset, offset).start.line + 1;
  const covers = ({ start, end }: { readonly start: number; readonly end: number }) =>
    lineOf(start) <= line && line <= lineOf(end);
  const calls = assessments.filter(({ call }) => covers(call));
  const found = findings.filter(covers);
  if (calls.length + found.length === 0) {
    const lines = assessments.map(({ call }) => lineOf(call.start));
    return refused(whereCallsAre(place, line, lines));
  }
  const texts = calls.map((assessment) =>
    [`Line ${lineOf(assessment.call.start)}: ${assessment.call.text}`, ...callLines(assessment, viewOf(analysis))]
      .map(visible)
      .join("\n"),
  );
  return answered([...texts, ...found.map((finding) => visible(findingLine(finding)))].join("\n\n"));
}

/** The decision chart, a question at a time. */
export function chosen(answers: unknown): ToolAnswer {
  const read = readAnswers(answers);
  return "why" in read ? refused(read.why) : answered(chosenText(read.answers));
}

export function refused(text: string): ToolAnswer {
  return { text, isError: true };
}

function answered(text: string): ToolAnswer {
  return { text: text.trimEnd(), isError: false };
}

function titleOf({ title, config, assumed }: ChosenProfile): string {
  return `${title}, ${config.arch}, pages of ${config.pageSize} bytes${assumed ? "; assumed, no kernel was chosen" : ""}`;
}
