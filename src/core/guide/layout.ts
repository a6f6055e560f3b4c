import { type AnswerId, type NodeId, type QuestionId, ROOT } from "./graph.ts";
import { columnsOf, type Place } from "./layout-columns.ts";
import { type Point, routeOf } from "./layout-routes.ts";
import { LEAVES } from "./leaves.ts";
import { isQuestion } from "./nodes.ts";
import { QUESTIONS } from "./questions.ts";

/** A drawing of the graph: pure arithmetic, the same each time. A leaf that several questions lead to has a box for each. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export interface Box {
  /** Unique in the drawing. */
  readonly key: string;
  readonly node: NodeId;
  readonly kind: "question" | "leaf";
  /** The question that leads to a leaf's box. */
  readonly from?: QuestionId;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The label, broken to the width. */
  readonly text: readonly string[];
}

export interface Line {
  readonly from: QuestionId;
  readonly answer: AnswerId;
  readonly to: string;
  readonly back: boolean;
  readonly points: readonly Point[];
  readonly label: {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly anchor: "start" | "middle" | "end";
  };
}

const BOX_WIDTH = 188;
export const LINE_HEIGHT = 16;
const BOX_HEIGHT = 2 * LINE_HEIGHT + 16;
const GUTTER = 108;
const MARGIN = 16;
const ROW_GAP = 30;
const STACK_GAP = 12;
/** Characters of a line: labels of leaves are in the wider font of code. */
const CHARACTERS = { question: 27, leaf: 23 } as const;

export function layoutGraph(): Layout {
  const places = columnsOf();
  const rows = rowTops(places);
  const left = Math.min(...places.map(({ column }) => column));
  const boxes = places.map((place) => boxOf(place, rows, left));
  const byKey = new Map(boxes.map((box) => [box.key, box]));
  const spine = byKey.get(ROOT)?.x ?? 0;
  const lines = places.flatMap((place) => (isQuestion(place.node) ? linesFrom(place.node, byKey, spine) : []));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { width: right + MARGIN, height: bottom + MARGIN, boxes, lines };
}

/** The key of the box where an edge ends. */
export function boxKey(node: NodeId, from: QuestionId | undefined): string {
  return isQuestion(node) || from === undefined ? node : `${node}<${from}`;
}

function linesFrom(from: QuestionId, boxes: ReadonlyMap<string, Box>, spine: number): Line[] {
  return QUESTIONS[from].edges.flatMap((edge) => {
    const to = boxKey(edge.to, from);
    const [start, end] = [boxes.get(from), boxes.get(to)];
    if (!start || !end) return [];
    const back = edge.back === true;
    const route = routeOf(start, end, {
      back,
      blocked: isBlocked(start, end, [...boxes.values()]),
      joins: start.x > spine && end.x === spine,
    });
    return {
      from,
      answer: edge.answer,
      to,
      back,
      points: route.points,
      label: { text: shortText(edge.text), ...route.label },
    };
  });
}

function isBlocked(start: Box, end: Box, boxes: readonly Box[]): boolean {
  return boxes.some(({ x, y }) => x === start.x && y > start.y && y < end.y);
}

/** `No, size varies` is `size varies` where there is little room. */
function shortText(text: string): string {
  if (text === "Yes" || text === "No") return text.toLowerCase();
  return text.replace(/^No, |^Of (a )?/, "");
}

function boxOf(place: Place, rows: readonly number[], left: number): Box {
  const text = textOf(place.node);
  const kind = isQuestion(place.node) ? "question" : "leaf";
  return {
    key: boxKey(place.node, place.from),
    node: place.node,
    kind,
    ...(place.from === undefined ? {} : { from: place.from }),
    x: MARGIN + (place.column - left) * (BOX_WIDTH + GUTTER),
    y: MARGIN + (rows[place.row] ?? 0) + place.stack * (BOX_HEIGHT + STACK_GAP),
    width: BOX_WIDTH,
    height: BOX_HEIGHT,
    text,
  };
}

/** Tops of the rows; a row is as high as its highest stack. */
function rowTops(places: readonly Place[]): readonly number[] {
  const last = Math.max(...places.map(({ row }) => row));
  const tops: number[] = [];
  let top = 0;
  for (let row = 0; row <= last; row++) {
    tops.push(top);
    const stack = Math.max(0, ...places.filter((place) => place.row === row).map((place) => place.stack));
    top += (stack + 1) * BOX_HEIGHT + stack * STACK_GAP + ROW_GAP;
  }
  return tops;
}

function textOf(node: NodeId): readonly string[] {
  return isQuestion(node)
    ? wrap(QUESTIONS[node].label, CHARACTERS.question)
    : wrap(LEAVES[node].label, CHARACTERS.leaf);
}

/** Words in lines of at most `width` characters; a word that is longer stands alone. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}
