import type { Placement } from "./placement.ts";

/** Whether two placements give the same numbers; how they came about does not matter. */
export function samePlacement(a: Placement, b: Placement): boolean {
  return numbersOf(a) === numbersOf(b);
}

function numbersOf(placement: Placement): string {
  return JSON.stringify(placement, (key, value: unknown) =>
    key === "trace" || key === "why" ? undefined : typeof value === "bigint" ? `${value}n` : value,
  );
}
