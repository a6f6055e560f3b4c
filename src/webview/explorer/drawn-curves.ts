import { useMemo } from "preact/hooks";
import type { KernelConfig } from "../../core/kernel/config.ts";
import { presetNamed } from "../../core/kernel/presets.ts";
import { readProfile } from "../../core/kernel/profile.ts";
import type { ShownView } from "../../protocol/view-shown.ts";
import { type Curve, curveOf } from "./curve.ts";
import type { CurveApi } from "./curve-apis.ts";
import type { ExplorerState } from "./explorer-state.ts";

/** A curve with how it looks: a colour of the editor's charts and, for who sees no colours, a dash pattern. */
export interface DrawnCurve {
  readonly key: string;
  readonly api: CurveApi;
  /** Name of the preset; undefined for the panel's own profile. */
  readonly preset: string | undefined;
  readonly kernel: string;
  readonly config: KernelConfig;
  readonly curve: Curve;
  /** Index of the look. */
  readonly look: number;
}

/** Sizes up to here are drawn where an API has no limit of its own. */
const FARTHEST = 2 ** 23;

/** The chosen APIs under the panel's profile and under each that is compared. */
export function useCurves(shown: ShownView | undefined, { apis, compared }: ExplorerState): readonly DrawnCurve[] {
  return useMemo(() => {
    if (!shown) return [];
    const kernels = [
      { preset: undefined, kernel: shown.profile.title, config: shown.config },
      ...compared.flatMap((name) => kernelNamed(name) ?? []),
    ];
    return kernels.flatMap(({ preset, kernel, config }, index) =>
      apis.map((api, at) => ({
        key: `${preset ?? ""} ${api}`,
        api,
        preset,
        kernel,
        config,
        curve: cached(`${preset ?? JSON.stringify(shown.profile.profile)} ${api}`, () =>
          curveOf(api, FARTHEST, config),
        ),
        look: index * apis.length + at,
      })),
    );
  }, [shown, apis, compared]);
}

function kernelNamed(name: string) {
  const preset = presetNamed(name);
  const read = preset && readProfile(preset.profile);
  return preset && read?.kind === "profile" ? { preset: name, kernel: preset.title, config: read.config } : undefined;
}

const CURVES = new Map<string, Curve>();

function cached(key: string, make: () => Curve): Curve {
  const known = CURVES.get(key);
  if (known) return known;
  const made = make();
  CURVES.set(key, made);
  return made;
}
