import type { StructLayout } from "../core/c/struct-layout.ts";
import type { Alternative } from "../core/changes/alternatives.ts";
import type { PositionParams, Range } from "./requests.ts";

// Changes of code that a panel proposes and the editor shows before they are made.

/** Request to the server: the edits that write a call with another API. */
export const USE_API = "kallocLens/useApi";

/** Request to the server: a struct's members in an order that takes a smaller size class. */
export const REORDER_STRUCT = "kallocLens/reorderStruct";

export interface UseApiParams extends PositionParams {
  readonly api: string;
}

/** Edits of one version of a document; each says in a few words what it is for. */
export interface ProposedChange {
  readonly uri: string;
  readonly version: number;
  readonly edits: readonly { readonly range: Range; readonly newText: string; readonly label: string }[];
}

/** An API beside the one in use, with numbers for the call's own size. */
export interface GuideAlternative extends Alternative {
  /** What using it would change; left out where the call cannot be written with it. */
  readonly use?: ApiUse;
}

export interface ApiUse {
  /** The calls of the file that free the memory. */
  readonly frees: readonly ListedFree[];
  readonly cautions: readonly string[];
}

export interface ListedFree {
  readonly range: Range;
  readonly text: string;
  /** What it is changed to. */
  readonly becomes?: string;
  /** Why it is not changed; without either it fits as it is. */
  readonly left?: string;
}

export type ReorderAnswer =
  | {
      readonly kind: "order";
      /** As the members lie then, laid out anew from the changed text. */
      readonly layout: StructLayout;
      readonly moved: readonly string[];
      readonly cautions: readonly string[];
      readonly change: ProposedChange;
    }
  | { readonly kind: "none"; readonly why: string };
