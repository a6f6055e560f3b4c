import type { Answer } from "../../flow/answers.ts";
import { freesIn } from "../../flow/ownership/borrowers.ts";
import type { Fault } from "../../flow/ownership/fault.ts";
import { faultsOf } from "../../flow/ownership/faults-of.ts";
import type { FlowFunction } from "../../flow/uses.ts";
import { formatVersion } from "../../kernel/version.ts";
import type { RuleContext, RuleFunction } from "../rule.ts";

/** Which functions are read, those with allocation calls beside. */
export const OWNS = { mentions: { test: freesAndGoesOn }, orAllocates: true } as const;

/** Frees in one function that are looked behind; one with more is read. */
const MOST_FREES = 50;

const LOOP = /\b(?:while|for|do)\b|for_each/;

/** Whether a text frees something and names it again behind, or frees in a loop. */
export function freesAndGoesOn(text: string): boolean {
  let frees = 0;
  let loop: number | undefined;
  for (const { at, args } of freesIn(text)) {
    loop ??= text.search(LOOP);
    if (++frees > MOST_FREES || (loop >= 0 && loop < at)) return true;
    const end = text.indexOf(";", at);
    if (end >= 0 && namesIn(text, args, end).some((name) => text.lastIndexOf(name) > end)) return true;
  }
  return false;
}

/** The names by which the arguments of a free may be named again: all of them where a jump may lead back to it. */
function namesIn(text: string, from: number, end: number): readonly string[] {
  const args = text.slice(from, end);
  const mayReturn = text.lastIndexOf("goto") > end || args.includes("/*");
  return args.match(mayReturn ? /\w+/g : LAST_NAMES) ?? [];
}

/** The last name of each argument: `rx` of `dev->rx`. */
const LAST_NAMES = /\w+(?=[^\w,]*(?:,|$))/g;

type FaultOf<Kind extends Fault["kind"]> = Extract<Fault, { kind: Kind }>;

/** What goes wrong in a function, found once for all rules that ask; a file belongs to one kernel. */
const FOUND = new WeakMap<FlowFunction, Answer<readonly Fault[]>>();

/** The faults of one kind in a function. */
export function faultsIn<Kind extends Fault["kind"]>(
  { view }: RuleFunction,
  { file, config }: RuleContext,
  kind: Kind,
): FaultOf<Kind>[] {
  const { source } = view;
  const find = () => faultsOf(source, file.flow, formatVersion(config.version));
  const faults = file.flow.answers.ask(FOUND, source, { find, whenCircular: [] });
  return faults.filter((fault): fault is FaultOf<Kind> => fault.kind === kind);
}
