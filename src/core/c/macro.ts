import type { MacroSite } from "./directives.ts";
import type { Source } from "./size-fact.ts";
import { type Token, tokenize } from "./tokens.ts";

/** A macro definition, ready for expansion. */
export interface Macro {
  readonly name: string;
  /** Parameter names of a function-like macro; the last may be variadic. */
  readonly params: readonly string[] | undefined;
  readonly variadic: boolean;
  readonly body: readonly Token[];
  readonly source: Source | undefined;
}

const PARSED = new WeakMap<MacroSite, Macro>();

/** Parses the text of a #define. Each definition is parsed once. */
export function macroOf(site: MacroSite, text: string, source: Source | undefined): Macro {
  const known = PARSED.get(site);
  if (known) return known;
  const macro = parseMacro(site.name, text, site.from, site.to, source);
  PARSED.set(site, macro);
  return macro;
}

/** A macro given as text: the part behind its name. */
export function macroFromText(name: string, definition: string, source?: Source): Macro {
  return parseMacro(name, definition, 0, definition.length, source);
}

function parseMacro(name: string, text: string, from: number, to: number, source: Source | undefined): Macro {
  const tokens = tokenize(text, from, to);
  const first = tokens[0];
  if (first?.text !== "(" || first.at !== from) {
    return { name, params: undefined, variadic: false, body: tokens, source };
  }
  const params: string[] = [];
  let variadic = false;
  let i = 1;
  for (; i < tokens.length && tokens[i]?.text !== ")"; i++) {
    const token = tokens[i];
    if (token?.kind === "name") params.push(token.text);
    else if (token?.text === "...") {
      variadic = true;
      const named = tokens[i - 1]?.kind === "name"; // GNU: args...
      if (!named) params.push("__VA_ARGS__");
    }
  }
  return { name, params, variadic, body: tokens.slice(i + 1), source };
}
