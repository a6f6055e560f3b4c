import type { Macro } from "./macro.ts";
import { type HideSet, type Token, tokenize } from "./tokens.ts";
import { Unknown, whyUnknown } from "./unknown.ts";

/** Where macros come from. Both may throw Unknown. */
export interface MacroScope {
  macro(name: string): Macro | undefined;
  /** Macros whose meaning is built in (IS_ENABLED …): their replacement, or undefined where `name` is none of them. */
  native(name: string, args: readonly (readonly Token[])[]): string | undefined;
  isNative(name: string): boolean;
  /** Whether all headers were found that may define a macro. */
  readonly complete: boolean;
}

/** Most tokens one expansion may take or make: enough for the kernel's deepest macros, too few for a macro bomb to hurt. */
const LIMIT = 200_000;

const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * Expands all macros in `tokens` but those named in `except`, as a C preprocessor does (C11 6.10.3 with GNU's variadic
 * extensions).
 */
export function expand(tokens: readonly Token[], scope: MacroScope, except = NO_NAMES): Token[] {
  return new Expansion(scope, except).run(tokens);
}

class Expansion {
  private spent = 0;

  constructor(
    private readonly scope: MacroScope,
    private readonly except: ReadonlySet<string>,
  ) {}

  run(tokens: readonly Token[]): Token[] {
    const out: Token[] = [];
    const todo = tokens.slice().reverse();
    for (let token = todo.pop(); token; token = todo.pop()) {
      if (++this.spent > LIMIT) throw new Unknown("its macros expand to too much text");
      if (token.kind !== "name" || hides(token.hide, token.text) || !this.expandName(token, todo)) out.push(token);
    }
    return out;
  }

  /** Replaces the macro `token`, whose arguments are taken from `todo`; false where it is none. */
  private expandName(token: Token, todo: Token[]): boolean {
    const { scope } = this;
    if (this.except.has(token.text)) return false;
    if (scope.isNative(token.text) && todo.at(-1)?.text === "(") {
      const call = readArguments(todo, false);
      const text = scope.native(token.text, call.args);
      if (text !== undefined) {
        pushReversed(todo, place(tokenize(text), token, undefined));
        return true;
      }
      pushReversed(todo, call.all);
      return false;
    }
    let macro: Macro | undefined;
    try {
      macro = scope.macro(token.text);
    } catch (problem) {
      // Only what needs this very name is not known.
      todo.push({ ...token, undecided: whyUnknown(problem), hide: hideIn(token.hide, token.text) });
      return true;
    }
    if (!macro) return false;
    if (!macro.params) {
      const hide = hideIn(token.hide, macro.name);
      pushReversed(todo, place(this.substitute(macro, [], hide), token, hide));
      return true;
    }
    if (todo.at(-1)?.text !== "(") return false;
    const { args, close } = readArguments(todo, macro.params.length > 0);
    const hide = hideIn(common(token.hide, close?.hide), macro.name);
    pushReversed(todo, place(this.substitute(macro, gather(macro, args), hide), token, hide));
    return true;
  }

  private substitute(macro: Macro, args: readonly (readonly Token[])[], hide: HideSet): Token[] {
    const { body, params = [] } = macro;
    const out: Token[] = [];
    const argument = (token: Token | undefined): readonly Token[] | undefined => {
      const index = token?.kind === "name" ? params.indexOf(token.text) : -1;
      return index < 0 ? undefined : (args[index] ?? []);
    };
    for (let i = 0; i < body.length; i++) {
      const token = body[i];
      if (!token) break;
      const next = body[i + 1];
      if (token.text === "#" && macro.params && argument(next)) {
        out.push(stringify(argument(next) ?? [], token, this.scope.complete));
        i++;
      } else if (token.text === "##" && out.length > 0 && next) {
        i++;
        const right = argument(next);
        const isRest = next.text === params.at(-1) && macro.variadic;
        if (isRest && out.at(-1)?.text === ",") {
          // GNU: `, ## args` loses its comma where no argument is given.
          if (right?.length === 0) out.pop();
          else out.push(...this.expandArgument(right ?? []));
        } else paste(out, right ?? [next]);
      } else if (token.text === "__VA_OPT__" && next?.text === "(") {
        const close = matching(body, i + 1);
        if ((args.at(-1)?.length ?? 0) > 0) {
          out.push(...this.substitute({ ...macro, body: body.slice(i + 2, close) }, args, hide));
        }
        i = close;
      } else {
        const given = argument(token);
        if (!given) out.push(hidden(token, hide));
        else if (next?.text === "##")
          out.push(...(given.length > 0 ? given : [{ ...token, kind: "punct", text: "" } as const]));
        else out.push(...this.expandArgument(given));
      }
    }
    return out.filter((token) => token.text !== "");
  }

  private expandArgument(tokens: readonly Token[]): Token[] {
    if (tokens.every((token) => token.kind !== "name")) return tokens.slice();
    const inner = new Expansion(this.scope, this.except);
    inner.spent = this.spent;
    const out = inner.run(tokens);
    this.spent = inner.spent;
    return out;
  }
}

