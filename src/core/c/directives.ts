import { isNamePart, skipComment, skipQuoted } from "./tokens.ts";

/** One branch of a conditional group: `#if`, `#ifdef`, `#ifndef`, `#elif` or `#else`, up to the next branch or #endif. */
export interface Branch {
  /** Index of the branch that this group stands in, ALWAYS at the outermost level. */
  readonly parent: number;
  /** Index of the branch before it in its group, -1 for the first. */
  readonly previous: number;
  readonly kind: "if" | "ifdef" | "ifndef" | "elif" | "elifdef" | "elifndef" | "else";
  /** Span of the condition's text. */
  readonly from: number;
  readonly to: number;
  /** Offset of the directive's `#`, and of the `#` of the directive that ends the branch. */
  readonly start: number;
  end: number;
  /** The guard of a whole header, `#ifndef X` / `#define X`: always taken. */
  guard: boolean;
}

/** The branch index of text outside all conditionals. */
export const ALWAYS = -1;

export interface Include {
  readonly path: string;
  readonly angled: boolean;
  readonly branch: number;
  readonly at: number;
}

/** A #define or #undef. */
export interface MacroSite {
  readonly name: string;
  readonly at: number;
  readonly branch: number;
  /** Offset behind the name, where `(` starts the parameters, and end of the replacement; equal for #undef. */
  readonly from: number;
  readonly to: number;
  readonly undef: boolean;
}

/** The #include lines of a text, those of comments and left-out branches too; where no index of it is at hand. */
export function includesIn(text: string): Include[] {
  const includes: Include[] = [];
  for (const { 1: quoted, 2: angled, index } of text.matchAll(INCLUDE)) {
    const path = quoted ?? angled;
    if (path !== undefined) includes.push({ path, angled: angled !== undefined, branch: ALWAYS, at: index });
  }
  return includes;
}

const INCLUDE = /#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)/g;

