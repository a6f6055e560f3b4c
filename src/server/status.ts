import type { Assessment } from "../core/analysis/assessment.ts";
import type { FileStatus, ProfileStatus } from "../protocol/requests.ts";
import type { Analysis } from "./analyses.ts";
import type { ChosenProfile } from "./profiles.ts";

/** The one line that an editor shows of a file. */
export function statusOf({ text, chosen, assessments }: Analysis): FileStatus {
  return {
    uri: text.uri,
    profile: profileStatus(chosen),
    calls: assessments.length,
    known: assessments.filter(isKnown).length,
  };
}

export function profileStatus({ name, title, assumed, problem, profile }: ChosenProfile): ProfileStatus {
  return { name, title, assumed, profile, ...(problem === undefined ? {} : { problem }) };
}

/** Sizes between bounds are known; those that depend on variables are not. */
function isKnown({ size }: Assessment): boolean {
  return size.kind === "known" || size.kind === "between";
}
