import type { Answer } from "../../flow/answers.ts";
import type { Fault } from "../../flow/ownership/fault.ts";
import { faultsOf } from "../../flow/ownership/faults-of.ts";
import type { FlowFunction } from "../../flow/uses.ts";
import { formatVersion } from "../../kernel/version.ts";
import type { RuleContext, RuleFunction } from "../rule.ts";

/** A function without any of these words neither takes nor frees memory. */
export const OWNS = /alloc|free|dup|get_free_page|get_zeroed_page|printf/;

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
