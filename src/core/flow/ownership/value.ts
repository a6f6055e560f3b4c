import type { AllocApi } from "../../api/alloc-api.ts";
import type { Call } from "../../c/tree/nodes.ts";
import type { Allocation } from "./fault.ts";

/** What a place holds at one point of a way. */
export type Value =
  | { readonly kind: "owned"; readonly taken: Allocation; readonly checked: boolean }
  /** Still what the allocation gave, but others may have it too. */
  | { readonly kind: "handed-on"; readonly taken: Allocation }
  | { readonly kind: "null" }
  | { readonly kind: "freed"; readonly by: Call }
  | { readonly kind: "unknown" };

export const UNKNOWN: Value = { kind: "unknown" };

/** What is left to say of a place that others may have too: where its memory came from. */
export function handedOn(value: Value): Value {
  return value.kind === "owned"
    ? { kind: "handed-on", taken: value.taken }
    : value.kind === "handed-on"
      ? value
      : UNKNOWN;
}

/** One word for each value that is followed by itself. */
export function keyOf(value: Value): string {
  switch (value.kind) {
    case "handed-on":
      return `handed-on ${value.taken.call.start}`;
    case "owned":
      return `owned ${value.taken.call.start} ${value.checked}`;
    case "freed":
      return `freed ${value.by.start}`;
    case "null":
    case "unknown":
      return value.kind;
  }
}

/** Whether what a call returns stands for the memory; others return a count or an error. */
export function isMemory({ returns }: AllocApi): boolean {
  return returns !== "count" && returns !== "errno" && returns !== "cache";
}
