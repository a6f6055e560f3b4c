import type { Assessment } from "../core/analysis/assessment.ts";
import { headline } from "../core/explain/headline.ts";
import { answersFor } from "../core/guide/answers-for.ts";
import { kernelFacts } from "../core/guide/kernel-facts.ts";
import { verdict } from "../core/guide/verdict.ts";
import type { GuideCall, GuideKernel } from "../protocol/requests.ts";
import type { Analysis } from "./analyses.ts";
import { guideAlternatives } from "./call-changes.ts";
import { visible } from "./markdown.ts";
import type { ChosenProfile } from "./profiles.ts";

/** What the decision chart shows of a call. */
export function guideCallOf(assessment: Assessment, analysis: Analysis): GuideCall {
  const { text, chosen } = analysis;
  const { call, api } = assessment;
  return {
    uri: text.uri,
    range: text.rangeOf(call.start, call.end),
    api: api.name,
    text: visible(call.text),
    function: visible(call.function),
    headline: visible(headline(assessment)),
    answers: answersFor(assessment, chosen.config),
    verdict: verdict(assessment, chosen.config),
    alternatives: guideAlternatives(assessment, analysis),
  };
}

/** What the decision chart shows of a kernel. */
export function guideKernelOf({ name, title, assumed, problem, config }: ChosenProfile): GuideKernel {
  return {
    profile: { name, title, assumed, ...(problem === undefined ? {} : { problem }) },
    facts: kernelFacts(config),
  };
}
