import type { JSX } from "preact";
import { type Box, boxKey, type Layout, LINE_HEIGHT, type Line, layoutGraph } from "../../core/guide/layout.ts";
import { isQuestion } from "../../core/guide/nodes.ts";
import { QUESTIONS } from "../../core/guide/questions.ts";
import type { Step } from "../../core/guide/walk.ts";

export const LAYOUT: Layout = layoutGraph();

/** Of the SVG element, for whoever saves it. */
export const DRAWING_ID = "drawing";

export interface DrawingProps {
  readonly way: Way;
  /** CSS pixels for each unit of the layout. */
  readonly factor: number;
  readonly selected: string;
  /** Keys of boxes that are searched for. */
  readonly found: readonly string[];
  readonly select: (key: string) => void;
}

/** The graph, with the way through it. */
export function Drawing({ way, factor, selected, found, select }: DrawingProps): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset.
    <svg
      id={DRAWING_ID}
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
          isFound={found.includes(box.key)}
          select={() => select(box.key)}
        />
      ))}
    </svg>
  );
}

type Kind = "known" | "likely";

export interface Way {
  readonly boxes: ReadonlyMap<string, Kind>;
  readonly lines: ReadonlyMap<string, Kind>;
  /** The first open question, or the leaf. */
  readonly here: string;
  /** The leaf. */
  readonly end: string;
}

export function wayOf(path: readonly Step[]): Way {
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

export function domId(key: string): string {
  return `box-${key}`;
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
  readonly isFound: boolean;
  readonly select: () => void;
}

function BoxShape({ box, kind, isHere, isSelected, isFound, select }: BoxProps): JSX.Element {
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
      class={`box ${box.kind} ${kind ?? "plain"}${isHere ? " here" : ""}${isSelected ? " selected" : ""}${isFound ? " found" : ""}`}
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
          {`${words} `}
        </text>
      ))}
    </g>
  );
}

function nameOf({ node, text }: Box, kind: Kind | undefined, isHere: boolean): string {
  const label = text.join(" ");
  const name = isQuestion(node) ? `${label} ${QUESTIONS[node].text}` : label;
  const where = isHere
    ? ", you are here"
    : kind === "known"
      ? ", on the way"
      : kind === "likely"
        ? ", on the likely way"
        : "";
  return `${name}${where}`;
}
