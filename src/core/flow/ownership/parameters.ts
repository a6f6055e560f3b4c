import { apiNamed } from "../../api/catalogue.ts";
import type { Expression } from "../../c/tree/nodes.ts";
import { nodesOf } from "../../c/tree/walk.ts";
import type { FileFlow } from "../file-flow.ts";
import type { FlowFunction } from "../uses.ts";
import { LocalValues, leadsToMemory, namesOf } from "./aliases.ts";
import { followPlace } from "./follow-place.ts";
import { constantOf } from "./known-conditions.ts";
import { type Mark, marksIn } from "./lent.ts";
import { assignedIn, blurredNames } from "./places.ts";
import { prepareCoarsely, prepareExactly } from "./prepared.ts";
import type { Memory } from "./value.ts";

/** Whether a function leaves memory behind an argument to its caller. */
export interface Leaving {
  /** Where the function fails. */
  readonly failing: boolean;
  /** Where the caller fails, later on. */
  readonly always: boolean;
  /** Whatever happens: it is done with it when it returns. */
  readonly borrowed: boolean;
}

export const KEEPS: Leaving = { failing: false, always: false, borrowed: false };

export function isSameLeaving(a: Leaving, b: Leaving): boolean {
  return a.failing === b.failing && a.always === b.always && a.borrowed === b.borrowed;
}

const KMALLOC = apiNamed("kmalloc");

/**
 * Whether a function leaves memory behind a parameter to its caller: it neither frees it nor keeps it, nor hands it to
 * anyone who might. `isScalar` tells what else is known of a member of some struct: that it is no array.
 */
export function leavingOf(
  of: FlowFunction,
  index: number,
  flow: FileFlow,
  version: string,
  leavingBy: (mark: Mark) => Leaving,
  isScalar: (member: string) => boolean = () => false,
): Leaving {
  const { tree } = of;
  const place = tree?.parameters[index]?.name;
  const graph = tree && !tree.undecided && place ? flow.graphOf(of) : undefined;
  if (!tree || !place || !graph || !KMALLOC) return KEEPS;
  const nodes = nodesOf(tree.body);
  const blurred = blurredNames(nodes);
  if (blurred.has(place)) return KEEPS;
  const isMemberAssigned = assignedIn(flow.text, of, place);
  const locals = new LocalValues(tree, nodes, blurred);
  const isPlain = (member: string) => isScalar(member) || isNoArrayIn(place, member, flow);
  const aliases = locals.aliasesOf(place, isPlain);
  const places = [place, ...namesOf(aliases)];
  const prepared = prepareExactly(prepareCoarsely(graph, nodes, places, flow.text), places, {
    text: flow.text,
    isStored: false,
  });
  if (!prepared) return KEEPS;
  const { start } = tree;
  const call = {
    kind: "call" as const,
    name: "",
    callee: { kind: "other" as const, start, end: start },
    args: [],
    start,
    end: start,
  };
  const initial: Memory = { kind: "memory", taken: { call, api: KMALLOC }, tested: "yes", lent: "", shared: false };
  let failing = true;
  let always = true;
  let borrowed = true;
  let mayFail = false;
  const saysByNumber =
    !returnsTruth(of, flow.text) && nodes.every((node) => node.kind !== "return" || !isPositive(node.value));
  followPlace(prepared, {
    place,
    isLocal: true,
    isShared: false,
    aliases,
    isAssigned: isMemberAssigned,
    isPlain,
    isNoArray: (member) => isScalar(member) || isNoArray(member, flow),
    initial,
    doubtsSkipped: false,
    isNumber: (name) => locals.isNumber(name),
    functionName: of.name,
    isProbe: () => false,
    isFoundByAddress: () => true,
    neverFails: () => false,
    mayFree: (callee) => flow.functionNamed(callee) !== undefined,
    parameterType: () => undefined,
    saysByZero: (answer) => locals.saysByZero(answer) ?? false,
    text: flow.text,
    isAlwaysFrom: () => false,
    version,
    borrowsArgument: () => false,
    markOf: (callee, at) => `${callee}:${at}`,
    leavingBy: () => KEEPS,
    isMacro: (name) => flow.hasMacro(name),
    returned: (value, given, isFailed) => {
      const isReturned = given !== undefined && leadsToMemory(given, place, aliases, isPlain);
      if (!saysByNumber || isFailed !== false) mayFail = true;
      const marks = value.kind === "memory" && !value.shared && !isReturned ? marksIn(value.lent) : undefined;
      const levels = marks?.map((mark) => ({ leaving: leavingBy(mark), isFailed: mark.endsWith("!") }));
      if (!levels?.every(({ leaving }) => leaving.borrowed)) borrowed = false;
      if (levels?.every((one) => one.leaving.always || (one.isFailed && one.leaving.failing))) return true;
      always = false;
      if (!saysByNumber || isFailed !== false) failing = false;
      return failing;
    },
  });
  return { failing: failing && mayFail, always, borrowed: borrowed && always };
}

/** Whether the file assigns to a member of that name, follows it as a pointer or counts with it: it is no array then. */
export function isNoArray(member: string, flow: FileFlow): boolean {
  return flow.remember(`no array ${member}`, () => isUsedAsScalar("(?:->|\\.)", member, flow));
}

/** The same of a member of what a variable of that name points at. */
export function isNoArrayIn(place: string, member: string, flow: FileFlow): boolean {
  return flow.remember(`no array ${place} ${member}`, () => isUsedAsScalar(`(?<![\\w>.])${place}->`, member, flow));
}

function isUsedAsScalar(before: string, member: string, flow: FileFlow): boolean {
  const text = flow.textAround(member);
  return new RegExp(`${before}${member}\\s*(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|->|[!=<>]=|[<>*/%^|&])`).test(text);
}

/** A function that returns a truth value says by false what others say by an error. */
function returnsTruth({ name, start }: FlowFunction, text: string): boolean {
  return /\bbool\b/.test(text.slice(start, text.indexOf(name, start)));
}

function isPositive(value: Expression | undefined): boolean {
  return value !== undefined && (constantOf(value) ?? 0) > 0;
}
