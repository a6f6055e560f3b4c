import { SEVERITIES, type Severity } from "./finding.ts";

/** What the user set, by rule. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

export interface RuleSetting {
  /** Instead of every severity that the rule would choose. */
  readonly severity?: Severity | "off";
  /** By the option's name; what is left out has its default. */
  readonly options?: Readonly<Record<string, number>>;
}

export const LEVELS = [...SEVERITIES, "off"] as const;

/** Settings that hold both; where they differ, those of `over` win. */
export function joinedSettings(under: RuleSettings, over: RuleSettings): RuleSettings {
  const joined: Record<string, RuleSetting> = { ...under };
  for (const [rule, setting] of Object.entries(over)) {
    const options = { ...joined[rule]?.options, ...setting.options };
    joined[rule] = { ...joined[rule], ...setting, options };
  }
  return joined;
}
