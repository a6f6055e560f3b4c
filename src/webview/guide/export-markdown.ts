import { LEAVES } from "../../core/guide/leaves.ts";
import { QUESTIONS } from "../../core/guide/questions.ts";
import { sampleOf } from "../../core/guide/samples.ts";
import { likelyWalk } from "../../core/guide/walk.ts";
import { parseVersion } from "../../core/kernel/version.ts";
import type { GuideAlternative } from "../../protocol/changes.ts";
import { answersOf, type PanelState } from "./panel-state.ts";

/** The way through the chart as a Markdown document. */
export function toMarkdown(state: PanelState): string {
  const { shown } = state;
  const { path, at, advice } = likelyWalk(answersOf(state));
  const call = shown?.call;
  const facts = shown?.kernel.facts;
  const lines = ["# Which allocation API?", ""];
  if (call) lines.push(...fenced(call.text), "", escaped(call.headline), "");
  if (shown && facts)
    lines.push(`Numbers for ${escaped(shown.kernel.profile.title)} (${facts.version}, ${facts.arch}).`, "");
  for (const { question, edge, presumed } of path)
    lines.push(`1. ${escaped(QUESTIONS[question].text)} **${escaped(edge.text)}**${presumed ? " (presumed)" : ""}`);
  if (at.kind === "leaf") {
    const { label, when, free, limits } = LEAVES[at.id];
    lines.push("", `## ${escaped(label)}`, "", `${escaped(when)}.`, "");
    for (const text of advice) lines.push(escaped(text), "");
    lines.push(...fenced(sampleOf(at.id, facts && parseVersion(facts.version))), "");
    lines.push(`Freed by: ${escaped(free)}`, "", escaped(limits), "");
    for (const limit of facts?.limits[at.id] ?? []) lines.push(`- ${escaped(limit.label)}: ${escaped(limit.text)}`);
  }
  const alternatives = call?.alternatives ?? [];
  if (alternatives.length > 0) lines.push("", "## This size from other APIs", "", ...tableOf(alternatives));
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

function tableOf(alternatives: readonly GuideAlternative[]): readonly string[] {
  return [
    "| API | Given | Unused | May sleep | Contiguous | Cleared | Freed with |",
    "|---|--:|--:|---|---|---|---|",
    ...alternatives.map(({ api, isUsed, outcome, sleeps, contiguity, zeroes, freedWith }) => {
      const [given, unused] =
        outcome.kind === "given"
          ? [String(outcome.bytes), String(outcome.unused)]
          : outcome.kind === "between"
            ? [`${outcome.min} to ${outcome.max}`, ""]
            : [`${outcome.kind}: ${escaped(outcome.why)}`, ""];
      const cells = [given, unused, yesNo(sleeps), contiguity, yesNo(zeroes), freedWith === "" ? "device" : freedWith];
      return `| ${[`\`${api}()\`${isUsed ? " (in use)" : ""}`, ...cells].join(" | ")} |`;
    }),
  ];
}

function yesNo(is: boolean): string {
  return is ? "yes" : "no";
}

/** A fence longer than any run of backticks inside. */
function fenced(code: string): readonly string[] {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}c`, code, fence];
}

/** Text that Markdown shows as it is. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, "\\$&").replace(/\s+/g, " ");
}
