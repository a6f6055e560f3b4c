import { isCount, property } from "../../protocol/read-message.ts";
import { type Operation, readOperations } from "./operations.ts";
import { STORIES } from "./stories.ts";
import { ZONES } from "./zones.ts";

export interface BuddyViewState {
  readonly pages: number;
  readonly operations: readonly Operation[];
  /** Index of the frame that is shown. */
  readonly at: number;
}

export const FIRST_BUDDY: BuddyViewState = { pages: 64, operations: STORIES[0]?.operations(4096) ?? [], at: 0 };

/** The state as it was kept, whatever that is now. */
export function restoredBuddy(json: unknown): BuddyViewState {
  const pages = ZONES.find((one) => one === property(json, "pages"));
  const at = property(json, "at");
  if (pages === undefined) return FIRST_BUDDY;
  return { pages, operations: readOperations(property(json, "operations")), at: isCount(at) ? at : 0 };
}
