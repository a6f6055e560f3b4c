import type { LinkTarget } from "../core/explain/block.ts";
import type { PositionParams } from "./requests.ts";
import type { ViewName } from "./view-messages.ts";

// Commands of the extension that the server's answers refer to.

/** Opens the decision chart, for a call where one is given. */
export const OPEN_GUIDE = "kallocLens.openGuide";

/** Open the panels that simulate; with a call, as OPEN_GUIDE takes it, the waste explorer looks at its size. */
export const VIEW_COMMANDS: Readonly<Record<ViewName, string>> = {
  explorer: "kallocLens.openExplorer",
  slab: "kallocLens.openSlabPage",
  buddy: "kallocLens.openBuddy",
  struct: "kallocLens.openStruct",
};

/** Opens the page of an API or a rule. */
export const OPEN_PAGE = "kallocLens.openPage";

/** The server's own command, for editors that have no decision chart. */
export const EXPLAIN_CALL = "kallocLens.explainCall";

/** Arguments of EXPLAIN_CALL and OPEN_GUIDE. */
export type CallArguments = readonly [PositionParams];

/** Arguments of OPEN_PAGE. */
export type PageArguments = readonly [Extract<LinkTarget, { kind: "api" | "rule" }>];
