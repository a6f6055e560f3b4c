import type { Assessment } from "../core/analysis/assessment.ts";
import { alternativesTo } from "../core/changes/alternatives.ts";
import { type CallChange, changesOf, type FreeChange } from "../core/changes/use-api.ts";
import type { TextEdit } from "../core/rules/finding.ts";
import type { GuideAlternative, ListedFree, ProposedChange } from "../protocol/changes.ts";
import type { Analysis } from "./analyses.ts";
import { visible } from "./markdown.ts";

/** The APIs beside the one in use, and what it would take to use them. */
export function guideAlternatives(assessment: Assessment, analysis: Analysis): readonly GuideAlternative[] {
  const changes = changesIn(assessment, analysis);
  return alternativesTo(assessment, analysis.chosen.config).map((alternative) => {
    const change = changes.find(({ api }) => api === alternative.api);
    if (!change) return alternative;
    const frees = change.frees.map((free) => listed(free, analysis));
    return { ...alternative, use: { frees, cautions: change.cautions } };
  });
}

/** The edits that write a call with another API; undefined where that is not offered. */
export function apiChange(api: string, assessment: Assessment, analysis: Analysis): ProposedChange | undefined {
  const change = changesIn(assessment, analysis).find((one) => one.api === api);
  if (!change) return undefined;
  const frees = change.frees.flatMap(({ edit }) => (edit ? [edit] : []));
  return proposed(analysis, [
    { label: `Use ${api}()`, edits: change.edits },
    ...frees.map((edit) => ({ label: `Free with ${edit.text}`, edits: [edit] })),
  ]);
}

/** Edits of the present version, under labels. */
export function proposed(
  { text }: Analysis,
  groups: readonly { readonly label: string; readonly edits: readonly TextEdit[] }[],
): ProposedChange {
  return {
    uri: text.uri,
    version: text.version,
    edits: groups.flatMap(({ label, edits }) =>
      edits.map((edit) => ({ range: text.rangeOf(edit.start, edit.end), newText: edit.text, label })),
    ),
  };
}

function changesIn(assessment: Assessment, { file, text, chosen }: Analysis): readonly CallChange[] {
  return changesOf(assessment, file, text.text, chosen.config);
}

function listed({ start, end, edit, left }: FreeChange, { text }: Analysis): ListedFree {
  return {
    range: text.rangeOf(start, end),
    text: visible(text.text.slice(start, end)),
    ...(edit ? { becomes: visible(edit.text) } : {}),
    ...(left === undefined ? {} : { left }),
  };
}
