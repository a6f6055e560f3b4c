import type { Assessment } from "../analysis/assessment.ts";
import type { FileAnalysis, FunctionView } from "../analysis/file-analysis.ts";
import { apiNamed } from "../api/catalogue.ts";
import { existsIn } from "../api/form.ts";
import type { Answer } from "../flow/answers.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { place } from "../kernel/place.ts";
import { formatVersion } from "../kernel/version.ts";
import type { Finding } from "./finding.ts";
import { RULES } from "./index.ts";
import { reportOnPlacement } from "./placements.ts";
import type { FunctionRule, PlacementRule, Report, Rule, RuleContext, SiteRule } from "./rule.ts";
import type { RuleSettings } from "./settings.ts";
import { sitesOf } from "./sites.ts";
import { suppressionsIn, suppressionsOf } from "./suppression.ts";

export interface FindingsContext {
  readonly config: KernelConfig;
  /** Ids of the rules to run; all where left out. */
  readonly rules?: readonly string[];
  /** What the user set for rules. */
  readonly settings?: RuleSettings;
  /** Marks suppressed findings instead of leaving them out. */
  readonly keepSuppressed?: boolean;
  /** What was found in the functions of the same file, under the same kernel and settings, before it was edited. */
  readonly known?: KnownFindings;
}

/** Findings of functions: an edit of one leaves those of the others as they are, where they do not rest on it. */
export class KnownFindings {
  readonly ofCalls = new WeakMap<FunctionView, Answer<readonly Finding[]>>();
  /** Apart from those of calls, as these tell of lines, which many edits move. */
  readonly ofFunctions = new WeakMap<FunctionView, Answer<readonly Finding[]>>();
}

/**
 * What the rules say about one file, in the order of their positions, then by rule. Code that the configuration leaves
 * out and suppressed findings are no part of it.
 */
export function findingsOf(file: FileAnalysis, text: string, context: FindingsContext): Finding[] {
  const { settings = {} } = context;
  const has = apisIn(file, context.config);
  const rules = RULES.filter(({ id }) => context.rules?.includes(id) ?? true).map((rule) => ({
    rule,
    context: contextFor(rule, file, context, has),
  }));
  const found = withoutRepeats(reportsOf(file, text, rules, context.known));
  if (found.length === 0) return [];
  const suppressed = context.known ? suppressionsOf(file.flow) : suppressionsIn(text);
  return found
    .flatMap((finding): Finding[] => {
      const severity = settings[finding.rule]?.severity;
      return severity === "off" ? [] : [severity === undefined ? finding : { ...finding, severity }];
    })
    .flatMap((finding): Finding[] => {
      if (!suppressed(finding)) return [finding];
      return context.keepSuppressed ? [{ ...finding, suppressed: true }] : [];
    })
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}

interface Running<Kind extends Rule = Rule> {
  readonly rule: Kind;
  readonly context: RuleContext;
}

function reportsOf(
  file: FileAnalysis,
  text: string,
  rules: readonly Running[],
  known: KnownFindings | undefined,
): readonly Finding[] {
  const ofPlacements = rules.flatMap(({ rule, context }) => (rule.sees === "placement" ? [{ rule, context }] : []));
  const ofSites = rules.flatMap(({ rule, context }) => (rule.sees === "site" ? [{ rule, context }] : []));
  const ofFunctions = rules.flatMap(({ rule, context }) => (rule.sees === "function" ? [{ rule, context }] : []));
  const readsSites = ofFunctions.some(({ rule }) => rule.orAllocates);
  const all = new Set(ofFunctions.map(({ rule }) => rule.mentions));
  // After an edit only what was edited is searched.
  const mentioned = known ? [...all] : [...all].filter((words) => words.test(text));
  if (rules.length === 0 || (file.assessments.length === 0 && mentioned.length === 0)) return [];
  const { functions, flow } = file;
  return functions.flatMap((view) => {
    const { assessments } = view;
    const onCalls = (): readonly Finding[] =>
      assessments.length === 0 ? [] : [...onPlacements(assessments, ofPlacements), ...onSites(view, text, ofSites)];
    const onFunction = (): readonly Finding[] => {
      const body = text.slice(view.start, view.end);
      const inBody = mentioned.filter((words) => words.test(body));
      if (inBody.length === 0 && !(readsSites && assessments.length > 0)) return [];
      const found = onWholeFunction(view, text, ofFunctions, inBody);
      // What a finding rests on elsewhere is named by its line.
      if (found.some(({ related }) => related)) flow.tellsLines();
      return found;
    };
    if (!known) return [...onCalls(), ...onFunction()];
    return [
      ...flow.answers.ask(known.ofCalls, view, { find: onCalls, whenCircular: [] }),
      ...flow.answers.ask(known.ofFunctions, view, { find: onFunction, whenCircular: [] }),
    ];
  });
}

