import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { neighbourOf } from "../../core/guide/layout-neighbours.ts";
import { isLeaf, isQuestion } from "../../core/guide/nodes.ts";
import { likelyWalk } from "../../core/guide/walk.ts";
import type { PanelProps } from "./app.tsx";
import { LeafCard } from "./leaf-card.tsx";
import { Drawing, domId, LAYOUT, wayOf } from "./map-drawing.tsx";
import { boxesWith, MapSearch } from "./map-search.tsx";
import { useZoom } from "./map-zoom.ts";
import { answersOf, withAnswer } from "./panel-state.ts";
import { QuestionCard } from "./question-card.tsx";

/** The whole graph; the way is drawn through, its presumed part dashed. A box shows its question or leaf beside the map. */
export function MapView({ state, update }: PanelProps): JSX.Element {
  const answers = answersOf(state);
  const likely = likelyWalk(answers);
  const way = wayOf(likely.path);
  const [selected, select] = useState(way.here);
  const [sought, seek] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const found = boxesWith(sought);
  const { frame, factor, zoomBy, showAll, handlers } = useZoom(
    LAYOUT,
    LAYOUT.boxes.find(({ key }) => key === selected),
  );
  useEffect(() => select(way.here), [way.here]);
  const go = (key: string) => {
    select(key);
    document.getElementById(domId(key))?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const next = neighbourOf(LAYOUT, selected, key);
    if (ctrlKey || metaKey || altKey) return;
    if (next !== undefined) go(next);
    else if (key === "/") search.current?.focus();
    else if (key === "+" || key === "=") zoomBy(1);
    else if (key === "-") zoomBy(-1);
    else if (key === "0") showAll();
    else return;
    event.preventDefault();
  };
  const node = LAYOUT.boxes.find(({ key }) => key === selected)?.node;
  return (
    <div class="map">
      <div class="map-side">
        <div class="toolbar">
          <Tool title="Smaller (−)" sign="−" act={() => zoomBy(-1)} />
          <output class="scale" aria-label="Scale">
            {Math.round(factor * 100)} %
          </output>
          <Tool title="Larger (+)" sign="+" act={() => zoomBy(1)} />
          <Tool title="Fit the whole chart (0)" sign="Fit" act={showAll} />
          <MapSearch
            input={search}
            sought={sought}
            seek={seek}
            found={found}
            selected={selected}
            select={select}
            go={go}
          />
        </div>
        <section class="scroll frame" ref={frame} aria-label="Decision map" onKeyDown={onKeyDown} {...handlers}>
          <Drawing way={way} factor={factor} selected={selected} found={found} select={select} />
        </section>
        <p class="legend">
          <span class="key known">answered</span>
          <span class="key likely">if the usual answers hold</span>
          <span>
            Drag to move; <kbd>Ctrl</kbd> and the wheel, <kbd>+</kbd> and <kbd>−</kbd> zoom; <kbd>0</kbd> fits;{" "}
            <kbd>/</kbd> searches
          </span>
        </p>
      </div>
      <div class="map-detail" aria-live="polite">
        {node !== undefined && isQuestion(node) && (
          <QuestionCard
            id={node}
            chosen={answers[node]}
            choose={(answer) => update((before) => ({ ...before, own: withAnswer(before.own, node, answer) }))}
          />
        )}
        {node !== undefined && isLeaf(node) && (
          <LeafCard id={node} advice={selected === way.end ? likely.advice : []} facts={state.shown?.kernel.facts} />
        )}
      </div>
    </div>
  );
}

function Tool({ title, sign, act }: { title: string; sign: string; act: () => void }): JSX.Element {
  return (
    <button type="button" class="quiet" aria-label={title} title={title} onClick={act}>
      {sign}
    </button>
  );
}
