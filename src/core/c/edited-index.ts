import type { Branch, Include, MacroSite } from "./directives.ts";
import { type Declaration, type FileIndex, indexFile } from "./file-index.ts";

/** The index of a text that is edited: what is edited inside a function is taken over without a scan of the rest. */
export class EditedIndex implements FileIndex {
  readonly path: string;
  text: string;
  readonly branches: readonly Branch[];
  readonly includes: readonly Include[];
  readonly macros: ReadonlyMap<string, readonly MacroSite[]>;
  readonly tags: ReadonlyMap<string, readonly Declaration[]>;
  readonly macroCalls: readonly Declaration[];
  readonly names: ReadonlyMap<string, readonly Declaration[]>;
  functions: readonly Declaration[];
  private readonly ownBranches: Branch[];
  private readonly ownMacros: Map<string, MacroSite[]>;
  private readonly ownNames: Map<string, readonly Declaration[]>;

  constructor(path: string, text: string) {
    const { branches, includes, macros, tags, names, functions, macroCalls } = indexFile(path, text);
    this.path = path;
    this.text = text;
    this.includes = includes;
    this.tags = tags;
    this.macroCalls = macroCalls;
    this.functions = functions;
    this.branches = this.ownBranches = [...branches];
    this.macros = this.ownMacros = new Map([...macros].map(([name, sites]) => [name, [...sites]]));
    this.names = this.ownNames = new Map(names);
  }

  /**
   * Takes over a text in which the `number`th function, `previous` before, is `own` now, and all behind it stands where it
   * stood. Returns the function's new declaration; undefined, and takes over nothing, where the edit changes what the file
   * declares, how it is preprocessed, or where the function ends.
   */
  editFunction(number: number, previous: string, own: string, text: string): Declaration | undefined {
    const before = this.functions[number];
    if (!before || this.isReached(before)) return undefined;
    const { start, body, name, branch } = before;
    const old = scanned(this.path, previous);
    const now = scanned(this.path, own);
    if (!old || !now || !isSameOutside(old, now)) return undefined;
    const [function_] = now.functions;
    if (function_?.body !== body - start || function_.name !== name) return undefined;
    const inside = this.branchesIn(before);
    if (inside.length !== now.branches.length) return undefined;
    const declaration: Declaration = { ...before, end: start + own.length };
    this.text = text;
    inside.forEach((at, i) => {
      const known = this.branches[at];
      const moved = now.branches[i];
      if (!known || !moved) return;
      const by = start;
      this.ownBranches[at] = {
        ...known,
        from: moved.from + by,
        to: moved.to + by,
        start: moved.start + by,
        end: moved.end + by,
      };
    });
    for (const [macro, sites] of now.macros) this.moveMacros(macro, before, sites, branch, inside);
    this.functions = this.functions.with(number, declaration);
    const declared = this.names.get(name) ?? [];
    this.ownNames.set(
      name,
      declared.map((other) => (other === before ? declaration : other)),
    );
    return declaration;
  }

  /** Whether it stands in a conditional that begins inside another function: what is compiled of that one rests on it. */
  private isReached({ branch }: Declaration): boolean {
    for (let at = branch; at >= 0; ) {
      const { start, previous, parent } = this.branches[at] ?? { start: -1, previous: -1, parent: -1 };
      if (this.functions.some((other) => other.start <= start && start < other.end)) return true;
      at = previous >= 0 ? previous : parent;
    }
    return false;
  }

  /** Numbers of the branches that stand inside a function. */
  private branchesIn({ start, end }: Declaration): number[] {
    const found: number[] = [];
    this.branches.forEach((branch, at) => {
      if (start <= branch.start && branch.start < end) found.push(at);
    });
    return found;
  }

  private moveMacros(
    name: string,
    before: Declaration,
    sites: readonly MacroSite[],
    branch: number,
    inside: readonly number[],
  ): void {
    const known = this.ownMacros.get(name) ?? [];
    const first = known.findIndex(({ at }) => before.start <= at && at < before.end);
    sites.forEach((site, i) => {
      known[first + i] = {
        ...site,
        at: site.at + before.start,
        from: site.from + before.start,
        to: site.to + before.start,
        branch: site.branch < 0 ? branch : (inside[site.branch] ?? branch),
      };
    });
  }
}

/** What would stand behind a function that has not ended where it should. */
const BEHIND = "\n;";

/**
 * The index of a function by itself; undefined where it is not one whole function, or has directives that reach outside of
 * it.
 */
function scanned(path: string, text: string): FileIndex | undefined {
  const index = indexFile(path, text + BEHIND);
  const [only, ...others] = index.functions;
  if (others.length > 0 || only?.start !== 0 || only.end !== text.length) return undefined;
  if (index.includes.length > 0 || index.macroCalls.length > 0 || index.tags.size > 0) return undefined;
  // A conditional that is closed elsewhere, or that closes what was opened elsewhere, is no business of the function alone.
  if (index.branches.some(({ end }) => end >= text.length) || /^[ \t]*#[ \t]*pragma/m.test(text)) return undefined;
  return opensAsItCloses(text) ? index : undefined;
}

/** Whether each #elif, #else and #endif belongs to an #if of the text. Lines in comments may make it say no. */
function opensAsItCloses(text: string): boolean {
  let depth = 0;
  for (const [, kind] of text.matchAll(/^[ \t]*#[ \t]*(if|el|endif)/gm)) {
    if (kind === "if") depth++;
    else if (depth === 0) return false;
    else if (kind === "endif") depth--;
  }
  return depth === 0;
}

/** Whether two functions do the same to the rest of the file: declare the same, and have the same directives. */
function isSameOutside(a: FileIndex, b: FileIndex): boolean {
  const declared = ({ names }: FileIndex) => [...names.keys()].join();
  const branches = ({ branches, text }: FileIndex) =>
    branches.map(({ kind, parent, previous, from, to }) => `${kind} ${parent} ${previous} ${text.slice(from, to)}`);
  const macros = ({ macros, text }: FileIndex) =>
    [...macros].flatMap(([name, sites]) =>
      sites.map(({ undef, branch, from, to }) => `${name} ${undef} ${branch} ${text.slice(from, to)}`),
    );
  return (
    declared(a) === declared(b) &&
    branches(a).join("\n") === branches(b).join("\n") &&
    macros(a).join("\n") === macros(b).join("\n")
  );
}