function onPlacements(assessments: readonly Assessment[], rules: readonly Running<PlacementRule>[]): Finding[] {
  const found: Finding[] = [];
  for (const assessment of assessments) {
    if (!assessment.call.active || !assessment.call.closed) continue;
    for (const { rule, context } of rules) {
      const report = reportOnPlacement(rule, assessment, context);
      if (report) found.push(findingOf(rule, report, assessment.call));
    }
  }
  return found;
}

function onSites(
  { tree, assessments }: FunctionView,
  text: string,
  rules: readonly Running<SiteRule>[],
): readonly Finding[] {
  if (rules.length === 0 || !tree) return [];
  const sites = sitesOf(tree, text, assessments);
  const found: Finding[] = [];
  for (const { rule, context } of rules) {
    for (const site of sites) {
      const report = rule.check(site, context);
      if (report) found.push(findingOf(rule, report, site.call));
    }
  }
  return found;
}

function onWholeFunction(
  view: FunctionView,
  text: string,
  rules: readonly Running<FunctionRule>[],
  mentioned: readonly FunctionRule["mentions"][],
): readonly Finding[] {
  const { tree, assessments } = view;
  if (!tree) return [];
  const found: Finding[] = [];
  for (const { rule, context } of rules) {
    const { mentions, orAllocates } = rule;
    if (!(orAllocates && assessments.length > 0) && !mentioned.includes(mentions)) continue;
    for (const report of rule.check({ view, text, tree }, context)) found.push(findingOf(rule, report, report.span));
  }
  return found;
}

function findingOf(rule: Rule, report: Report, place: { readonly start: number; readonly end: number }): Finding {
  const { message, severity = rule.severity, span = place, related, fix } = report;
  const { id, confidence } = rule;
  const { start, end } = span;
  const more = { ...(related ? { related } : {}), ...(fix ? { fix } : {}) };
  return { rule: id, severity, confidence, start, end, message, ...more };
}

/** A place that two rules report is left to the more precise one. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const byPlace = new Map<number, Set<string>>();
  for (const { start, rule } of findings) byPlace.set(start, (byPlace.get(start) ?? new Set()).add(rule));
  return findings.filter(({ start, rule }) => !UNLESS.get(rule)?.some((other) => byPlace.get(start)?.has(other)));
}

const UNLESS: ReadonlyMap<string, readonly string[]> = new Map(RULES.map(({ id, unless = [] }) => [id, unless]));

function contextFor(
  rule: Rule,
  file: FileAnalysis,
  { config, settings = {} }: FindingsContext,
  has: RuleContext["has"],
): RuleContext {
  const set = Object.hasOwn(settings, rule.id) ? (settings[rule.id]?.options ?? {}) : {};
  return {
    config,
    file,
    placeAs: (request) => place(request, config),
    option: ({ name, default: usual }) => (Object.hasOwn(set, name) ? (set[name] ?? usual) : usual),
    includes: (header) => file.includes(header),
    has,
    at: (call) => file.at(call),
  };
}

/** Which APIs the kernel of a file has, each looked for once. */
function apisIn(file: FileAnalysis, config: KernelConfig): RuleContext["has"] {
  const version = formatVersion(config.version);
  const known = new Map<string, boolean>();
  return (name) => {
    let has = known.get(name);
    if (has === undefined) {
      const api = apiNamed(name);
      has = (api !== undefined && existsIn(api, version)) || file.declares(name);
      known.set(name, has);
    }
    return has;
  };
}
