import type { Assessment } from "../analysis/assessment.ts";
import { givenBy, isGiven } from "../kernel/given.ts";
import type { OneOfPlacement, Placement, RangePlacement } from "../kernel/placement.ts";
import { failsThroughout } from "./fails.ts";
import { SEVERITIES } from "./finding.ts";
import type { PlacementRule, Report, RuleContext } from "./rule.ts";

/** Where several placements are possible, a rule speaks only if it does for every one of them. */
export function reportOnPlacement(
  rule: PlacementRule,
  assessment: Assessment,
  context: RuleContext,
): Report | undefined {
  const { placement } = assessment;
  if (isGiven(placement)) return rule.check(assessment, context);
  switch (placement.kind) {
    case "fails":
      return rule.check(assessment, context);
    case "unknown":
      return undefined;
    case "oneOf":
      return reportForAll(rule, assessment, placement, context);
    case "range":
      return reportForRange(rule, assessment, placement, context);
  }
}

/** The mildest of the reports, without a fix: its numbers hold for one of the kernels only. */
function reportForAll(
  rule: PlacementRule,
  assessment: Assessment,
  { placements, because }: OneOfPlacement,
  context: RuleContext,
): Report | undefined {
  const reports: Report[] = [];
  for (const placement of placements) {
    const report = reportOnPlacement(rule, withPlacement(assessment, placement), context);
    if (!report) return undefined;
    reports.push({ message: report.message, severity: report.severity ?? rule.severity });
  }
  const mildness = ({ severity = rule.severity }: Report) => SEVERITIES.indexOf(severity);
  const [first, ...others] = reports;
  if (!first) return undefined;
  const mildest = others.reduce((a, b) => (mildness(b) > mildness(a) ? b : a), first);
  return { ...mildest, message: `${mildest.message} (or more: ${because})` };
}

/** Sizes between the ends are placed like both of them only where these take the same memory. */
function reportForRange(
  rule: PlacementRule,
  assessment: Assessment,
  range: RangePlacement,
  context: RuleContext,
): Report | undefined {
  const { min, max } = range;
  if (failsThroughout(range)) return reportOnPlacement(rule, withPlacement(assessment, min), context);
  const smallest = givenBy(min);
  const largest = givenBy(max);
  if (!smallest || !largest || smallest.bytesAlloc !== largest.bytesAlloc) return undefined;
  const report = reportOnPlacement(rule, withPlacement(assessment, min), context);
  const least = reportOnPlacement(rule, withPlacement(assessment, max), context);
  return report && least ? { ...least, message: `${least.message} (or more: the size is not certain)` } : undefined;
}

/** The same call placed in one of the ways that are open. Its context stays unasked: control flow is dear. */
function withPlacement(assessment: Assessment, placement: Placement): Assessment {
  return Object.create(assessment, { placement: { value: placement, enumerable: true } });
}
