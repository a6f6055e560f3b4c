export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Route {
  readonly points: readonly Point[];
  readonly label: { readonly x: number; readonly y: number; readonly anchor: "start" | "middle" | "end" };
}

/** Distances of the vertical tracks in a gutter from the box that a line leaves, so that lines do not run on each other. */
const NEAR = 14;
const MIDDLE = 50;
const LABEL = 5;

export interface Given {
  /** The line leads up again. */
  readonly back: boolean;
  /** Another box stands between the two in their column. */
  readonly blocked: boolean;
  /** The line leads from beside the spine back to it. */
  readonly joins: boolean;
}

/** A line of horizontal and vertical pieces. */
export function routeOf(from: Area, to: Area, line: Given): Route {
  if (line.back) return backUp(from, to);
  if (from.x === to.x) return line.blocked ? around(from, to) : down(from, to);
  if (line.joins) return joinFromRight(from, to);
  return sideways(from, to);
}

function down(from: Area, to: Area): Route {
  const x = from.x + from.width / 2;
  const [top, bottom] = [from.y + from.height, to.y];
  return {
    points: [
      { x, y: top },
      { x, y: bottom },
    ],
    label: { x: x + LABEL, y: top + 16, anchor: "start" },
  };
}

/** Past the boxes in between, on their right. */
function around(from: Area, to: Area): Route {
  const x = from.x + from.width + NEAR;
  const [start, end] = [middle(from) + from.height / 4, middle(to)];
  return {
    points: [
      { x: from.x + from.width, y: start },
      { x, y: start },
      { x, y: end },
      { x: to.x + to.width, y: end },
    ],
    label: { x: x + LABEL, y: start + 16, anchor: "start" },
  };
}

/** To a box on the right or on the left, at the same height or lower. */
function sideways(from: Area, to: Area): Route {
  const right = to.x > from.x;
  const start: Point = { x: right ? from.x + from.width : from.x, y: middle(from) };
  const end: Point = { x: right ? to.x : to.x + to.width, y: middle(to) };
  const label = right
    ? ({ x: end.x - 12, y: end.y - LABEL, anchor: "end" } as const)
    : ({ x: end.x + 12, y: end.y - LABEL, anchor: "start" } as const);
  if (start.y === end.y) return { points: [start, end], label };
  // A line down to a lower row keeps off the tracks of the stacks.
  const far = end.y - start.y > 3 * from.height;
  const x = start.x + (right ? 1 : -1) * (far ? MIDDLE : NEAR);
  return { points: [start, { x, y: start.y }, { x, y: end.y }, end], label: far ? atStart(start, right) : label };
}

function atStart(start: Point, right: boolean): Route["label"] {
  return { x: start.x + (right ? LABEL : -LABEL), y: start.y - LABEL, anchor: right ? "start" : "end" };
}

/** From a box beside the spine down to the next box of the spine, beside the line that comes straight from above. */
function joinFromRight(from: Area, to: Area): Route {
  const start: Point = { x: from.x + from.width / 2, y: from.y + from.height };
  const y = to.y - NEAR;
  const x = to.x + (to.width * 3) / 4;
  return {
    points: [start, { x: start.x, y }, { x, y }, { x, y: to.y }],
    label: { x: start.x - LABEL, y: y - LABEL, anchor: "end" },
  };
}

/** Up along the spine to a question that is there already. */
function backUp(from: Area, to: Area): Route {
  const x = to.x - NEAR * 2;
  const [start, end] = [middle(from), middle(to)];
  return {
    points: [
      { x: from.x + from.width, y: start },
      { x, y: start },
      { x, y: end },
      { x: to.x, y: end },
    ],
    label: { x: from.x + from.width + LABEL, y: start - LABEL, anchor: "start" },
  };
}

function middle(area: Area): number {
  return area.y + area.height / 2;
}
