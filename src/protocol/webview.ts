import type { Judgement } from "../core/guide/judge.ts";
import { isLeaf } from "../core/guide/nodes.ts";
import { type Answers, knownAnswers } from "../core/guide/walk.ts";
import type { KernelConfig } from "../core/kernel/config.ts";
import { readProfile } from "../core/kernel/profile.ts";
import type { GuideCall, Position, ProfileStatus, Range } from "./requests.ts";

// The panel's side of the boundary: what arrives there is read as distrustfully as what leaves it.

/** What the panel is told to show, with the kernel that its numbers hold for. */
export interface Shown {
  readonly profile: ProfileStatus;
  readonly config: KernelConfig;
  readonly call?: GuideCall;
}

/** Longest text of a message that is shown; longer ones are cut. */
const LONGEST_TEXT = 2000;

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

function readStatus(json: unknown): { readonly status: ProfileStatus; readonly config: KernelConfig } | undefined {
  const read = readProfile(property(json, "profile"));
  if (read.kind === "error") return undefined;
  const { profile, config } = read;
  const name = text(json, "name") ?? "";
  const problem = text(json, "problem");
  const status: ProfileStatus = {
    name,
    title: text(json, "title") ?? name,
    assumed: property(json, "assumed") === true,
    profile,
    ...(problem === undefined ? {} : { problem }),
  };
  return { status, config };
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

function readRange(json: unknown): Range | undefined {
  const [start, end] = [readPosition(property(json, "start")), readPosition(property(json, "end"))];
  return start && end ? { start, end } : undefined;
}

function readPosition(json: unknown): Position | undefined {
  const [line, character] = [property(json, "line"), property(json, "character")];
  return isCount(line) && isCount(character) ? { line, character } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function text(json: unknown, key: string): string | undefined {
  const value = property(json, key);
  if (typeof value !== "string") return undefined;
  const shown = value.length <= LONGEST_TEXT ? value : `${value.slice(0, LONGEST_TEXT)}…`;
  return shown.replace(ORDER_CONTROLS, (control) => `<U+${control.codePointAt(0)?.toString(16).toUpperCase()}>`);
}

/** Characters that change the order in which others are shown. */
const ORDER_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function property(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null && Object.hasOwn(json, key) ? Reflect.get(json, key) : undefined;
}