/** Makes replacement tokens stand where the macro's name stood. */
function place(tokens: readonly Token[], name: Token, hide: HideSet | undefined): Token[] {
  const placed: Token[] = [];
  for (const { kind, text, space, undecided, hide: own } of tokens) {
    const inherited = hide && kind === "name" ? union(own, hide) : own;
    placed.push(tokenOf(kind, text, name.at, placed.length === 0 ? name.space : space, undecided, inherited));
  }
  return placed;
}

function hidden(token: Token, hide: HideSet): Token {
  const { kind, text, at, space, undecided } = token;
  return kind === "name" ? tokenOf(kind, text, at, space, undecided, hide) : token;
}

/** Written out for speed: most tokens of a scan are made here. */
function tokenOf(
  kind: Token["kind"],
  text: string,
  at: number,
  space: boolean,
  undecided: string | undefined,
  hide: HideSet | undefined,
): Token {
  if (undecided !== undefined) return { kind, text, at, space, bol: false, undecided, ...(hide ? { hide } : {}) };
  return hide ? { kind, text, at, space, bol: false, hide } : { kind, text, at, space, bol: false };
}

/** Macros nest at most this deep. */
const DEEPEST = 500;

function hideIn(rest: HideSet | undefined, name: string): HideSet {
  const size = (rest?.size ?? 0) + 1;
  if (size > DEEPEST) throw new Unknown("its macros are nested too deeply");
  return { name, rest, size };
}

function hides(set: HideSet | undefined, name: string): boolean {
  for (let at = set; at; at = at.rest) if (at.name === name) return true;
  return false;
}

function union(set: HideSet | undefined, more: HideSet): HideSet {
  let out: HideSet | undefined = set;
  if (!out) return more;
  for (let at: HideSet | undefined = more; at; at = at.rest) if (!hides(out, at.name)) out = hideIn(out, at.name);
  return out;
}

function common(left: HideSet | undefined, right: HideSet | undefined): HideSet | undefined {
  let out: HideSet | undefined;
  for (let at = left; at; at = at.rest) if (hides(right, at.name)) out = hideIn(out, at.name);
  return out;
}

interface Arguments {
  readonly args: Token[][];
  /** The parentheses and everything between, to put back. */
  readonly all: Token[];
  readonly close: Token | undefined;
}

/** Takes `( … )` from the end of the reversed `todo`. */
function readArguments(todo: Token[], takesAny: boolean): Arguments {
  const all: Token[] = [];
  const args: Token[][] = [];
  let current: Token[] = [];
  let depth = 0;
  let close: Token | undefined;
  for (let token = todo.pop(); token; token = todo.pop()) {
    all.push(token);
    if (token.text === "(" && depth++ === 0) continue;
    if (token.text === ")" && --depth === 0) {
      close = token;
      break;
    }
    if (token.text === "," && depth === 1) {
      args.push(current);
      current = [];
    } else current.push(token);
  }
  if (!close) throw new Unknown("a macro call has no closing parenthesis");
  if (args.length > 0 || current.length > 0 || takesAny) args.push(current);
  return { args, all, close };
}

/** Joins the arguments of a variadic parameter. */
function gather(macro: Macro, args: readonly Token[][]): readonly Token[][] {
  const count = macro.params?.length ?? 0;
  if (!macro.variadic || args.length <= count) return args;
  const fixed = args.slice(0, count - 1);
  const rest: Token[] = [];
  for (const arg of args.slice(count - 1)) {
    if (rest.length > 0 || arg !== args[count - 1])
      rest.push({ kind: "punct", text: ",", at: arg[0]?.at ?? 0, space: false, bol: false });
    rest.push(...arg);
  }
  return [...fixed, rest];
}

/** The string of an argument; a token that stands for what is not known where one of its names may be a macro. */
function stringify(tokens: readonly Token[], at: Token, complete: boolean): Token {
  const open = tokens.find(({ undecided }) => undecided !== undefined);
  if (open) return { ...open, at: at.at, space: at.space };
  // What went through another macro was to be expanded there.
  const perhaps = complete ? undefined : tokens.find(({ kind, hide }) => kind === "name" && hide !== undefined);
  if (perhaps) {
    const undecided = `${perhaps.text} may be a macro of a header that was not found`;
    return { ...perhaps, at: at.at, space: at.space, undecided };
  }
  const text = tokens.map((token, i) => (i > 0 && token.space ? " " : "") + token.text).join("");
  return { kind: "string", text: `"${text.replace(/["\\]/g, "\\$&")}"`, at: at.at, space: at.space, bol: false };
}

function paste(out: Token[], right: readonly Token[]): void {
  const left = out.pop();
  const [first, ...rest] = right;
  if (!left) return;
  if (!first) {
    out.push(left);
    return;
  }
  const undecided = left.undecided ?? first.undecided;
  for (const token of tokenize(left.text + first.text))
    out.push(tokenOf(token.kind, token.text, left.at, left.space, undecided, undefined));
  out.push(...rest);
}

function matching(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i]?.text === "(") depth++;
    else if (tokens[i]?.text === ")" && --depth === 0) return i;
  }
  return tokens.length;
}

function pushReversed(todo: Token[], tokens: readonly Token[]): void {
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token) todo.push(token);
  }
}
