import type { FileIndex } from "./file-index.ts";
import { namePattern } from "./name-pattern.ts";

/** Names that a scan looks for. */
export class ApiNames {
  readonly names: ReadonlySet<string>;
  private readonly pattern: RegExp;

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
    this.pattern = namePattern(this.names);
  }

  isMentioned(text: string): boolean {
    this.pattern.lastIndex = 0;
    return this.pattern.test(text);
  }

  /** Macros of a text whose replacement names an API; found once for each header. */
  macrosOf(index: FileIndex): readonly string[] {
    return macrosThatMention(this.pattern, index);
  }
}

/** What was found in a text, by the pattern's source: neighbours ask for the same names in the same headers. */
const MENTIONING = new WeakMap<FileIndex, Map<string, readonly string[]>>();

/** Macros of a text whose replacement has a match of the global pattern. */
export function macrosThatMention(pattern: RegExp, index: FileIndex): readonly string[] {
  let known = MENTIONING.get(index);
  if (!known) {
    known = new Map();
    MENTIONING.set(index, known);
  }
  let names = known.get(pattern.source);
  if (!names) {
    pattern.lastIndex = 0;
    names = pattern.test(index.text) ? findMentioning(pattern, index) : NONE;
    if (known.size >= MOST_PATTERNS) known.clear();
    known.set(pattern.source, names);
  }
  return names;
}

/** So many patterns are remembered for a text: macros that are just being written would leave more and more behind. */
const MOST_PATTERNS = 16;

const NONE: readonly string[] = [];

function findMentioning(pattern: RegExp, { macros, text }: FileIndex): string[] {
  const names: string[] = [];
  for (const [name, sites] of macros) {
    for (const { from, to } of sites) {
      pattern.lastIndex = 0;
      if (to > from && pattern.test(text.slice(from, to))) {
        names.push(name);
        break;
      }
    }
  }
  return names;
}
