import type { JSX } from "preact";
import type { LeafId } from "../../core/guide/graph.ts";
import { likelyWalk } from "../../core/guide/walk.ts";
import { AllocatorCards } from "./allocator-cards.tsx";
import { Alternatives } from "./alternatives.tsx";
import { AmountView } from "./amount-view.tsx";
import { CallHeader } from "./call-header.tsx";
import { ExportButtons } from "./export-buttons.tsx";
import { host } from "./host.ts";
import { MapView } from "./map-view.tsx";
import { answersOf, NOTHING_OWN, type PanelState, type Tab } from "./panel-state.ts";
import { StepView } from "./step-view.tsx";
import { TabBar } from "./tab-bar.tsx";

export interface PanelProps {
  readonly state: PanelState;
  readonly update: (change: (state: PanelState) => PanelState) => void;
}

const TITLES: Readonly<Record<Tab, string>> = {
  guide: "Questions",
  amounts: "Amount × type",
  allocators: "Allocators",
};

export function App({ state, update }: PanelProps): JSX.Element {
  const { tab } = state;
  return (
    <main class="panel">
      <CallHeader state={state} isChanged={isChanged(state)} follow={(on) => update(following(on))} />
      <TabBar titles={TITLES} chosen={tab} choose={(next) => update((before) => ({ ...before, tab: next }))} />
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === "guide" && <Guide state={state} update={update} />}
        {tab === "amounts" && <AmountView facts={state.shown?.kernel.facts} />}
        {tab === "allocators" && <AllocatorCards facts={state.shown?.kernel.facts} />}
      </div>
    </main>
  );
}

/** The leaf that the answers lead to, the usual ones where a question is open. */
function leafOf(state: PanelState): LeafId | undefined {
  const { at } = likelyWalk(answersOf(state));
  return at.kind === "leaf" ? at.id : undefined;
}

function isChanged({ own }: PanelState): boolean {
  return own.opened.length > 0 || Object.keys(own.answers).length > 0;
}

function Guide({ state, update }: PanelProps): JSX.Element {
  const { mode, shown } = state;
  return (
    <>
      <div class="toolbar">
        <fieldset class="modes">
          <legend class="hidden-label">View</legend>
          {(["step", "map"] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={mode === one}
              onClick={() => update((before) => ({ ...before, mode: one }))}
            >
              {one === "step" ? "Step by step" : "Map"}
            </button>
          ))}
        </fieldset>
        <button type="button" class="quiet" disabled={!isChanged(state)} onClick={() => update(restart)}>
          {shown?.call ? "Only what the call answers" : "Start over"}
        </button>
        <ExportButtons state={state} />
      </div>
      {mode === "step" ? <StepView state={state} update={update} /> : <MapView state={state} update={update} />}
      {shown?.call && <Alternatives key={shown.call.text} call={shown.call} leaf={leafOf(state)} />}
    </>
  );
}

function following(on: boolean): (state: PanelState) => PanelState {
  host.postMessage({ kind: "follow", on });
  return (state) => ({ ...state, follows: on });
}

function restart(state: PanelState): PanelState {
  return { ...state, own: NOTHING_OWN };
}
