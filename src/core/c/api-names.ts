import type { FileIndex } from "./file-index.ts";
import { namePattern } from "./name-pattern.ts";

/** Names that a scan looks for. */
export class ApiNames {
  readonly names: ReadonlySet<string>;
  private readonly pattern: RegExp;
  private readonly macros = new WeakMap<FileIndex, readonly string[]>();

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
    let names = this.macros.get(index);
    if (!names) {
      names = this.isMentioned(index.text) ? macrosThatMention(this.pattern, index) : [];
      this.macros.set(index, names);
    }
    return names;
  }
}

/** Macros of a text whose replacement has a match of the pattern. */
export function macrosThatMention(pattern: RegExp, { macros, text }: FileIndex): string[] {
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
