import { property, readPosition } from "./read-message.ts";
import type { GuideCall, GuideKernel, Position, PositionParams } from "./requests.ts";

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
  /** Shows the call in its editor, or another place of its file. */
  | { readonly kind: "reveal"; readonly position?: Position }
  /** Writes the call with another API, once the user has seen the change. */
  | { readonly kind: "use"; readonly api: string }
  /** Whether the panel shows the call at the cursor from now on. */
  | { readonly kind: "follow"; readonly on: boolean }
  /** Saves the drawing where the user says; a PNG is in base64. */
  | { readonly kind: "save"; readonly format: ExportFormat; readonly content: string };

export const EXPORT_FORMATS = ["svg", "png", "md"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the panel keeps with setState(), beside what it needs itself: where to find the call after a restart. */
export interface GuideState {
  readonly call?: PositionParams;
}

/** Longest text that a panel may insert. */
export const LONGEST_INSERT = 4000;

/** Longest drawing that is saved, in characters. */
const LONGEST_EXPORT = 2 ** 25;

/** A message of the panel; undefined where it is none. */
export function readFromGuide(json: unknown): FromGuide | undefined {
  switch (property(json, "kind")) {
    case "ready":
      return { kind: "ready" };
    case "reveal": {
      const position = readPosition(property(json, "position"));
      return { kind: "reveal", ...(position ? { position } : {}) };
    }
    case "use": {
      const api = property(json, "api");
      return typeof api === "string" && /^\w{1,100}$/.test(api) ? { kind: "use", api } : undefined;
    }
    case "follow":
      return { kind: "follow", on: property(json, "on") === true };
    case "save": {
      const format = EXPORT_FORMATS.find((one) => one === property(json, "format"));
      const content = property(json, "content");
      if (!format || typeof content !== "string" || content.length > LONGEST_EXPORT) return undefined;
      return { kind: "save", format, content };
    }
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
  const position = readPosition(property(json, "position"));
  return typeof uri === "string" && position ? { uri, position } : undefined;
}
