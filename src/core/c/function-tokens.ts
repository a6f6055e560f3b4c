import { ALWAYS, type Branch } from "./directives.ts";
import type { Declaration, FileIndex } from "./file-index.ts";
import { type Token, tokenize } from "./tokens.ts";

/** The tokens of a function outside directives, each with the branch it stands in. */
export interface FunctionTokens {
  readonly tokens: readonly Token[];
  /** Left out where no directive stands in the function. */
  readonly parts?: {
    /** The branch that each token stands in. */
    readonly branches: readonly number[];
    /** Whether the token takes part in the parse: one branch of each group does, and others where they are whole statements. */
    readonly kept: readonly boolean[];
  };
}

/** Whether a branch is compiled; undefined where that is not known. */
export type Decide = (branch: number) => boolean | undefined;

export function readFunctionTokens(index: FileIndex, declaration: Declaration, decide: Decide): FunctionTokens {
  const all = tokenize(index.text, declaration.start, declaration.end);
  if (!all.some((token) => token.bol && token.text === "#")) return { tokens: all };
  const tokens: Token[] = [];
  const branches: number[] = [];
  let branch = declaration.branch;
  for (let i = 0; i < all.length; ) {
    const token = all[i];
    if (!token) break;
    if (!(token.bol && token.text === "#")) {
      tokens.push(token);
      branches.push(branch);
      i++;
      continue;
    }
    const opened = branchStartingAt(index.branches, token.at);
    if (opened !== ALWAYS) branch = opened;
    else if (all[i + 1]?.text === "endif") branch = index.branches[branch]?.parent ?? ALWAYS;
    for (i++; i < all.length && !all[i]?.bol; i++);
  }
  const keeps = chooser(index, declaration, (at, open) => takesPart(index, at, open, decide));
  return { tokens, parts: { branches, kept: branches.map(keeps) } };
}

/** Whether no directive of the function leaves some of it out. */
export function hasOneBranch({ branch }: Declaration, { parts }: FunctionTokens): boolean {
  return !parts || parts.branches.every((other) => other === branch);
}

/** The tokens that take part in the parse. */
export function keptTokens({ tokens, parts }: FunctionTokens): readonly Token[] {
  return !parts || parts.kept.every(Boolean) ? tokens : tokens.filter((_, i) => parts.kept[i]);
}

/** Tokens that are compiled together, and whether that took a guess: the first branch of a group that is not decided. */
export function compiledTokens(
  index: FileIndex,
  declaration: Declaration,
  function_: FunctionTokens,
  decide: Decide,
): { readonly tokens: readonly Token[]; readonly undecided: boolean } {
  const { tokens, parts } = function_;
  if (!parts || hasOneBranch(declaration, function_)) return { tokens, undecided: false };
  let undecided = false;
  const keeps = chooser(index, declaration, (at, open) => {
    const taken = decide(at);
    undecided ||= taken === undefined;
    return taken ?? isFirstOpen(index, open, decide);
  });
  const kept = tokens.filter((_, i) => keeps(parts.branches[i] ?? ALWAYS));
  return { tokens: kept, undecided };
}

/** Whether a branch of a function is chosen: with all branches around it, each asked once. */
function chooser(
  index: FileIndex,
  declaration: Declaration,
  takes: (at: number, branch: Branch) => boolean,
): (at: number) => boolean {
  const chosen = new Map<number, boolean>();
  const keeps = (at: number): boolean => {
    if (at === ALWAYS || at === declaration.branch) return true;
    let known = chosen.get(at);
    if (known === undefined) {
      const open = index.branches[at];
      known = open === undefined || (keeps(open.parent) && takes(at, open));
      chosen.set(at, known);
    }
    return known;
  };
  return keeps;
}

function takesPart(index: FileIndex, at: number, branch: Branch, decide: Decide): boolean {
  const taken = decide(at);
  if (taken) return true;
  if (taken === undefined && isFirstOpen(index, branch, decide)) return true;
  return isWholeStatements(tokenize(index.text, branch.to, branch.end));
}

/** No earlier branch of the group was chosen for the parse. */
function isFirstOpen(index: FileIndex, branch: Branch, decide: Decide): boolean {
  for (let at = branch.previous; at >= 0; at = index.branches[at]?.previous ?? -1) {
    if (decide(at) !== false) return false;
  }
  return true;
}

function isWholeStatements(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1)?.text;
  if (tokens[0]?.text === "else" || (last !== ";" && last !== "}")) return false;
  let depth = 0;
  for (const { text } of tokens) {
    if (text === "(" || text === "{" || text === "[") depth++;
    else if ((text === ")" || text === "}" || text === "]") && --depth < 0) return false;
  }
  return depth === 0;
}

/** The branch whose directive's `#` is at `offset`, or ALWAYS. */
export function branchStartingAt(branches: readonly Branch[], offset: number): number {
  const at = lastAtOrBefore(branches, offset);
  return branches[at]?.start === offset ? at : ALWAYS;
}

/** The innermost branch that holds `offset`, or ALWAYS. */
export function branchAround(branches: readonly Branch[], offset: number): number {
  let at = lastAtOrBefore(branches, offset);
  for (let branch = branches[at]; branch && offset >= branch.end; branch = branches[at]) at = branch.parent;
  return at;
}

function lastAtOrBefore(branches: readonly Branch[], offset: number): number {
  let low = 0;
  let high = branches.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((branches[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}
