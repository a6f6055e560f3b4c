import { apiNamed } from "../../api/catalogue.ts";
import { freeFunctionNamed } from "../../api/free-functions.ts";
import type { Call, Expression } from "../../c/tree/nodes.ts";
import { type Node, nodesOf } from "../../c/tree/walk.ts";
import type { Answer } from "../answers.ts";
import type { FileFlow } from "../file-flow.ts";
import type { FlowFunction } from "../uses.ts";
import { LocalValues, NO_ALIASES, namesOf } from "./aliases.ts";
import { isNegated } from "./answers-of.ts";
import { borrows } from "./borrowers.ts";
import type { Fault } from "./fault.ts";
import { followPlace, mayGoWrong } from "./follow-place.ts";
import type { Followed } from "./followed.ts";
import { knownLeaving, type Mark, markOf, withoutEnd } from "./lent.ts";
import { isNoArray, isNoArrayIn, isSameLeaving, KEEPS, type Leaving, leavingOf } from "./parameters.ts";
import { assignedIn, blurredNames, evaluated, handsOn, lastMember } from "./places.ts";
import { prepareCoarsely, prepareExactly } from "./prepared.ts";
import { candidatesIn } from "./survey.ts";

/** Functions of a file that pass a pointer on to each other are looked into so far. */
const DEEPEST = 3;
/** A function with more variables that hold memory is not followed. */
const MOST_PLACES = 40;

/** What goes wrong with the memory that a function takes and frees, in the order of the text. */
export function faultsOf(
  of: FlowFunction,
  flow: FileFlow,
  version: string,
  { markOf: mark = markIn(flow), ended }: Partial<Pick<Followed, "markOf" | "ended">> = {},
): readonly Fault[] {
  const { tree } = of;
  if (!tree || tree.undecided) return [];
  const nodes = nodesOf(tree.body);
  const candidates = candidatesIn(tree, nodes);
  const graph = candidates.length === 0 || candidates.length > MOST_PLACES ? undefined : flow.graphOf(of);
  if (!graph) return [];
  const locals = new LocalValues(tree, nodes, blurredNames(nodes));
  const inAll = {
    doubtsSkipped: true,
    isNumber: (name: string) => locals.isNumber(name),
    functionName: of.name,
    isProbe: () => isProbe(of.name, flow),
    isNoArray: (member: string) => isNoArray(member, flow),
    isFoundByAddress: (taken: Call) => isFoundByAddress(taken, nodes),
    neverFails: (callee: string) => neverFails(callee, flow),
    mayFree: (callee: string) => mayFree(callee, flow),
    parameterType: (name: string) => tree.parameters.find((parameter) => parameter.name === name)?.type,
    saysByZero: (answer: Expression) => locals.saysByZero(answer) ?? isNegated(answer, flow.text),
    text: flow.text,
    version,
    borrowsArgument: (callee: string) => flow.functionNamed(callee) !== undefined,
    markOf: mark,
    leavingBy: leavingIn(flow, version),
    ...(ended ? { ended } : {}),
    isMacro: (name: string) => flow.hasMacro(name),
  };
  const all = candidates.map(({ place, isLocal, isShared }): Followed => {
    const isPlain = (member: string) => isNoArrayIn(place, member, flow);
    return {
      ...inAll,
      place,
      isLocal,
      isShared,
      aliases: isLocal ? locals.aliasesOf(place, isPlain) : NO_ALIASES,
      isAssigned: assignedIn(flow.text, of, place),
      isPlain,
      isAlwaysFrom: (api) => isAlwaysFrom(place, api, flow),
    };
  });
  const places = all.flatMap(({ place, aliases }) => [place, ...namesOf(aliases)]);
  const isStored = all.some(({ aliases }) => aliases.stores.size > 0);
  const coarse = prepareCoarsely(graph, nodes, places, flow.text);
  const suspects = ended ? all : all.filter((followed) => mayGoWrong(coarse, followed));
  const exact = suspects.length > 0 ? prepareExactly(coarse, places, { text: flow.text, isStored }) : undefined;
  if (!exact) return [];
  const faults = suspects.flatMap((followed) => {
    const found = followPlace(exact, followed);
    // What functions of the file do with a pointer decides about leaks alone, and takes reading them.
    if (!found.some(({ kind }) => kind === "leak")) return found;
    return followPlace(exact, {
      ...followed,
      borrowsArgument: (callee, index) => borrowsArgument(callee, index, flow, 0) || isLogging(callee, flow),
    });
  });
  return faults.sort((a, b) => a.at.start - b.at.start);
}

/** What is known of functions of other files says nothing of the file's own of that name. */
function markIn(flow: FileFlow): Followed["markOf"] {
  return (callee, index) => (flow.functionNamed(callee) ? `${callee}:${index}` : markOf(callee, index));
}

