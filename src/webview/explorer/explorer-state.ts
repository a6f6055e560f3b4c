import { presetNamed } from "../../core/kernel/presets.ts";
import { isCount, property } from "../../protocol/read-message.ts";
import type { ShownView } from "../../protocol/view-shown.ts";
import { type CurveApi, curveFor, isCurveApi } from "./curve-apis.ts";
import { UNITS, type Unit } from "./waste-unit.ts";

export const SPANS = ["256", "8192", "262144", "limit"] as const;
export type Span = (typeof SPANS)[number];

export type Scale = "linear" | "log";

/** What the user chose in the waste explorer. */
export interface ExplorerState {
  /** Bytes that are looked at. */
  readonly size: number;
  /** Bytes of an array's element. */
  readonly each: number | undefined;
  readonly apis: readonly CurveApi[];
  /** Names of presets that are drawn beside the profile. */
  readonly compared: readonly string[];
  readonly unit: Unit;
  readonly sizes: Scale;
  readonly waste: Scale;
  readonly span: Span;
}

export const FIRST: ExplorerState = {
  size: 1360,
  each: undefined,
  apis: ["kmalloc"],
  compared: [],
  unit: "asked",
  sizes: "log",
  waste: "log",
  span: "limit",
};

/** Largest size that may be typed: above it every allocator fails. */
export const LARGEST_SIZE = 2 ** 40;

/** The state as it was kept, whatever that is now. */
export function restoredExplorer(json: unknown): ExplorerState {
  const [size, each] = [property(json, "size"), property(json, "each")];
  const apis = property(json, "apis");
  const compared = property(json, "compared");
  const chosen = Array.isArray(apis) ? apis.filter(isCurveApi) : [];
  return {
    size: isSize(size) ? size : FIRST.size,
    each: isSize(each) ? each : undefined,
    apis: chosen.length > 0 ? [...new Set(chosen)] : FIRST.apis,
    compared: Array.isArray(compared) ? compared.filter(isPreset).slice(0, 2) : [],
    unit: UNITS.find((unit) => unit === property(json, "unit")) ?? FIRST.unit,
    sizes: property(json, "sizes") === "linear" ? "linear" : "log",
    waste: property(json, "waste") === "linear" ? "linear" : "log",
    span: SPANS.find((span) => span === property(json, "span")) ?? FIRST.span,
  };
}

/** A call that the panel was opened for brings its size and its API. */
export function withSelected(state: ExplorerState, { file, selected }: ShownView): ExplorerState {
  const site = selected === undefined ? undefined : file?.sites[selected];
  if (!site?.asked || site.asked.max < 1) return state;
  const api = curveFor(site.by);
  return {
    ...state,
    size: Math.min(site.asked.max, LARGEST_SIZE),
    apis: api && !state.apis.includes(api) ? [...state.apis, api] : state.apis,
  };
}

function isSize(value: unknown): value is number {
  return isCount(value) && value >= 1 && value <= LARGEST_SIZE;
}

function isPreset(name: unknown): name is string {
  return typeof name === "string" && presetNamed(name) !== undefined;
}
