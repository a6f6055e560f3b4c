import type { Assessment } from "../core/analysis/assessment.ts";
import type { SiteChange } from "./change/compare-sites.ts";
import type { LineIndex, TextPosition } from "./text-position.ts";

/** An allocation call in a file, as it is reported. */
export interface Site {
  readonly file: string;
  readonly start: TextPosition;
  readonly end: TextPosition;
  readonly assessment: Assessment;
  /** The same call under the profiles of --compare. */
  readonly compared: readonly Compared[];
  /** With --diff and --patch. */
  readonly change?: SiteChange;
}

export interface Compared {
  readonly profile: string;
  /** Undefined where the call is none under that profile: a macro that its configuration leaves out makes it. */
  readonly assessment: Assessment | undefined;
}

export interface ComparedFile {
  readonly profile: string;
  readonly assessments: readonly Assessment[];
}

export function sitesOf(
  file: string,
  assessments: readonly Assessment[],
  lines: LineIndex,
  compared: readonly ComparedFile[],
): Site[] {
  return assessments.map((assessment, n) => ({
    file,
    start: lines.positionOf(assessment.call.start),
    end: lines.positionOf(assessment.call.end),
    assessment,
    compared: compared.map((other) => ({
      profile: other.profile,
      assessment: sameCall(assessment, n, other.assessments),
    })),
  }));
}

/** The call at the same place; most often it is also the n-th. */
function sameCall({ call }: Assessment, n: number, others: readonly Assessment[]): Assessment | undefined {
  const isSame = (other: Assessment) => other.call.start === call.start && other.call.callee === call.callee;
  const likely = others[n];
  return likely && isSame(likely) ? likely : others.find(isSame);
}
