import type { Curve } from "./curve.ts";
import type { Axis } from "./scales.ts";
import { type Unit, wasteIn } from "./waste-unit.ts";

export interface PathOptions {
  readonly low: number;
  readonly high: number;
  readonly unit: Unit;
  readonly x: Axis;
  readonly y: Axis;
}

/** More steps in sight than this are drawn a pixel column at a time. */
const MANY = 1200;

/** Pixels between two points of a step: inside one, waste falls along a line or a soft curve. */
const SPACING = 5;

/** The path of a curve for SVG: each step falls towards the size that fills its block. */
export function curvePath(curve: Curve, options: PathOptions): string {
  const { low, high } = options;
  const seen = curve.steps.filter(({ from, to }) => to >= low && from <= high);
  return seen.length > MANY ? columns(seen, options) : polyline(seen, options);
}

function polyline(steps: Curve["steps"], options: PathOptions): string {
  const { unit, x, y } = options;
  let path = "";
  let pen = "M";
  for (const { from, to, given } of steps) {
    if (given === undefined) {
      pen = "M";
      continue;
    }
    for (const size of sizesOn(from, to, options)) {
      path += `${pen}${x.at(size).toFixed(1)} ${y.at(wasteIn(unit, size, given)).toFixed(1)}`;
      pen = "L";
    }
  }
  return path;
}

/** Sizes of a step to draw it by: its ends, and what lies between where it is wide. */
function sizesOn(from: number, to: number, { low, high, x }: PathOptions): number[] {
  const [first, last] = [Math.max(from, low), Math.min(to, high)];
  const [left, right] = [x.at(first), x.at(last)];
  const pieces = Math.max(1, Math.ceil((right - left) / SPACING));
  return Array.from({ length: pieces + 1 }, (_, piece) =>
    piece === pieces ? last : Math.max(first, x.value(left + ((right - left) * piece) / pieces)),
  );
}

/** From the least to the most waste of each pixel column. */
function columns(steps: Curve["steps"], options: PathOptions): string {
  const { unit, x, y } = options;
  const ends = new Map<number, { top: number; bottom: number }>();
  for (const { from, to, given } of steps) {
    if (given === undefined) continue;
    for (const size of sizesOn(from, to, options)) {
      const column = Math.round(x.at(size));
      const at = y.at(wasteIn(unit, size, given));
      const end = ends.get(column);
      if (!end) ends.set(column, { top: at, bottom: at });
      else {
        end.top = Math.min(end.top, at);
        end.bottom = Math.max(end.bottom, at);
      }
    }
  }
  let path = "";
  for (const [column, { top, bottom }] of ends) {
    path += `${path === "" ? "M" : "L"}${column} ${bottom.toFixed(1)}L${column} ${top.toFixed(1)}`;
  }
  return path;
}