const OF_TRACEPOINTS = /^\s*!\s*defined\b[^|&]*\|\|\s*defined\s*\(?\s*TRACE_HEADER_MULTI_READ\b/;

/** Conditionals nest at most this deep; what stands deeper is not known to be compiled. */
const DEEPEST = 500;

/** Collects the preprocessing directives of one text, in order. */
export class Directives<Nesting> {
  readonly branches: Branch[] = [];
  readonly includes: Include[] = [];
  readonly macros = new Map<string, MacroSite[]>();
  /** The branch that is open now. */
  branch = ALWAYS;
  /** Alignment limit of `#pragma pack` in force now, 0 for none. */
  pack = 0;
  private readonly groups: { readonly outer: number; readonly nesting: Nesting }[] = [];
  private readonly packs: number[] = [];
  /** The first `/` at or behind the directive that is read: without one on its line no comment continues it. */
  private slash = -1;

  constructor(private readonly text: string) {}

  /**
   * Reads the directive whose `#` is at `i` and returns its end. `nesting` is kept at the start of a conditional group;
   * `restore` gets it back at each further branch, which starts as nested as the first one did.
   */
  read(i: number, to: number, nesting: () => Nesting, restore: (nesting: Nesting) => void): number {
    const { text } = this;
    const end = this.directiveEnd(i, to);
    let word = i + 1;
    while (text.charCodeAt(word) === 32 || text.charCodeAt(word) === 9) word++;
    let from = word;
    while (from < end && isNamePart(text.charCodeAt(from))) from++;
    const kind = text.slice(word, from);
    switch (kind) {
      case "define":
      case "undef":
        this.define(i, from, end, kind === "undef");
        break;
      case "include":
      case "include_next":
        this.include(i, text.slice(from, end));
        break;
      case "if":
      case "ifdef":
      case "ifndef":
        this.groups.push({ outer: this.branch, nesting: nesting() });
        if (this.groups.length < DEEPEST) this.openBranch(kind, this.branch, -1, i, from, end);
        else if (this.groups.length === DEEPEST) this.openBranch("if", this.branch, -1, i, end, end);
        break;
      case "elif":
      case "elifdef":
      case "elifndef":
      case "else": {
        const group = this.groups.at(-1);
        if (!group || this.groups.length >= DEEPEST) break;
        const previous = this.branch;
        this.closeBranch(i);
        restore(group.nesting);
        this.openBranch(kind, group.outer, previous, i, from, end);
        break;
      }
      case "endif": {
        const group = this.groups.pop();
        if (!group || this.groups.length >= DEEPEST) break;
        this.closeBranch(i);
        this.branch = group.outer;
        break;
      }
      case "pragma":
        this.pragma(text.slice(from, end));
        break;
    }
    return end;
  }

  /** End of a directive: its logical line, which a block comment carries over newlines. */
  private directiveEnd(i: number, to: number): number {
    const { text } = this;
    const newline = text.indexOf("\n", i);
    const end = newline < 0 || newline > to ? to : newline;
    if (this.slash < i) {
      const slash = text.indexOf("/", i);
      this.slash = slash < 0 ? text.length : slash;
    }
    const isPlain = this.slash >= end && text.charCodeAt(end - 1) !== 92 && text.charCodeAt(end - 1) !== 13;
    return isPlain ? end : logicalEnd(text, i, to);
  }

  /** Closes what the text left open and finds its include guard. */
  finish(): void {
    for (const branch of this.branches) if (branch.end < 0) branch.end = this.text.length;
    this.markGuard();
  }

  private openBranch(
    kind: Branch["kind"],
    parent: number,
    previous: number,
    start: number,
    from: number,
    to: number,
  ): void {
    this.branch = this.branches.push({ parent, previous, kind, from, to, start, end: -1, guard: false }) - 1;
  }

  private closeBranch(end: number): void {
    const open = this.branches[this.branch];
    if (open) open.end = end;
  }

  private define(at: number, from: number, to: number, undef: boolean): void {
    const { text } = this;
    let start = from;
    while (start < to && text.charCodeAt(start) <= 32) start++;
    let end = start;
    while (end < to && isNamePart(text.charCodeAt(end))) end++;
    if (end === start) return;
    const name = text.slice(start, end);
    const site: MacroSite = { name, at, branch: this.branch, from: end, to: undef ? end : to, undef };
    const sites = this.macros.get(name);
    if (sites) sites.push(site);
    else this.macros.set(name, [site]);
  }

  private include(at: number, text: string): void {
    const match = /^\s*(?:"([^"\n]+)"|<([^>\n]+)>)/.exec(text);
    const path = match?.[1] ?? match?.[2];
    if (path !== undefined) this.includes.push({ path, angled: match?.[2] !== undefined, branch: this.branch, at });
  }

  private pragma(text: string): void {
    const match = /^\s*pack\s*\(\s*(?:(push|pop)\s*,?\s*)?(\d+)?\s*\)/.exec(text);
    if (!match) return;
    const [, action, limit] = match;
    if (action === "push") this.packs.push(this.pack);
    if (action === "pop") this.pack = this.packs.pop() ?? 0;
    else if (limit !== undefined) this.pack = Number(limit);
    else if (action === undefined) this.pack = 0;
  }

  /**
   * `#ifndef X` (or `#if !defined(X)`) followed at once by `#define X`, with nothing else of its group; that of a header
   * of tracepoints, which is read again with TRACE_HEADER_MULTI_READ, may define X further down.
   */
  private markGuard(): void {
    const first = this.branches[0];
    if (!first || (first.kind !== "ifndef" && first.kind !== "if")) return;
    const condition = this.text.slice(first.from, first.to);
    const name = /^\s*(?:!\s*defined\s*\(?\s*)?(\w+)/.exec(condition)?.[1];
    const define = name === undefined ? undefined : this.macros.get(name)?.[0];
    if (define?.branch !== 0) return;
    if (!OF_TRACEPOINTS.test(condition) && !isBlank(this.text, first.to, define.at)) return;
    first.guard = !this.branches.some((branch) => branch.parent === ALWAYS && branch.previous === 0);
  }
}

/** End of the logical line of `i`, past continuations and block comments. */
function logicalEnd(text: string, i: number, to: number): number {
  for (let at = i; at < to; ) {
    const c = text.charCodeAt(at);
    if (c === 10) return at;
    if (c === 92) at += text.charCodeAt(at + 1) === 13 ? 3 : 2;
    else if (c === 34 || c === 39) at = Math.max(skipQuoted(text, at, to), at + 1);
    else if (c === 47) at = Math.max(skipComment(text, at, to), at + 1);
    else at++;
  }
  return to;
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; ) {
    const c = text.charCodeAt(at);
    const after = c === 47 ? skipComment(text, at, to) : at;
    if (after === at && c > 32) return false;
    at = Math.max(after, at + 1);
  }
  return true;
}
