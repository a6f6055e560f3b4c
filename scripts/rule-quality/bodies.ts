import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileAnalysis } from "../../src/core/analysis/file-analysis.ts";
import { borrows } from "../../src/core/flow/ownership/borrowers.ts";
import { type Mark, withoutEnd } from "../../src/core/flow/ownership/lent.ts";
import { KEEPS, type Leaving, leavingOf } from "../../src/core/flow/ownership/parameters.ts";

const BORROWS: Leaving = { failing: true, always: true, borrowed: true };

/** Files that are kept analysed at once. */
const MOST_FILES = 400;
/** Functions of other files are read so far from the one that is asked for. */
const DEEPEST = 12;
/** A function with more definitions, by configuration or architecture, is not read. */
const MOST_DEFINITIONS = 3;

const DEFINITION =
  /^(?!static\s+(?!inline|__always_inline)|typedef|struct \w+ \{|#)[A-Za-z_][^;{}=#]*?\b(\w+)\([^;{}]*\)\s*\n?\{/gm;

/** `.read = f,` in an initialiser, `ops->read = f;` */
const POINTED_AT = /(?:\.|->)(\w+)\s*=\s*&?(\w+)\s*[,;}\n]/g;
/** A member that more functions are assigned to is not followed. */
const MOST_POINTED_AT = 80;

/** A macro with arguments, and what it is replaced with. */
const MACRO = /^[ \t]*#[ \t]*define[ \t]+(\w+)\([^)]*\)((?:[^\n\\]|\\\n?)*)/gm;
/** `u8 name[N];` in a struct or elsewhere. */
const ARRAY = /\b(\w+)\s*(?:\[[^\][]*(?:\[[^\][]*\][^\][]*)*\]\s*)+[;,]/g;
const UNMAPS = /\bdma_unmap_single(?:_attrs)?\s*\(/;
/** Words before a bracket that call nothing. */
const NO_CALL = /^(?:if|while|for|switch|return|sizeof|typeof|__typeof__|likely|unlikely|void|do)$/;

/** What the bodies of functions tell of memory that they are given, across the files of a kernel tree. */
export class Bodies {
  private readonly definitions = new Map<string, Set<string>>();
  /** What is assigned to members of that name, and where. */
  private readonly pointedAt = new Map<string, Set<string>>();
  /** Names that something is declared an array by, or might be. */
  private readonly arrays = new Set<string>();
  private readonly macros = new Map<string, string[]>();
  private readonly files = new Map<string, FileAnalysis>();
  private readonly known = new Map<string, Leaving>();
  private readonly open = new Set<string>();
  /** Questions that are open, and on which answers rest that are not known for certain. */
  private readonly assumed = new Set<string>();

  constructor(
    private readonly tree: string,
    paths: readonly string[],
    private readonly analyse: (path: string, text: string) => FileAnalysis,
    private readonly version: string,
    private readonly counted: (mark: Mark) => Leaving,
    private readonly mayTurn: (mark: Mark) => boolean,
  ) {
    for (const path of paths) {
      const text = readFileSync(join(tree, path), "latin1");
      for (const [, name = ""] of text.matchAll(DEFINITION)) {
        const of = this.definitions.get(name) ?? new Set();
        this.definitions.set(name, of.add(path));
      }
      for (const [, member = "", name = ""] of text.matchAll(POINTED_AT)) {
        const of = this.pointedAt.get(member) ?? new Set();
        if (of.size <= MOST_POINTED_AT && /^[a-z_]/.test(name)) this.pointedAt.set(member, of.add(`${path} ${name}`));
      }
      for (const [, name = ""] of text.matchAll(ARRAY)) this.arrays.add(name);
      for (const [, name = "", replaced = ""] of text.matchAll(MACRO))
        this.macros.set(name, [...(this.macros.get(name) ?? []), replaced]);
    }
  }

  get size(): number {
    return this.definitions.size;
  }

  /** What the function does with the memory behind the argument, wherever it is defined. */
  leaving(name: string, index: number, depth = 0): Leaving {
    const question = `${name}:${index}`;
    const known = this.known.get(question);
    if (known) return known;
    if (name.startsWith(".")) return this.leavingByPointer(question, depth);
    if (this.isMacroThatBorrows(name) || (name.startsWith("trace_") && !this.definitions.has(name))) return BORROWS;
    const paths = this.definitions.get(name);
    if (!paths || paths.size > MOST_DEFINITIONS || depth > DEEPEST) return KEEPS;
    return this.ask(question, () => allOf([...paths].map((path) => this.leavingIn(path, name, index, depth))));
  }

  /** The same for whatever functions a member of that name may point at. */
  private leavingByPointer(question: string, depth: number): Leaving {
    const [, member = "", count, at] = /^[.](\w+)\/(\d+):(\d+)$/.exec(question) ?? [];
    const [args, index] = [Number(count), Number(at)];
    const assigned = this.pointedAt.get(member);
    if (!assigned || assigned.size > MOST_POINTED_AT || depth > DEEPEST) return KEEPS;
    return this.ask(question, () => {
      const all: Leaving[] = [];
      for (const one of assigned) {
        const [path = "", name = ""] = one.split(" ");
        const own = this.file(path).flow.functionNamed(name);
        if (own) {
          if (own.tree?.parameters.length === args) all.push(this.leavingIn(path, name, index, depth + 1));
        } else if (this.takes(name, args)) all.push(this.leaving(name, index, depth + 1));
        if (all.some(({ failing }) => !failing)) break;
      }
      return all.length === 0 ? KEEPS : allOf(all);
    });
  }

  /**
   * The answer to a question that is asked for the first time. One that rests on itself holds unless something else speaks
   * against it; what rests on an open question is not kept.
   */
  private ask(question: string, find: () => Leaving): Leaving {
    if (this.open.has(question)) {
      this.assumed.add(question);
      return BORROWS;
    }
    this.open.add(question);
    const found = find();
    this.open.delete(question);
    this.assumed.delete(question);
    if (this.assumed.size === 0 || !found.failing) this.known.set(question, found);
    return found;
  }

  private takes(name: string, args: number): boolean {
    const paths = [...(this.definitions.get(name) ?? [])];
    return paths.some((path) => this.file(path).flow.functionNamed(name)?.tree?.parameters.length === args);
  }

  /** Whether all that a macro calls is done with its arguments, which it neither stores nor gives back. */
  private isMacroThatBorrows(name: string, depth = 0): boolean {
    const texts = this.macros.get(name);
    if (!texts || this.definitions.has(name) || texts.length > MOST_DEFINITIONS || depth > 2) return false;
    return texts.every((text) => {
      const calls = [...text.matchAll(/(\w+)\s*\(/g)].map(([, callee = ""]) => callee);
      const called = calls.filter((callee) => !NO_CALL.test(callee));
      const isStatement = called.length > 0 || /\b(?:do|if)\b|[<>!=]=|[<>]\s*\d|&&|[|][|]/.test(text);
      if (!isStatement || /[^=!<>]=[^=]|\breturn\b|##/.test(text)) return false;
      return called.every((callee) => borrows(callee) || this.isMacroThatBorrows(callee, depth + 1));
    });
  }

  private leavingIn(path: string, name: string, index: number, depth: number): Leaving {
    const { flow } = this.file(path);
    const of = flow.functionNamed(name);
    if (!of) return KEEPS;
    const leavingBy = (mark: Mark): Leaving => {
      const [callee = "", at = ""] = withoutEnd(mark).split(":");
      if (borrows(callee)) return BORROWS;
      // An object has it for its driver, where the function does not fail.
      if (mark.startsWith("+")) return { ...KEEPS, failing: true };
      // Mapped and unmapped again: nothing finds it by its DMA address.
      if (/^dma_map_single(?:_attrs)?:1/.test(mark) && UNMAPS.test(flow.text.slice(of.start, of.end))) return BORROWS;
      if (this.mayTurn(mark)) return KEEPS;
      const counted = this.counted(mark);
      if (counted.always) return counted;
      const question = `${path} ${callee}:${at}`;
      if (!flow.functionNamed(callee)) return this.leaving(callee, Number(at), depth + 1);
      const known = this.known.get(question);
      if (known) return known;
      if (depth > DEEPEST) return KEEPS;
      return this.ask(question, () => this.leavingIn(path, callee, Number(at), depth + 1));
    };
    return leavingOf(of, index, flow, this.version, leavingBy, (member) => !this.arrays.has(member));
  }

  private file(path: string): FileAnalysis {
    const kept = this.files.get(path);
    if (kept) return kept;
    const file = this.analyse(path, readFileSync(join(this.tree, path), "latin1"));
    this.files.set(path, file);
    const [oldest] = this.files.keys();
    if (this.files.size > MOST_FILES && oldest !== undefined) this.files.delete(oldest);
    return file;
  }
}

function allOf(all: readonly Leaving[]): Leaving {
  return {
    failing: all.every(({ failing }) => failing),
    always: all.every(({ always }) => always),
    borrowed: all.every(({ borrowed }) => borrowed),
  };
}
