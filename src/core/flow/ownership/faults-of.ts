import { apiNamed } from "../../api/catalogue.ts";
import { freeFunctionNamed } from "../../api/free-functions.ts";
import { type Node, nodesOf } from "../../c/tree/walk.ts";
import type { FileFlow } from "../file-flow.ts";
import type { FlowFunction } from "../uses.ts";
import { borrows } from "./borrowers.ts";
import type { Fault } from "./fault.ts";
import { followPlace, mayGoWrong } from "./follow-place.ts";
import type { Followed } from "./followed.ts";
import { markOf } from "./lent.ts";
import { blurredNames, evaluated, handsOn, lastMember } from "./places.ts";
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
  const places = candidates.map(({ place }) => place);
  const coarse = prepareCoarsely(graph, nodes, places, flow.text);
  const all = candidates.map(({ place, isLocal, isShared }) => ({
    place,
    isLocal,
    isShared,
    isAlwaysFrom: (api: string) => isAlwaysFrom(place, api, flow),
    text: flow.text,
    version,
    borrowsArgument: (callee: string) => flow.functionNamed(callee) !== undefined,
    markOf: mark,
    ended,
    isAssigned: (member: string) => isAssigned(`${place}->${member}`, of, flow),
    isMacro: (name: string) => flow.hasMacro(name),
  }));
  const suspects = ended ? all : all.filter((followed) => mayGoWrong(coarse, followed));
  const exact = suspects.length > 0 ? prepareExactly(coarse, places, flow.text) : undefined;
  if (!exact) return [];
  const faults = suspects.flatMap((followed) => {
    const found = followPlace(exact, followed);
    // What functions of the file do with a pointer decides about leaks alone, and takes reading them.
    if (!found.some(({ kind }) => kind === "leak")) return found;
    return followPlace(exact, {
      ...followed,
      borrowsArgument: (callee, index) => borrowsArgument(callee, index, flow, 0),
    });
  });
  return faults.sort((a, b) => a.at.start - b.at.start);
}

/** What is known of functions of other files says nothing of the file's own of that name. */
function markIn(flow: FileFlow): Followed["markOf"] {
  return (callee, index) => (flow.functionNamed(callee) ? `${callee}:${index}` : markOf(callee, index));
}

/** What a function assigns to is no array. */
function isAssigned(place: string, { start, end }: FlowFunction, { text }: FileFlow): boolean {
  for (let at = text.indexOf(place, start); at >= 0 && at < end; at = text.indexOf(place, at + 1)) {
    if (/[\w>.]/.test(text.charAt(at - 1))) continue;
    ASSIGNS.lastIndex = at + place.length;
    if (ASSIGNS.test(text)) return true;
  }
  return false;
}

const ASSIGNS = /\s*=(?!=)/y;

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
