import type { Judgement } from "../core/guide/judge.ts";
import { isLeaf } from "../core/guide/nodes.ts";
import { type Answers, knownAnswers } from "../core/guide/walk.ts";
import { readAlternatives } from "./read-alternatives.ts";
import { readFacts } from "./read-facts.ts";
import { property, readNamedProfile, readRange, text } from "./read-message.ts";
import type { GuideCall, GuideKernel } from "./requests.ts";

// The panel's side of the boundary: what arrives there is read as distrustfully as what leaves it.

/** What the panel is told to show: the kernel that its numbers hold for, and a call. */
export interface Shown {
  readonly kernel: GuideKernel;
  readonly call?: GuideCall;
}

/** A message to the panel; undefined where it is none, or where it names no kernel. */
export function readGuideMessage(json: unknown): Shown | undefined {
  if (property(json, "kind") !== "show") return undefined;
  const kernel = property(json, "kernel");
  const facts = readFacts(property(kernel, "facts"));
  if (!facts) return undefined;
  const call = readGuideCall(property(json, "call"));
  return { kernel: { profile: readNamedProfile(property(kernel, "profile")), facts }, ...(call ? { call } : {}) };
}

/** Answers as a message or a kept state holds them; what is not in the graph is left out. */
export function readAnswers(json: unknown): Answers {
  if (typeof json !== "object" || json === null) return {};
  const entries = Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return knownAnswers(Object.fromEntries(entries));
}

function readGuideCall(json: unknown): GuideCall | undefined {
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
    alternatives: readAlternatives(property(json, "alternatives")),
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
