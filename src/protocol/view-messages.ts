import { readCall } from "./guide-messages.ts";
import type { PositionParams, ProfileStatus } from "./requests.ts";
import type { FileSites } from "./sites.ts";

// Messages between the extension and the panels that simulate: waste explorer, slab page, buddy allocator.

export const VIEWS = ["explorer", "slab", "buddy"] as const;

export type ViewName = (typeof VIEWS)[number];

/** From the extension to a panel. */
export interface ToView {
  readonly kind: "show";
  readonly profile: ProfileStatus;
  /** The calls of the file that was open last. */
  readonly file?: FileSites;
  /** Index of the call that the panel was opened for. */
  readonly selected?: number;
}

/** From a panel to the extension. */
export type FromView =
  /** The panel listens now. */
  | { readonly kind: "ready" }
  /** Shows a call in its editor. */
  | { readonly kind: "reveal"; readonly call: PositionParams };

/** A message of a panel; undefined where it is none. */
export function readFromView(json: unknown): FromView | undefined {
  if (typeof json !== "object" || json === null || !("kind" in json)) return undefined;
  if (json.kind === "ready") return { kind: "ready" };
  const call = json.kind === "reveal" && "call" in json ? readCall(json.call) : undefined;
  return call ? { kind: "reveal", call } : undefined;
}
