import type { Assessment } from "../core/analysis/assessment.ts";
import { headline } from "../core/explain/headline.ts";
import { answersFor } from "../core/guide/answers-for.ts";
import { verdict } from "../core/guide/verdict.ts";
import type { GuideCall } from "../protocol/requests.ts";
import type { Analysis } from "./analyses.ts";
import { visible } from "./markdown.ts";
import { profileStatus } from "./status.ts";

/** What the decision chart shows of a call. */
export function guideCallOf(assessment: Assessment, { text, chosen }: Analysis): GuideCall {
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
    profile: profileStatus(chosen),
  };
}
