import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { PRESETS } from "../../core/kernel/presets.ts";
import { Choice } from "../ui/choice.tsx";
import type { ViewProps } from "../ui/mount.tsx";
import { NumberField } from "../ui/number-field.tsx";
import { ProfileLine } from "../ui/profile-line.tsx";
import { CURVE_APIS, type CurveApi } from "./curve-apis.ts";
import { useCurves } from "./drawn-curves.ts";
import { ExactValues } from "./exact-values.tsx";
import { type ExplorerState, LARGEST_SIZE, SPANS } from "./explorer-state.ts";
import { FileSitesTable } from "./file-sites.tsx";
import { WasteChart } from "./waste-chart.tsx";
import { UNITS } from "./waste-unit.ts";

/** Size against waste, of several APIs and kernels at once, with the calls of the open file on it. */
export function ExplorerView({ shown, own, update }: ViewProps<ExplorerState>): JSX.Element {
  const curves = useCurves(shown, own);
  const setSize = (size: number) => update((before) => ({ ...before, size }));
  const sites = useMemo(
    () => <FileSitesTable file={shown?.file} choose={setSize} />,
    // Only a message brings other calls: a drag leaves the table alone.
    [shown?.file],
  );
  return (
    <main class="view">
      <header>
        <h1>Waste explorer</h1>
        <ProfileLine shown={shown} />
      </header>
      <Controls own={own} update={update} />
      <WasteChart curves={curves} file={shown?.file} own={own} setSize={setSize} />
      <ExactValues curves={curves} own={own} setSize={setSize} />
      {sites}
    </main>
  );
}

function Controls({ own, update }: Pick<ViewProps<ExplorerState>, "own" | "update">): JSX.Element {
  const set = (change: Partial<ExplorerState>) => update((before) => ({ ...before, ...change }));
  return (
    <>
      <div class="controls">
        <NumberField label="Size, bytes" value={own.size} min={1} max={LARGEST_SIZE} set={(size) => set({ size })} />
        <NumberField
          label="Element of an array, bytes"
          value={own.each}
          min={1}
          max={LARGEST_SIZE}
          set={(each) => set({ each })}
          hint="none"
        />
        <Choice
          legend="Sizes up to"
          order={SPANS}
          options={{ "256": "256", "8192": "8 KiB", "262144": "256 KiB", limit: "the limit" }}
          chosen={own.span}
          choose={(span) => set({ span })}
        />
        <Choice
          legend="Size axis"
          order={["linear", "log"]}
          options={{ linear: "linear", log: "log" }}
          chosen={own.sizes}
          choose={(sizes) => set({ sizes })}
        />
        <Choice
          legend="Waste"
          order={UNITS}
          options={{ asked: "% of asked", given: "% of given", bytes: "bytes" }}
          chosen={own.unit}
          choose={(unit) => set({ unit })}
        />
        <Choice
          legend="Waste axis"
          order={["linear", "log"]}
          options={{ linear: "linear", log: "log" }}
          chosen={own.waste}
          choose={(waste) => set({ waste })}
        />
      </div>
      <div class="controls">
        <fieldset class="choice apis">
          <legend>Curves</legend>
          {CURVE_APIS.map((api) => (
            <button
              key={api}
              type="button"
              aria-pressed={own.apis.includes(api)}
              onClick={() => set({ apis: toggled(own.apis, api) })}
            >
              {api}
            </button>
          ))}
        </fieldset>
        <label class="field">
          <span>Beside it, another kernel</span>
          <select
            value={own.compared[0] ?? ""}
            onChange={({ currentTarget: { value } }) => set({ compared: value === "" ? [] : [value] })}
          >
            <option value="">none</option>
            {PRESETS.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
      </div>
    </>
  );
}

/** At least one curve is drawn. */
function toggled(apis: readonly CurveApi[], api: CurveApi): readonly CurveApi[] {
  if (!apis.includes(api)) return CURVE_APIS.filter((one) => one === api || apis.includes(one));
  return apis.length > 1 ? apis.filter((one) => one !== api) : apis;
}