function isFoundByAddress({ args }: Call, nodes: readonly Node[]): boolean {
  const handles = args.flatMap((arg) => (arg.kind === "unary" && arg.operator === "&" ? [arg.operand] : []));
  return handles.some((handle) => {
    if (handle.kind !== "name") return true;
    const uses = nodes.filter((node) => node.kind === "name" && node.name === handle.name).length;
    const frees = nodes.filter(
      (node) =>
        node.kind === "call" &&
        /^dma_(?:\w*free\w*|mapping_error)$/.test(node.name) &&
        node.args.some((arg) => arg.kind === "name" && arg.name === handle.name),
    ).length;
    return uses > frees + 1;
  });
}

function neverFails(name: string, flow: FileFlow): boolean {
  return flow.remember(`${name} never fails`, () => {
    const of = flow.functionNamed(name);
    const tree = of && /\breturn[\s(]*0\b/.test(flow.text.slice(of.start, of.end)) ? of.tree : undefined;
    const returns = tree ? nodesOf(tree.body).filter((node) => node.kind === "return") : [];
    return returns.length > 0 && returns.every(({ value }) => value?.kind === "number" && value.text === "0");
  });
}

function isProbe(name: string, flow: FileFlow): boolean {
  return flow.remember(`${name} probes`, () => new RegExp(`[.]probe\\s*=\\s*&?${name}\\b`).test(flow.textAround(name)));
}

/** Whether a function of the file frees something, or undoes it. */
function mayFree(name: string, flow: FileFlow): boolean {
  const of = flow.functionNamed(name);
  return (
    of !== undefined && /free|release|destroy|_put\b|remove|unregister|cleanup/.test(flow.text.slice(of.start, of.end))
  );
}

/** What functions leave behind their arguments, found once for all that call them. */
const LEFT = new WeakMap<FileFlow, Map<string, Answer<Leaving>>>();

/** What functions of the file leave to their callers is in their bodies. */
function leavingIn(flow: FileFlow, version: string): (mark: Mark) => Leaving {
  const known = LEFT.get(flow) ?? new Map<string, Answer<Leaving>>();
  LEFT.set(flow, known);
  const leavingBy = (mark: Mark): Leaving => {
    const plain = withoutEnd(mark);
    const [callee = "", index = ""] = plain.split(":");
    if (!flow.functionNamed(callee)) return knownLeaving(mark);
    const find = () => {
      const of = flow.functionNamed(callee);
      return of ? leavingOf(of, Number(index), flow, version, leavingBy) : KEEPS;
    };
    return flow.answers.ask(known, plain, { find, whenCircular: KEEPS, dropsCircular: true, isSame: isSameLeaving });
  };
  return leavingBy;
}

function isAlwaysFrom(place: string, api: string, flow: FileFlow): boolean {
  const member = lastMember(place);
  return flow.remember(`= ${member} ${api}`, () => {
    const assignment = new RegExp(`\\b${member}\\s*=(?!=)\\s*(?:\\([^()]*\\)\\s*)?(\\w*)`, "g");
    const assigned = [...flow.textAround(member).matchAll(assignment)].map(([, name]) => name);
    return assigned.every((name) => name === api || name === "NULL");
  });
}

/** Whether a function of the file neither keeps nor frees what its argument points at, nor hands it to who might. */
function borrowsArgument(callee: string, index: number, flow: FileFlow, depth: number): boolean {
  if (depth >= DEEPEST || !flow.functionNamed(callee)) return false;
  return flow.remember(`${callee} ${index} ${depth}`, () => {
    const tree = flow.functionNamed(callee)?.tree;
    const parameter = tree?.parameters[index]?.name;
    if (!tree || tree.undecided || !parameter) return false;
    const nodes = nodesOf(tree.body);
    return !blurredNames(nodes).has(parameter) && keepsNothing(nodes, parameter, flow, depth);
  });
}

/** Whether all that a macro of the file calls is done with its arguments when it returns. */
function isLogging(name: string, flow: FileFlow): boolean {
  const texts = flow.source.macroTexts(name);
  const calls = texts.flatMap((text) => [...text.matchAll(/(\w+)\s*\(/g)].map(([, callee = ""]) => callee));
  return calls.length > 0 && calls.every((callee) => /^(?:if|while|do|sizeof)$/.test(callee) || borrows(callee));
}

function keepsNothing(nodes: readonly Node[], parameter: string, flow: FileFlow, depth: number): boolean {
  for (const node of nodes) {
    switch (node.kind) {
      case "call": {
        if (borrows(node.name)) break;
        const api = apiNamed(node.name);
        const isLent = evaluated(node).every((arg) => {
          if (!handsOn(arg, parameter)) return true;
          const index = node.args.indexOf(arg);
          return api ? api.reallocates !== index : borrowsArgument(node.name, index, flow, depth + 1);
        });
        if (!isLent || (freeFunctionNamed(node.name) && evaluated(node).some((arg) => handsOn(arg, parameter))))
          return false;
        break;
      }
      case "assign":
        if (handsOn(node.value, parameter)) return false;
        break;
      case "return":
        if (node.value && handsOn(node.value, parameter)) return false;
        break;
      case "declaration":
        if (node.declarators.some(({ initializer }) => initializer && handsOn(initializer, parameter))) return false;
        break;
      case "asm":
      case "broken":
      case "other":
        return false;
      default:
    }
  }
  return true;
}
