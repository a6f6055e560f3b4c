import type { KernelConfig } from "../../core/kernel/config.ts";
import { isGiven } from "../../core/kernel/given.ts";
import type { Placement } from "../../core/kernel/placement.ts";
import { type CurveApi, placed } from "./curve-apis.ts";

/** What one size gets. */
export type Gets =
  | { readonly kind: "given"; readonly bytes: number; readonly placement: Placement }
  /** The profile leaves open which of several. */
  | { readonly kind: "between"; readonly min: number; readonly max: number; readonly because: string }
  | { readonly kind: "fails"; readonly why: string }
  | { readonly kind: "unknown"; readonly why: string };

/** A run of sizes that all get the same number of bytes; `given` is undefined where that is not one number. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly given: number | undefined;
}

/** The sizes of one API in one kernel, from 1 byte to the largest that does not fail. */
export interface Curve {
  readonly steps: readonly Step[];
  /** Largest size with a step. */
  readonly to: number;
}

/** More steps than this are finer than any screen. */
const MOST_STEPS = 4096;

/** What `bytes` get, straight from the simulator. */
export function getsOf(api: CurveApi, bytes: number, config: KernelConfig): Gets {
  return read(placed(api, bytes, config));
}

function read(placement: Placement): Gets {
  if (isGiven(placement)) return { kind: "given", bytes: placement.bytesAlloc, placement };
  switch (placement.kind) {
    case "fails":
      return { kind: "fails", why: placement.why };
    case "unknown":
      return { kind: "unknown", why: placement.why };
    case "oneOf":
      return between(placement.placements.map(read), placement.because);
    case "range":
      return between([read(placement.min), read(placement.max)], "the size lies between two bounds");
  }
}

function between(each: readonly Gets[], because: string): Gets {
  const bytes = each.flatMap((one) => (one.kind === "given" ? [one.bytes] : []));
  const odd = each.find(({ kind }) => kind !== "given");
  if (odd?.kind === "fails" || odd?.kind === "unknown") return { kind: "unknown", why: odd.why };
  return { kind: "between", min: Math.min(...bytes), max: Math.max(...bytes), because };
}

/** The steps of an API up to `limit` bytes; it ends where the API fails. */
export function curveOf(api: CurveApi, limit: number, config: KernelConfig): Curve {
  const steps: Step[] = [];
  let width = 1;
  for (let from = 1; from <= limit && steps.length < MOST_STEPS; ) {
    const key = keyOf(api, from, config);
    if (key === undefined) break;
    const to = endOf(api, from, width, limit, key, config);
    const gets = getsOf(api, from, config);
    steps.push({ from, to, given: gets.kind === "given" ? gets.bytes : undefined });
    width = to - from + 1;
    from = to + 1;
  }
  return { steps, to: steps.at(-1)?.to ?? 0 };
}

/** The last size that gets what `from` gets; most steps are as wide as the one before, or twice that. */
function endOf(api: CurveApi, from: number, width: number, limit: number, key: string, config: KernelConfig): number {
  const same = (bytes: number) => bytes <= limit && keyOf(api, bytes, config) === key;
  for (const guess of [width, 2 * width]) {
    const last = from + guess - 1;
    if (same(last) && !same(last + 1)) return last;
  }
  let good = from;
  let reach = 1;
  while (same(good + reach)) {
    good += reach;
    reach *= 2;
  }
  let bad = good + reach;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (same(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function keyOf(api: CurveApi, bytes: number, config: KernelConfig): string | undefined {
  const gets = getsOf(api, bytes, config);
  switch (gets.kind) {
    case "given":
      return String(gets.bytes);
    case "between":
      return `${gets.min}-${gets.max}`;
    case "unknown":
      return "unknown";
    case "fails":
      return undefined;
  }
}

/** The step that a size lies on. */
export function stepAt({ steps }: Curve, bytes: number): Step | undefined {
  let low = 0;
  let high = steps.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const step = steps[middle];
    if (!step) return undefined;
    if (bytes < step.from) high = middle - 1;
    else if (bytes > step.to) low = middle + 1;
    else return step;
  }
  return undefined;
}

/** Sizes near `bytes` that use their block better. */
export interface Better {
  /** The most that fits the next smaller block, and what it gets. */
  readonly smaller?: { readonly bytes: number; readonly given: number };
  /** The most that the present block holds. */
  readonly fill?: { readonly bytes: number; readonly given: number };
}

export function betterNear(curve: Curve, bytes: number): Better {
  const step = stepAt(curve, bytes);
  if (!step) return {};
  const before = stepAt(curve, step.from - 1);
  return {
    ...(before?.given !== undefined ? { smaller: { bytes: before.to, given: before.given } } : {}),
    ...(step.given !== undefined && step.to > bytes ? { fill: { bytes: step.to, given: step.given } } : {}),
  };
}
