import type { Assessment } from "../core/analysis/assessment.ts";
import { sizedStructs } from "../core/analysis/sized-structs.ts";
import { type Block, fact } from "../core/explain/block.ts";
import { explain } from "../core/explain/explain.ts";
import { headline } from "../core/explain/headline.ts";
import { sourceText, structLine } from "../core/explain/struct-text.ts";
import { whatIf } from "../core/explain/what-if.ts";
import { type Analysis, viewOf } from "./analyses.ts";
import type { Files } from "./files.ts";
import { declaredText } from "./structs.ts";

/** What there is to say about a call, what would take less, its structs, and the kernels that are pinned beside the file's own. */
export async function callBlocks(assessment: Assessment, analysis: Analysis, files: Files): Promise<Block[]> {
  const [first, ...rest] = explain(assessment, viewOf(analysis));
  const pinned = await pinnedTable(assessment, analysis, files);
  const choices = whatIf(assessment, analysis.chosen.config);
  return [...(first ? [first] : []), ...choices, ...pinned, ...structFacts(assessment, analysis), ...rest];
}

/** The structs whose sizes the call takes, and where they are from. */
function structFacts(assessment: Assessment, analysis: Analysis): Block[] {
  return sizedStructs(assessment, analysis.file).map((layout) => {
    const place = declaredText(layout, analysis) ?? (layout.kind === "unknown" ? undefined : sourceText(layout.from));
    const line = structLine(layout, analysis.chosen.config.l1CacheBytes);
    return fact("Struct", place === undefined ? line : `${line}; from ${place}`);
  });
}

/** A row for each pinned kernel: the size is evaluated anew for its ABI and configuration, or not known. */
async function pinnedTable(assessment: Assessment, analysis: Analysis, files: Files): Promise<Block[]> {
  const { pinnedKernels } = analysis.settings;
  if (pinnedKernels.length === 0) return [];
  const rows = await Promise.all(
    pinnedKernels.map(async (profile) => {
      const chosen = files.profileNamed(profile);
      if (chosen.problem !== undefined) return [String(profile), chosen.problem];
      const file = await files.under(profile, analysis);
      const { start, end } = assessment.call;
      const same = file?.assessments.find(({ call }) => call.start === start && call.end === end);
      return [chosen.name, same ? resultText(same) : "the call is not there"];
    }),
  );
  return [{ kind: "table", head: ["Kernel", "Result"], rows: [["this file's", resultText(assessment)], ...rows] }];
}

function resultText(assessment: Assessment): string {
  return assessment.call.active ? headline(assessment) : "left out by the kernel's configuration or version";
}
