import type { Call, Expression, FunctionTree, Statement } from "../c/tree/nodes.ts";
import { childrenOf } from "../c/tree/walk.ts";
import { type Entry, entryByAssignment, entryByCall, entryByMember } from "./registrations.ts";

/** A function of the file, as far as the flow needs it. */
export interface FlowFunction {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly tree: FunctionTree | undefined;
}

/** How a function is used at one place of its file. */
export type Use =
  | { readonly kind: "call"; readonly caller: FlowFunction; readonly call: Call }
  | { readonly kind: "entry"; readonly entry: Entry; readonly at: number }
  | { readonly kind: "unknown" };

/** More mentions of one name are not looked at. */
export const MOST_USES = 40;

/** All uses of a function in its file, from the places where that mentions its name. */
export function usesOf(
  of: FlowFunction,
  places: readonly number[],
  text: string,
  functions: readonly FlowFunction[],
): readonly Use[] {
  const uses: Use[] = [];
  for (const at of places) {
    if (uses.length >= MOST_USES) return [...uses, { kind: "unknown" }];
    const around = functionAround(functions, at);
    if (around === undefined) uses.push(...useAtFileScope(of.name, text, at, endBefore(functions, at)));
    else if (around !== of) uses.push(...useIn(around, of.name, text, at));
  }
  return uses;
}

/** What stands on the line of an offset in front of it, as far as it may say what a function is used for. */
export function lineBefore(text: string, at: number): string {
  return text.slice(Math.max(text.lastIndexOf("\n", at) + 1, at - 200), at);
}

/** The function that holds an offset; they are in the order of their positions. */
export function functionAround<F extends Pick<FlowFunction, "start" | "end">>(
  functions: readonly F[],
  at: number,
): F | undefined {
  let low = 0;
  let high = functions.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = functions[middle];
    if (!candidate || candidate.start > at) high = middle - 1;
    else if (candidate.end <= at) low = middle + 1;
    else return candidate;
  }
  return undefined;
}

/** Where the last function in front of an offset ends. */
function endBefore(functions: readonly FlowFunction[], at: number): number {
  let low = 0;
  let high = functions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((functions[middle]?.end ?? at) <= at) low = middle + 1;
    else high = middle;
  }
  return functions[low - 1]?.end ?? 0;
}

function useIn(caller: FlowFunction, name: string, text: string, at: number): Use[] {
  if (!caller.tree) return [{ kind: "unknown" }];
  const path = pathTo(caller.tree.body, at);
  const last = path.at(-1);
  if (last === undefined)
    return at < caller.tree.body.start ? [] : isPlain(text, at, caller.start) ? [{ kind: "unknown" }] : [];
  if (last.kind === "call" && last.name === name && last.start === at) return [{ kind: "call", caller, call: last }];
  if (last.kind !== "name" || last.name !== name) return isPlain(text, at, caller.start) ? [{ kind: "unknown" }] : [];
  return [registered(path, text, at)];
}

/** What a name is handed to: the innermost call or assignment around it. */
function registered(path: readonly (Statement | Expression)[], text: string, at: number): Use {
  for (let i = path.length - 2; i >= 0; i--) {
    const around = path[i];
    const inner = path[i + 1];
    if (around?.kind === "cast" || (around?.kind === "unary" && around.operator === "&")) continue;
    if (around?.kind === "call") {
      const entry = entryByCall(around.name, inner ? indexIn(around.args, inner) : -1);
      return entry ? { kind: "entry", entry, at } : { kind: "unknown" };
    }
    if (around?.kind === "assign" && around.value === inner && around.target.kind === "member") {
      const { object, member } = around.target;
      const entry = entryByAssignment(text.slice(object.start, object.end), member);
      return entry ? { kind: "entry", entry, at } : { kind: "unknown" };
    }
    return { kind: "unknown" };
  }
  return { kind: "unknown" };
}

/** The nodes around an offset, outermost first. */
function pathTo(root: Statement | Expression, at: number): (Statement | Expression)[] {
  const path: (Statement | Expression)[] = [];
  let next: Statement | Expression | undefined = root;
  while (next) {
    path.push(next);
    next = childrenOf(next).find(({ start, end }) => start <= at && at < end);
  }
  const last = path.at(-1);
  const isThere = last && last.kind !== "block" && last.start <= at && at < last.end;
  return isThere ? path : [];
}

/** A use between functions; the last one above ends at `from`. */
function useAtFileScope(name: string, text: string, at: number, from: number): Use[] {
  const line = text.slice(Math.max(text.lastIndexOf("\n", at) + 1, at - 200, from), at);
  if (!isPlain(text, at, from)) return [];
  if (/^\s*\(/.test(text.slice(at + name.length, at + name.length + 8)) && /^[\w\s*]+$/.test(line)) return []; // a prototype
  const member = /\.(\w+)\s*=\s*&?\s*$/.exec(line)?.[1];
  const macro = /\b(\w+)\s*\(([^()]*)$/.exec(line);
  const entry =
    member !== undefined
      ? entryByMember(member)
      : macro && entryByCall(macro[1] ?? "", (macro[2] ?? "").split(",").length - 1);
  return [entry ? { kind: "entry", entry, at } : { kind: "unknown" }];
}

/**
 * Not in a comment, a string or a directive such as EXPORT_SYMBOL's neighbours. `from` is in front of it and in none of
 * these either.
 */
function isPlain(text: string, at: number, from: number): boolean {
  const before = text.slice(from, at);
  if (before.lastIndexOf("/*") > before.lastIndexOf("*/")) return false;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (/\/\/|^\s*#/.test(line)) return false;
  if (/\bEXPORT_SYMBOL\w*\s*\($/.test(line)) return true;
  return (line.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 0;
}

function indexIn(args: readonly Expression[], node: Statement | Expression): number {
  return args.findIndex(({ start, end }) => start === node.start && end === node.end);
}
