import type { ReorderAnswer } from "./changes.ts";
import { readCall } from "./guide-messages.ts";
import type { PositionParams, ProfileStatus, StructAnswer } from "./requests.ts";
import type { FileSites } from "./sites.ts";

// Messages between the extension and the panels that simulate: waste explorer, slab page, buddy allocator, struct layout.

export const VIEWS = ["explorer", "slab", "buddy", "struct"] as const;

export type ViewName = (typeof VIEWS)[number];

/** From the extension to a panel. */
export interface ToView {
  readonly kind: "show";
  readonly profile: ProfileStatus;
  /** The calls of the file that was open last. */
  readonly file?: FileSites;
  /** Index of the call that the panel was opened for. */
  readonly selected?: number;
  /** Struct layout: the structs of the file, and the one to show. */
  readonly structs?: readonly string[];
  readonly struct?: StructAnswer;
  /** Struct layout: its members in a smaller order. */
  readonly reorder?: ReorderAnswer;
}

/** From a panel to the extension. */
export type FromView =
  /** The panel listens now. */
  | { readonly kind: "ready" }
  /** Shows a call in its editor. */
  | { readonly kind: "reveal"; readonly call: PositionParams }
  /** Asks for another struct of the file. */
  | { readonly kind: "struct"; readonly name: string }
  /** Reorders the members of the struct that is shown, once the user has seen the change. */
  | { readonly kind: "reorder" };

/** Longest name of a struct that is asked for. */
const LONGEST_NAME = 2000;

/** A message of a panel; undefined where it is none. */
export function readFromView(json: unknown): FromView | undefined {
  if (typeof json !== "object" || json === null || !("kind" in json)) return undefined;
  if (json.kind === "ready" || json.kind === "reorder") return { kind: json.kind };
  if (json.kind === "struct" && "name" in json) {
    const { name } = json;
    return typeof name === "string" && name.length <= LONGEST_NAME ? { kind: "struct", name } : undefined;
  }
  const call = json.kind === "reveal" && "call" in json ? readCall(json.call) : undefined;
  return call ? { kind: "reveal", call } : undefined;
}
