import { LEVELS, type RuleSetting, type RuleSettings } from "../core/rules/settings.ts";

/** The settings under `kallocLens`, as one file of the workspace sees them. */
export interface Settings {
  /** A preset's name or a profile as an object; undefined where none is set. */
  readonly profile: unknown;
  /** Where kernel headers come from: `auto`, `none` or a folder. */
  readonly kernel: string;
  /** Profiles that a hover shows beside the file's own. */
  readonly pinnedKernels: readonly unknown[];
  readonly hover: boolean;
  readonly completion: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  readonly diagnostics: boolean;
  /** From when on unused memory is worth a word. */
  readonly waste: WasteThresholds;
  /** Severities and options of rules. */
  readonly rules: RuleSettings;
}

export interface WasteThresholds {
  readonly bytes: number;
  /** Percent of what is given. */
  readonly percent: number;
}

export const DEFAULTS: Settings = {
  profile: undefined,
  kernel: "auto",
  pinnedKernels: [],
  hover: true,
  completion: true,
  codeLens: true,
  inlayHints: false,
  diagnostics: true,
  waste: { bytes: 512, percent: 25 },
  rules: {},
};

/** A table with more rows is no longer read. */
const MOST_PINNED = 8;

/** Reads the settings, whatever they hold; what makes no sense counts as not set. */
export function readSettings(json: unknown): Settings {
  const root = object(json);
  const at = (section: string, key: string) => object(root[section])[key];
  return {
    profile: root.profile === "" || root.profile === null ? undefined : root.profile,
    kernel: typeof root.kernel === "string" && root.kernel !== "" ? root.kernel : DEFAULTS.kernel,
    pinnedKernels: Array.isArray(root.pinnedKernels) ? root.pinnedKernels.slice(0, MOST_PINNED) : [],
    hover: flag(at("hover", "enabled"), DEFAULTS.hover),
    completion: flag(at("completion", "enabled"), DEFAULTS.completion),
    codeLens: flag(at("codeLens", "enabled"), DEFAULTS.codeLens),
    inlayHints: flag(at("inlayHints", "enabled"), DEFAULTS.inlayHints),
    diagnostics: flag(at("diagnostics", "enabled"), DEFAULTS.diagnostics),
    waste: {
      bytes: number(at("waste", "minimumBytes"), DEFAULTS.waste.bytes),
      percent: Math.min(number(at("waste", "minimumPercent"), DEFAULTS.waste.percent), 100),
    },
    rules: ruleSettings(root.rules),
  };
}

/** Each rule has a severity, or an object with its options beside the severity. */
function ruleSettings(json: unknown): RuleSettings {
  const read: Record<string, RuleSetting> = {};
  for (const [id, value] of Object.entries(object(json))) {
    const { severity: level = value, ...others } = object(value);
    const severity = LEVELS.find((known) => known === level);
    const options: Record<string, number> = {};
    for (const [name, option] of Object.entries(others)) {
      if (typeof option === "number" && Number.isFinite(option) && option >= 0) options[name] = option;
    }
    read[id] = { ...(severity === undefined ? {} : { severity }), options };
  }
  return read;
}

function flag(value: unknown, otherwise: boolean): boolean {
  return typeof value === "boolean" ? value : otherwise;
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : otherwise;
}

function object(json: unknown): Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : {};
}
