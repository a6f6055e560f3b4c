import type { AnswerId, QuestionId } from "../../core/guide/graph.ts";
import { isQuestion } from "../../core/guide/nodes.ts";
import type { Answers } from "../../core/guide/walk.ts";
import type { GuideState } from "../../protocol/guide-messages.ts";
import { property } from "../../protocol/read-message.ts";
import type { GuideCall } from "../../protocol/requests.ts";
import { readAnswers, readGuideMessage, type Shown } from "../../protocol/webview.ts";

export type Tab = "guide" | "amounts" | "allocators";
export type Mode = "step" | "map";

/** What the user did beyond the answers of the call. */
export interface Own {
  readonly answers: Answers;
  /** Questions that the call answers, and the user wants to answer anew. */
  readonly opened: readonly QuestionId[];
}

export const NOTHING_OWN: Own = { answers: {}, opened: [] };

export interface PanelState {
  readonly tab: Tab;
  readonly mode: Mode;
  readonly own: Own;
  /** The call at the cursor is shown. */
  readonly follows: boolean;
  readonly shown: Shown | undefined;
}

export const FIRST_STATE: PanelState = {
  tab: "guide",
  mode: "step",
  own: NOTHING_OWN,
  follows: false,
  shown: undefined,
};

/** The answers that hold: the user's before the call's. */
export function answersOf({ own, shown }: PanelState): Answers {
  const ofCall = shown?.call?.answers ?? {};
  const kept = Object.entries(ofCall).filter(([question]) => !own.opened.some((opened) => opened === question));
  return { ...Object.fromEntries(kept), ...own.answers };
}

export function withAnswer(own: Own, question: QuestionId, answer: AnswerId): Own {
  return { ...own, answers: { ...own.answers, [question]: answer } };
}

export function withOpened(own: Own, question: QuestionId): Own {
  const { [question]: _, ...answers } = own.answers;
  return { answers, opened: own.opened.includes(question) ? own.opened : [...own.opened, question] };
}

/** Another call brings its own answers; the same one, analysed anew, keeps the user's. */
export function showing(state: PanelState, shown: Shown): PanelState {
  return { ...state, shown, own: isSame(state.shown?.call, shown.call) ? state.own : NOTHING_OWN };
}

function isSame(a: GuideCall | undefined, b: GuideCall | undefined): boolean {
  return a?.uri === b?.uri && a?.function === b?.function && a?.api === b?.api;
}

/** What setState() keeps. */
export interface Kept extends GuideState {
  readonly tab: Tab;
  readonly mode: Mode;
  readonly own: Own;
  readonly follows: boolean;
  readonly message: unknown;
}

export function toKeep(state: PanelState): Kept {
  const { tab, mode, own, follows, shown } = state;
  const { call, kernel } = shown ?? {};
  const message = kernel && { kind: "show", kernel, ...(call ? { call } : {}) };
  return { tab, mode, own, follows, message, ...(call ? { call: { uri: call.uri, position: call.range.start } } : {}) };
}

/** The state as it was kept, whatever that is now. */
export function restored(json: unknown): PanelState {
  const own = property(json, "own");
  const opened = property(own, "opened");
  return {
    tab: TABS.find((tab) => tab === property(json, "tab")) ?? FIRST_STATE.tab,
    mode: property(json, "mode") === "map" ? "map" : "step",
    own: {
      answers: readAnswers(property(own, "answers")),
      opened: Array.isArray(opened) ? opened.filter((one: unknown) => typeof one === "string").filter(isQuestion) : [],
    },
    follows: property(json, "follows") === true,
    shown: readGuideMessage(property(json, "message")),
  };
}

export const TABS: readonly Tab[] = ["guide", "amounts", "allocators"];
