import { SEVERITIES, type Severity } from "../core/rules/finding.ts";

/** The settings under `kallocLens`, as one file of the workspace sees them. */
export interface Settings {
  /** A preset's name or a profile as an object; undefined where none is set. */
  readonly profile: unknown;
  readonly hover: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  readonly diagnostics: boolean;
  /** From when on unused memory is worth a word. */
  readonly waste: WasteThresholds;
  /** Rule ids to the severity they are shown with, or "off". */
  readonly rules: Readonly<Record<string, Severity | "off">>;
}

export interface WasteThresholds {
  readonly bytes: number;
  /** Percent of what is given. */
  readonly percent: number;
}

export const DEFAULTS: Settings = {
  profile: undefined,
  hover: true,
  codeLens: true,
  inlayHints: false,
  diagnostics: true,
  waste: { bytes: 512, percent: 25 },
  rules: {},
};

/** Reads the settings, whatever they hold; what makes no sense counts as not set. */
export function readSettings(json: unknown): Settings {
  const root = object(json);
  const at = (section: string, key: string) => object(root[section])[key];
  return {
    profile: root.profile === "" || root.profile === null ? undefined : root.profile,
    hover: flag(at("hover", "enabled"), DEFAULTS.hover),
    codeLens: flag(at("codeLens", "enabled"), DEFAULTS.codeLens),
    inlayHints: flag(at("inlayHints", "enabled"), DEFAULTS.inlayHints),
    diagnostics: flag(at("diagnostics", "enabled"), DEFAULTS.diagnostics),
    waste: {
      bytes: number(at("waste", "minimumBytes"), DEFAULTS.waste.bytes),
      percent: Math.min(number(at("waste", "minimumPercent"), DEFAULTS.waste.percent), 100),
    },
    rules: severities(root.rules),
  };
}

function severities(json: unknown): Record<string, Severity | "off"> {
  const read: Record<string, Severity | "off"> = {};
  for (const [id, value] of Object.entries(object(json))) {
    const known = [...SEVERITIES, "off" as const].find((severity) => severity === value);
    if (known !== undefined) read[id] = known;
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
