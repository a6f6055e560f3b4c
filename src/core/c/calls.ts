import { expand } from "./expand.ts";
import type { Declaration } from "./file-index.ts";
import type { FunctionTokens } from "./function-tokens.ts";
import type { Token } from "./tokens.ts";
import type { Unit } from "./unit.ts";
import { attempt } from "./unknown.ts";

/** A call of an API in the text of a function, or made by a macro that is used there. */
export interface FoundCall {
  readonly callee: string;
  /** The macro whose expansion makes the call. */
  readonly macro?: string;
  /** From the callee's (or the macro's) name to just past the closing parenthesis. Offsets in the file. */
  readonly start: number;
  readonly end: number;
  /** Tokens of the arguments, before expansion where the call is written in the function itself. */
  readonly args: readonly (readonly Token[])[];
  /** False where the closing parenthesis is missing: half-typed text. */
  readonly closed: boolean;
  readonly branch: number;
}

/** Finds the calls of `apis`, and the uses of `macros` that make such calls, in a function. */
export function findCalls(
  declaration: Declaration,
  { tokens, parts }: FunctionTokens,
  apis: ReadonlySet<string>,
  macros: ReadonlySet<string>,
  unit: Unit,
): FoundCall[] {
  const found: FoundCall[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind !== "name" || token.at < declaration.body) continue;
    // Most names are asked for nothing: few are called, and few files have macros that call an API.
    const isCalled = tokens[i + 1]?.text === "(";
    const isMacro = macros.size > 0 && macros.has(token.text);
    const isApi = isCalled && !isMacro && apis.has(token.text);
    if (!isApi && !isMacro) continue;
    const before = tokens[i - 1]?.text;
    if (before === "->" || before === ".") continue;
    const branch = parts?.branches[i] ?? declaration.branch;
    if (!isApi) found.push(...madeByMacro(tokens, i, branch, apis, unit));
    else {
      const { args, last, closed } = splitArguments(tokens, i + 1);
      found.push({ callee: token.text, start: token.at, end: endOf(tokens[last]), args, closed, branch });
    }
  }
  return found;
}

/** The calls in the expansion of the macro used at `i`. */
function madeByMacro(
  tokens: readonly Token[],
  i: number,
  branch: number,
  apis: ReadonlySet<string>,
  unit: Unit,
): FoundCall[] {
  const name = tokens[i];
  if (!name) return [];
  const hasArguments = tokens[i + 1]?.text === "(";
  const { last, closed } = hasArguments ? splitArguments(tokens, i + 1) : { last: i, closed: true };
  if (!closed) return [];
  const expanded = attempt(() => unit.at(unit.main, name.at, () => expand(tokens.slice(i, last + 1), unit, apis)));
  if (!expanded.ok) return [];
  const out: FoundCall[] = [];
  const inside = expanded.value;
  // Calls that are written in the macro's arguments are found where they are written.
  const written = new Set(tokens.slice(i + 1, last + 1).flatMap((token) => (apis.has(token.text) ? [token.text] : [])));
  for (let at = 0; at < inside.length; at++) {
    const token = inside[at];
    if (token?.kind !== "name" || !apis.has(token.text) || written.has(token.text) || inside[at + 1]?.text !== "(")
      continue;
    const { args } = splitArguments(inside, at + 1);
    out.push({
      callee: token.text,
      macro: name.text,
      start: name.at,
      end: endOf(tokens[last]),
      args,
      closed: true,
      branch,
    });
  }
  return out;
}

interface Split {
  readonly args: readonly (readonly Token[])[];
  /** Index of the closing parenthesis, or of the last token that can belong to the call. */
  readonly last: number;
  readonly closed: boolean;
}

/** No real call has more tokens; text that nests calls without end is not copied over and over. */
const LONGEST_CALL = 2000;

/** Splits the arguments of the call whose `(` is at `open`. A `;` or `}` at the call's own level ends an unclosed call. */
function splitArguments(tokens: readonly Token[], open: number): Split {
  const args: Token[][] = [];
  let current: Token[] = [];
  let depth = 0;
  for (let i = open; i < tokens.length && i - open < LONGEST_CALL; i++) {
    const token = tokens[i];
    if (!token) break;
    const { text } = token;
    if (text === "(" || text === "[" || text === "{") {
      if (depth++ === 0) continue;
    } else if (text === ")" || text === "]" || text === "}") {
      if (--depth === 0) {
        if (text !== ")") return { args, last: i - 1, closed: false };
        if (args.length > 0 || current.length > 0) args.push(current);
        return { args, last: i, closed: true };
      }
    }
    if (depth === 1 && text === ";") return { args: [...args, current], last: i - 1, closed: false };
    if (depth === 1 && text === ",") {
      args.push(current);
      current = [];
    } else current.push(token);
  }
  return { args: [], last: open, closed: false };
}

function endOf(token: Token | undefined): number {
  return token ? token.at + token.text.length : 0;
}
