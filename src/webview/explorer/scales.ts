import type { Scale } from "./explorer-state.ts";

/** Where numbers lie on an axis, in pixels. */
export interface Axis {
  readonly at: (value: number) => number;
  readonly value: (pixel: number) => number;
  readonly ticks: readonly number[];
}

/** Sizes from `low` to `high` bytes, left to right. */
export function sizeAxis(scale: Scale, low: number, high: number, left: number, right: number): Axis {
  const [from, to] = scale === "log" ? [Math.log2(low), Math.log2(high)] : [low, high];
  const span = Math.max(to - from, 1e-9);
  const at = (value: number) =>
    left + (((scale === "log" ? Math.log2(Math.max(value, low)) : value) - from) / span) * (right - left);
  const value = (pixel: number) => {
    const place = from + ((pixel - left) / (right - left)) * span;
    return scale === "log" ? 2 ** place : place;
  };
  return { at, value, ticks: sizeTicks(scale, low, high, (right - left) / 64) };
}

/** Waste from 0 to `high`, bottom to top; the logarithmic one begins at 0, too. */
export function wasteAxis(scale: Scale, high: number, bottom: number, top: number): Axis {
  const map = (value: number) => (scale === "log" ? Math.log2(1 + value) : value);
  const span = Math.max(map(high), 1e-9);
  return {
    at: (value) => bottom - (map(Math.min(Math.max(value, 0), high * 1.02)) / span) * (bottom - top),
    value: (pixel) => {
      const place = ((bottom - pixel) / (bottom - top)) * span;
      return scale === "log" ? 2 ** place - 1 : place;
    },
    ticks: wasteTicks(scale, high),
  };
}

function sizeTicks(scale: Scale, low: number, high: number, most: number): number[] {
  if (scale === "linear") {
    const step = 2 ** Math.ceil(Math.log2(high / Math.max(most, 2)));
    return Array.from({ length: Math.floor(high / step) }, (_, index) => (index + 1) * step);
  }
  const powers = Math.log2(high / low);
  const stride = Math.max(1, Math.ceil(powers / Math.max(most, 2)));
  const ticks: number[] = [];
  for (let power = Math.ceil(Math.log2(low)); 2 ** power <= high; power += stride) ticks.push(2 ** power);
  return ticks;
}

function wasteTicks(scale: Scale, high: number): number[] {
  if (scale === "log") {
    if (high <= 2000) return PERCENTS.filter((tick) => tick <= high);
    const powers = Math.floor(Math.log2(high) / 4);
    return [0, ...Array.from({ length: powers }, (_, index) => 16 ** (index + 1))];
  }
  const rough = high / 4;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * unit).find((candidate) => candidate >= rough) ?? rough;
  return Array.from({ length: Math.floor(high / step) + 1 }, (_, index) => index * step);
}

/** Ticks of a logarithmic axis in percent. */
const PERCENTS = [0, 1, 5, 25, 100, 400, 1500] as const;
