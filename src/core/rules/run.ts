import type { Assessment } from "../analysis/assessment.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { place } from "../kernel/place.ts";
import type { OneOfPlacement, RangePlacement } from "../kernel/placement.ts";
import { type Finding, SEVERITIES } from "./finding.ts";
import { givenBy } from "./given.ts";
import { RULES } from "./index.ts";
import type { Report, Rule, RuleContext } from "./rule.ts";
import { suppressionsIn } from "./suppression.ts";

export interface FindingsContext {
  readonly config: KernelConfig;
  /** Ids of the rules to run; all where left out. */
  readonly rules?: readonly string[];
  /** By rule, then by the option's name; what is left out has its default. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * What the rules say about the calls of one file, in the order of their positions, then by rule. Calls that the
 * configuration leaves out and suppressed findings are no part of it.
 */
export function findingsOf(assessments: readonly Assessment[], text: string, context: FindingsContext): Finding[] {
  const suppressed = suppressionsIn(text);
  const rules = RULES.filter(({ id }) => context.rules?.includes(id) ?? true);
  return assessments
    .filter(({ call }) => call.active && call.closed)
    .flatMap((assessment) => findingsAt(assessment, rules, context))
    .filter((finding) => !suppressed(finding))
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}

function findingsAt(assessment: Assessment, rules: readonly Rule[], context: FindingsContext): Finding[] {
  const reports = new Map<Rule, Report>();
  for (const rule of rules) {
    const report = reportOf(rule, assessment, contextFor(rule, context));
    if (report) reports.set(rule, report);
  }
  const reported = new Set([...reports.keys()].map(({ id }) => id));
  const { start, end } = assessment.call;
  return [...reports].flatMap(([rule, { message, severity = rule.severity, fix }]): Finding[] => {
    if (rule.unless?.some((id) => reported.has(id))) return [];
    const { id, confidence } = rule;
    return [{ rule: id, severity, confidence, start, end, message, ...(fix ? { fix } : {}) }];
  });
}

function contextFor(rule: Rule, { config, options = {} }: FindingsContext): RuleContext {
  const set = Object.hasOwn(options, rule.id) ? options[rule.id] : undefined;
  return {
    config,
    placeAs: (request) => place(request, config),
    option: ({ name, default: usual }) => (set && Object.hasOwn(set, name) ? (set[name] ?? usual) : usual),
  };
}

/** Where several placements are possible, a rule speaks only if it does for every one of them. */
function reportOf(rule: Rule, assessment: Assessment, context: RuleContext): Report | undefined {
  const { placement } = assessment;
  switch (placement.kind) {
    case "unknown":
      return undefined;
    case "oneOf":
      return reportForAll(rule, assessment, placement, context);
    case "range":
      return reportForRange(rule, assessment, placement, context);
    case "slab":
    case "pages":
    case "vmalloc":
    case "percpu":
    case "dma":
    case "skb":
    case "none":
    case "fails":
      return rule.check(assessment, context);
  }
}

/** The mildest of the reports, without a fix: its numbers hold for one of the kernels only. */
function reportForAll(
  rule: Rule,
  assessment: Assessment,
  { placements, because }: OneOfPlacement,
  context: RuleContext,
): Report | undefined {
  const reports: Report[] = [];
  for (const placement of placements) {
    const report = reportOf(rule, { ...assessment, placement }, context);
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
  rule: Rule,
  assessment: Assessment,
  { min, max }: RangePlacement,
  context: RuleContext,
): Report | undefined {
  if (min.kind === "fails" && max.kind === "fails") return reportOf(rule, { ...assessment, placement: min }, context);
  const smallest = givenBy(min);
  const largest = givenBy(max);
  if (!smallest || !largest || smallest.bytesAlloc !== largest.bytesAlloc) return undefined;
  const report = reportOf(rule, { ...assessment, placement: min }, context);
  const least = reportOf(rule, { ...assessment, placement: max }, context);
  return report && least ? { ...least, message: `${least.message} (or more: the size is not certain)` } : undefined;
}
