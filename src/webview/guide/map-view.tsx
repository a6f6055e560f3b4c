import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Box, boxKey, type Layout, LINE_HEIGHT, type Line, layoutGraph } from "../../core/guide/layout.ts";
import { neighbourOf } from "../../core/guide/layout-neighbours.ts";
import { isLeaf, isQuestion } from "../../core/guide/nodes.ts";
import { QUESTIONS } from "../../core/guide/questions.ts";
import { likelyWalk, type Step } from "../../core/guide/walk.ts";
import type { PanelProps } from "./app.tsx";
import { LeafCard } from "./leaf-card.tsx";
import { answersOf, withAnswer } from "./panel-state.ts";
import { QuestionCard } from "./question-card.tsx";

const LAYOUT: Layout = layoutGraph();
const SCALES = [0.5, 0.65, 0.8, 1, 1.25] as const;

/** The whole graph; the way is drawn through, its presumed part dashed. A box shows its question or leaf beside the map. */
export function MapView({ state, update }: PanelProps): JSX.Element {
  const answers = answersOf(state);
  const likely = likelyWalk(answers);
  const way = wayOf(likely.path);
  const [selected, select] = useState(way.here);
  const [scale, setScale] = useState(SCALES.indexOf(1));
  const factor = SCALES[scale] ?? 1;
  const frame = useRef<HTMLElement>(null);
  useEffect(() => select(way.here), [way.here]);
  useEffect(() => setScale(fittingScale(frame.current?.clientWidth ?? 0)), []);
  useEffect(() => {
    const box = LAYOUT.boxes.find(({ key }) => key === selected);
    if (box && frame.current) centre(box, factor, frame.current);
  }, [selected, factor]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = neighbourOf(LAYOUT, selected, event.key);
    if (next === undefined) return;
    event.preventDefault();
    select(next);
    document.getElementById(domId(next))?.focus({ preventScroll: true });
  };
  const node = LAYOUT.boxes.find(({ key }) => key === selected)?.node;
  return (
    <div class="map">
      <div class="map-side">
        <div class="toolbar">
          <Zoom title="Smaller" sign="−" disabled={scale === 0} zoom={() => setScale(scale - 1)} />
          <Zoom title="Larger" sign="+" disabled={scale === SCALES.length - 1} zoom={() => setScale(scale + 1)} />
          <span class="legend">
            <span class="key known">answered</span>
            <span class="key likely">if the usual answers hold</span>
          </span>
        </div>
        <section class="scroll frame" ref={frame} aria-label="Decision map" onKeyDown={onKeyDown}>
          {/* biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset. */}
          <svg
            width={LAYOUT.width * factor}
            height={LAYOUT.height * factor}
            viewBox={`0 0 ${LAYOUT.width} ${LAYOUT.height}`}
            role="group"
            aria-label="Decision map; arrow keys move between boxes"
          >
            <Arrows />
            {LAYOUT.lines.map((line) => (
              <LineShape
                key={`${line.from} ${line.answer}`}
                line={line}
                kind={way.lines.get(`${line.from} ${line.answer}`)}
              />
            ))}
            {LAYOUT.boxes.map((box) => (
              <BoxShape
                key={box.key}
                box={box}
                kind={way.boxes.get(box.key)}
                isHere={box.key === way.here}
                isSelected={box.key === selected}
                select={() => select(box.key)}
              />
            ))}
          </svg>
        </section>
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

/** Scrolls the frame, and only the frame. */
function centre({ x, y, width, height }: Box, factor: number, frame: Element): void {
  frame.scrollTo({
    left: (x + width / 2) * factor - frame.clientWidth / 2,
    top: (y + height / 2) * factor - frame.clientHeight / 2,
  });
}

/** The largest scale at which the map is no wider than its frame; below 0.65 its text is too small to read. */
function fittingScale(width: number): number {
  const fits = SCALES.findLastIndex((scale) => scale <= 1 && LAYOUT.width * scale <= width);
  return Math.max(fits, SCALES.indexOf(0.65));
}

type Kind = "known" | "likely";

interface Way {
  readonly boxes: ReadonlyMap<string, Kind>;
  readonly lines: ReadonlyMap<string, Kind>;
  /** The first open question, or the leaf. */
  readonly here: string;
  /** The leaf. */
  readonly end: string;
}

function wayOf(path: readonly Step[]): Way {
  const boxes = new Map<string, Kind>();
  const lines = new Map<string, Kind>();
  let here: string | undefined;
  let kind: Kind = "known";
  for (const { question, edge, presumed } of path) {
    boxes.set(question, kind);
    if (presumed) {
      here ??= question;
      kind = "likely";
    }
    lines.set(`${question} ${edge.answer}`, kind);
    boxes.set(boxKey(edge.to, question), kind);
  }
  const last = path.at(-1);
  const end = last ? boxKey(last.edge.to, last.question) : "";
  return { boxes, lines, here: here ?? end, end };
}

function domId(key: string): string {
  return `box-${key}`;
}

function Zoom(props: { title: string; sign: string; disabled: boolean; zoom: () => void }): JSX.Element {
  return (
    <button
      type="button"
      class="quiet"
      aria-label={props.title}
      title={props.title}
      disabled={props.disabled}
      onClick={props.zoom}
    >
      {props.sign}
    </button>
  );
}

/** Arrow heads take the colour of their lines. */
function Arrows(): JSX.Element {
  return (
    <defs>
      {["plain", "known", "likely"].map((kind) => (
        <marker
          key={kind}
          id={`arrow-${kind}`}
          class={`arrow ${kind}`}
          viewBox="0 0 8 8"
          refX="7.5"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0.5 L8 4 L0 7.5 Z" />
        </marker>
      ))}
    </defs>
  );
}

function LineShape({ line, kind }: { line: Line; kind: Kind | undefined }): JSX.Element {
  const { points, label, back } = line;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of SVG takes no focus; its boxes say what the lines show.
    <g class={`line ${kind ?? "plain"}${back ? " back" : ""}`} aria-hidden="true">
      <polyline
        points={points.map(({ x, y }) => `${x},${y}`).join(" ")}
        marker-end={`url(#arrow-${kind ?? "plain"})`}
      />
      <text x={label.x} y={label.y} text-anchor={label.anchor}>
        {label.text}
      </text>
    </g>
  );
}

interface BoxProps {
  readonly box: Box;
  readonly kind: Kind | undefined;
  readonly isHere: boolean;
  readonly isSelected: boolean;
  readonly select: () => void;
}

function BoxShape({ box, kind, isHere, isSelected, select }: BoxProps): JSX.Element {
  const { key, x, y, width, height, text } = box;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    select();
  };
  const top = y + height / 2 - ((text.length - 1) * LINE_HEIGHT) / 2 + 4;
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button element.
    <g
      id={domId(key)}
      class={`box ${box.kind} ${kind ?? "plain"}${isHere ? " here" : ""}${isSelected ? " selected" : ""}`}
      role="button"
      tabindex={isSelected ? 0 : -1}
      aria-label={nameOf(box, kind, isHere)}
      aria-pressed={isSelected}
      onClick={select}
      onKeyDown={onKeyDown}
    >
      <rect x={x} y={y} width={width} height={height} rx={box.kind === "leaf" ? height / 2 : 4} />
      {text.map((words, index) => (
        <text key={words} x={x + width / 2} y={top + index * LINE_HEIGHT} text-anchor="middle">
          {words}
        </text>
      ))}
    </g>
  );
}

function nameOf({ node, text }: Box, kind: Kind | undefined, isHere: boolean): string {
  const name = isQuestion(node) ? QUESTIONS[node].text : text.join(" ");
  const where = isHere
    ? ", you are here"
    : kind === "known"
      ? ", on the way"
      : kind === "likely"
        ? ", on the likely way"
        : "";
  return `${name}${where}`;
}
