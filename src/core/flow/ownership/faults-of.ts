import { apiNamed } from "../../api/catalogue.ts";
import { freeFunctionNamed } from "../../api/free-functions.ts";
import type { Expression, Parameter } from "../../c/tree/nodes.ts";
import { type Node, nodesOf } from "../../c/tree/walk.ts";
import type { FileFlow } from "../file-flow.ts";
import type { FlowFunction } from "../uses.ts";
import { borrows, freesAtOnce } from "./borrowers.ts";
import type { Fault } from "./fault.ts";
import { followPlace } from "./follow-place.ts";
import { baseOf, blurredNames, evaluated, handsOn, isNull, lastMember, placeOf, plainValue } from "./places.ts";
import { prepare } from "./prepared.ts";

/** Functions of a file that pass a pointer on to each other are looked into so far. */
const DEEPEST = 3;
/** A function with more variables that hold memory is not followed. */
const MOST_PLACES = 40;

/** What goes wrong with the memory that a function takes and frees, in the order of the text. */
export function faultsOf(of: FlowFunction, flow: FileFlow, version: string): readonly Fault[] {
  const { tree } = of;
  const nodes = tree ? nodesOf(tree.body) : [];
  const places = placesIn(nodes);
  if (!tree || places.length === 0 || places.length > MOST_PLACES) return [];
  const graph = flow.graphOf(of);
  if (!graph) return [];
  const blurred = blurredNames(nodes);
  const locals = localsOf(tree.parameters, nodes);
  const shared = sharedPlaces(nodes);
  const followed = places.filter((place) => !blurred.has(baseOf(place)));
  if (followed.length === 0) return [];
  const prepared = prepare(graph, flow.text);
  const faults = followed.flatMap((place) =>
    followPlace(prepared, {
      place,
      isLocal: locals.has(place),
      isShared: shared.has(place),
      isAlwaysFrom: (api) => isAlwaysFrom(place, api, flow),
      text: flow.text,
      version,
      borrowsArgument: (callee, index) => borrowsArgument(callee, index, flow, 0),
    }),
  );
  return faults.sort((a, b) => a.at.start - b.at.start);
}

/** Places that hold memory: those that an allocation is assigned to, and those that are freed and named once more. */
function placesIn(nodes: readonly Node[]): string[] {
  const places = new Set<string>();
  const freed = new Set<string>();
  const named = new Map<string, number>();
  const take = (expression: Expression | undefined): void => {
    const place = expression && placeOf(expression);
    if (place !== undefined) places.add(place);
  };
  for (const node of nodes) {
    if (node.kind === "assign" && allocates(node.value)) take(node.target);
    else if (node.kind === "declaration") {
      for (const { name, initializer } of node.declarators) if (initializer && allocates(initializer)) places.add(name);
    } else if (node.kind === "call") {
      const free = freeFunctionNamed(node.name);
      const arg = free && node.args[free.pointer];
      const place = arg && placeOf(arg);
      if (place !== undefined && freesAtOnce(node.name)) freed.add(place);
    } else if (node.kind === "name" || node.kind === "member") {
      const place = placeOf(node);
      if (place !== undefined) named.set(place, (named.get(place) ?? 0) + 1);
    }
  }
  for (const place of freed) if ((named.get(place) ?? 0) > 1) places.add(place);
  return [...places];
}

function allocates(given: Expression): boolean {
  const value = plainValue(given);
  return value.kind === "call" && apiNamed(value.name) !== undefined;
}

/** Places that are given other values too than allocations and NULL. */
function sharedPlaces(nodes: readonly Node[]): ReadonlySet<string> {
  const shared = new Set<string>();
  const check = (place: string | undefined, value: Expression | undefined): void => {
    if (place !== undefined && (!value || !(isNull(value) || allocates(value)))) shared.add(place);
  };
  for (const node of nodes) {
    if (node.kind === "assign") check(placeOf(node.target), node.operator === "=" ? node.value : undefined);
    else if (node.kind === "update") check(placeOf(node.operand), undefined);
    else if (node.kind === "declaration") {
      for (const { name, initializer } of node.declarators) if (initializer) check(name, initializer);
    } else if (node.kind === "loop" && node.iterates) {
      for (const arg of node.iterates.args) check(placeOf(arg), undefined);
    }
  }
  return shared;
}

function isAlwaysFrom(place: string, api: string, flow: FileFlow): boolean {
  const member = lastMember(place);
  return flow.remember(`= ${member} ${api}`, () => {
    const assignment = new RegExp(`\\b${member}\\s*=(?!=)\\s*(?:\\([^()]*\\)\\s*)?(\\w*)`, "g");
    const assigned = [...flow.textAround(member).matchAll(assignment)].map(([, name]) => name);
    return assigned.every((name) => name === api || name === "NULL");
  });
}

function localsOf(parameters: readonly Parameter[], nodes: readonly Node[]): ReadonlySet<string> {
  const names = new Set(parameters.map(({ name }) => name));
  for (const node of nodes) {
    if (node.kind === "declaration") for (const { name } of node.declarators) names.add(name);
  }
  return names;
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
