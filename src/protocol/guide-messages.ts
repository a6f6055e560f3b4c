import type { GuideCall, GuideKernel, PositionParams } from "./requests.ts";

// What the decision chart's panel and the extension say to each other.

/** From the extension to the panel. */
export type ToGuide =
  /** The call to show the way of, and the kernel that limits hold for; sent after `ready` and whenever they change. */
  { readonly kind: "show"; readonly call?: GuideCall; readonly kernel: GuideKernel };

/** From the panel to the extension. */
export type FromGuide =
  /** The panel listens now. */
  | { readonly kind: "ready" }
  /** Puts a sample call where the cursor of the last C editor stands. */
  | { readonly kind: "insert"; readonly text: string }
  /** Shows the call in its editor. */
  | { readonly kind: "reveal" };

/** What the panel keeps with setState(), beside what it needs itself: where to find the call after a restart. */
export interface GuideState {
  readonly call?: PositionParams;
}

/** Longest text that a panel may insert. */
export const LONGEST_INSERT = 4000;

/** A message of the panel; undefined where it is none. */
export function readFromGuide(json: unknown): FromGuide | undefined {
  switch (property(json, "kind")) {
    case "ready":
      return { kind: "ready" };
    case "reveal":
      return { kind: "reveal" };
    case "insert": {
      const text = property(json, "text");
      return typeof text === "string" && text.length <= LONGEST_INSERT ? { kind: "insert", text } : undefined;
    }
    default:
      return undefined;
  }
}

/** The place of a call, as command arguments and kept states hold it; undefined where it is none. */
export function readCall(json: unknown): PositionParams | undefined {
  const uri = property(json, "uri");
  const position = property(json, "position");
  const line = property(position, "line");
  const character = property(position, "character");
  if (typeof uri !== "string" || !isCount(line) || !isCount(character)) return undefined;
  return { uri, position: { line, character } };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function property(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null ? Reflect.get(json, key) : undefined;
}
