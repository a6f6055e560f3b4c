import type { Judgement } from "../core/guide/judge.ts";
import { isLeaf } from "../core/guide/nodes.ts";
import { type Answers, knownAnswers } from "../core/guide/walk.ts";
import type { KernelConfig } from "../core/kernel/config.ts";
import { property, readRange, readStatus, text } from "./read-message.ts";
import type { GuideCall, ProfileStatus } from "./requests.ts";

// The panel's side of the boundary: what arrives there is read as distrustfully as what leaves it.

/** What the panel is told to show, with the kernel that its numbers hold for. */
export interface Shown {
  readonly profile: ProfileStatus;
  readonly config: KernelConfig;
  readonly call?: GuideCall;
}

/** A message to the panel; undefined where it is none, or where its profile is not one. */
export function readGuideMessage(json: unknown): Shown | undefined {
  if (property(json, "kind") !== "show") return undefined;
  const profile = readStatus(property(json, "profile"));
  if (!profile) return undefined;
  const call = readGuideCall(property(json, "call"), profile.status);
  return { profile: profile.status, config: profile.config, ...(call ? { call } : {}) };
}

/** Answers as a message or a kept state holds them; what is not in the graph is left out. */
export function readAnswers(json: unknown): Answers {
  if (typeof json !== "object" || json === null) return {};
  const entries = Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return knownAnswers(Object.fromEntries(entries));
}

function readGuideCall(json: unknown, shownFor: ProfileStatus): GuideCall | undefined {
  const uri = property(json, "uri");
  const api = text(json, "api");
  const range = readRange(property(json, "range"));
  const verdict = readJudgement(property(json, "verdict"));
  if (typeof uri !== "string" || api === undefined || !range || !verdict) return undefined;
  return {
    uri,
    range,
    api,
    text: text(json, "text") ?? `${api}()`,
    function: text(json, "function") ?? "",
    headline: text(json, "headline") ?? "",
    answers: readAnswers(property(json, "answers")),
    verdict,
    profile: shownFor,
  };
}

const KINDS: readonly Judgement["kind"][] = ["right", "depends", "better", "wrong", "none"];

function readJudgement(json: unknown): Judgement | undefined {
  const kind = KINDS.find((one) => one === property(json, "kind"));
  const says = text(json, "text");
  if (kind === undefined || says === undefined) return undefined;
  const leaf = property(json, "leaf");
  const leaves = property(json, "leaves");
  return {
    kind,
    text: says,
    leaves: Array.isArray(leaves) ? leaves.filter((one: unknown) => typeof one === "string").filter(isLeaf) : [],
    ...(typeof leaf === "string" && isLeaf(leaf) ? { leaf } : {}),
  };
}
