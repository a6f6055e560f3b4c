import { ALWAYS } from "./directives.ts";
import { branchStartingAt } from "./function-tokens.ts";
import { type Token, tokenize } from "./tokens.ts";
import type { UnitFile } from "./unit.ts";

/** Tokens up to the next definition of a macro, and the offset where they end. */
export interface Run {
  readonly tokens: readonly Token[];
  readonly end: number;
}

/** What the unit answers about directives. Both may throw Unknown. */
export interface DirectiveScope {
  isTaken(branch: number): boolean;
  /** The expanded tokens that the #include at an offset brings. */
  included(at: number): readonly Token[];
}

/**
 * The tokens of `file.text[start, end)` that the taken branches leave, before macro expansion. Where macros are defined
 * on the way a run ends: what follows is read with those macros.
 */
export function takenRuns(
  { index }: UnitFile,
  start: number,
  end: number,
  startBranch: number,
  scope: DirectiveScope,
): Run[] {
  const all = tokenize(index.text, start, end);
  if (!all.some((token) => token.bol && token.text === "#")) return [{ tokens: all, end }];
  const runs: Run[] = [];
  let out: Token[] = [];
  let branch = startBranch;
  let taken = true;
  for (let i = 0; i < all.length; ) {
    const token = all[i];
    if (!token) break;
    if (!(token.bol && token.text === "#")) {
      if (taken) out.push(token);
      i++;
      continue;
    }
    const directive = all[i + 1]?.text;
    const opened = branchStartingAt(index.branches, token.at);
    if (opened !== ALWAYS) branch = opened;
    else if (taken && directive === "include") out.push(...scope.included(token.at));
    else if (directive === "endif") branch = index.branches[branch]?.parent ?? ALWAYS;
    else if (taken && (directive === "define" || directive === "undef") && out.length > 0) {
      runs.push({ tokens: out, end: token.at });
      out = [];
    }
    taken = scope.isTaken(branch);
    for (i++; i < all.length && !all[i]?.bol; i++);
  }
  runs.push({ tokens: out, end });
  return runs;
}

/** Whether every parenthesis of `tokens` is closed among them: then no macro call goes on behind them. */
export function isBalanced(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const { text } of tokens) {
    if (text === "(") depth++;
    else if (text === ")" && --depth < 0) return false;
  }
  return depth === 0;
}
