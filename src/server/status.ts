import type { Assessment } from "../core/analysis/assessment.ts";
import type { Source } from "../core/c/size-fact.ts";
import type { FileStatus, Improvement, KernelStatus, ProfileStatus } from "../protocol/requests.ts";
import { type Analysis, isTooLong } from "./analyses.ts";
import type { ChosenProfile } from "./profiles.ts";
import type { SessionKernel } from "./sessions.ts";

/** The one line that an editor shows of a file. */
export function statusOf(analysis: Analysis): FileStatus {
  const { text, chosen, assessments, session } = analysis;
  const problem = isTooLong(text) ? "the file is too long to be looked at" : (chosen.problem ?? session.kernel.problem);
  const improvement = improvementOf(analysis);
  return {
    uri: text.uri,
    profile: { ...shortProfileStatus(chosen), ...(problem === undefined ? {} : { problem }) },
    calls: assessments.length,
    known: assessments.filter(isKnown).length,
    ...kernelStatus(session.kernel),
    from: ORDER.filter((source) =>
      assessments.some(({ size }) => size.kind !== "unknown" && size.from.includes(source)),
    ),
    ...(improvement ? { improvement } : {}),
  };
}

const ORDER: readonly Source[] = ["file", "headers", "btf", "table"];

export function profileStatus({ name, title, assumed, problem, profile }: ChosenProfile): ProfileStatus {
  return { name, title, assumed, profile, ...(problem === undefined ? {} : { problem }) };
}

/** The same without a tree's .config, whose some ten thousand options no status shows. */
function shortProfileStatus(chosen: ChosenProfile): ProfileStatus {
  const { config, ...stated } = chosen.profile;
  return profileStatus(chosen.derivedFrom === undefined ? chosen : { ...chosen, profile: stated });
}

function kernelStatus({ tree, isRead }: SessionKernel): { readonly kernel?: KernelStatus } {
  return tree ? { kernel: { dir: tree.dir, chosen: tree.chosen, headers: isRead } } : {};
}

function improvementOf({ chosen, session, assessments }: Analysis): Improvement | undefined {
  const { tree, isRead, problem } = session.kernel;
  if (problem !== undefined) return { title: "Choose another folder…", setting: "kernel" };
  if (tree && !isRead && chosen.derivedFrom === undefined)
    return { title: "Choose Default, to read them…", setting: "profile" };
  if (tree && !isRead) return { title: "Choose a configured tree…", setting: "kernel" };
  if (!tree && assessments.some(({ size }) => size.kind === "unknown"))
    return { title: "Choose a folder…", setting: "kernel" };
  return chosen.assumed ? { title: "Choose your kernel…", setting: "profile" } : undefined;
}

/** Sizes between bounds are known; those that depend on variables are not. */
function isKnown({ size }: Assessment): boolean {
  return size.kind === "known" || size.kind === "between";
}
