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

/** What the bodies of functions tell of memory that they are given, across the files of a kernel tree. */
export class Bodies {
  private readonly definitions = new Map<string, Set<string>>();
  private readonly files = new Map<string, FileAnalysis>();
  private readonly known = new Map<string, Leaving>();
  private readonly open = new Set<string>();

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
    const paths = this.definitions.get(name);
    if (!paths || paths.size > MOST_DEFINITIONS || depth > DEEPEST || this.open.has(question)) return KEEPS;
    this.open.add(question);
    const all = [...paths].map((path) => this.leavingIn(path, name, index, depth));
    this.open.delete(question);
    const found = {
      failing: all.every(({ failing }) => failing),
      always: all.every(({ always }) => always),
      borrowed: all.every(({ borrowed }) => borrowed),
    };
    this.known.set(question, found);
    return found;
  }

  private leavingIn(path: string, name: string, index: number, depth: number): Leaving {
    const { flow } = this.file(path);
    const of = flow.functionNamed(name);
    if (!of) return KEEPS;
    const leavingBy = (mark: Mark): Leaving => {
      const [callee = "", at = ""] = withoutEnd(mark).split(":");
      if (borrows(callee)) return BORROWS;
      if (this.mayTurn(mark)) return KEEPS;
      const counted = this.counted(mark);
      if (counted.always) return counted;
      const question = `${path} ${callee}:${at}`;
      if (!flow.functionNamed(callee)) return this.leaving(callee, Number(at), depth + 1);
      const known = this.known.get(question);
      if (known) return known;
      if (this.open.has(question) || depth > DEEPEST) return KEEPS;
      this.open.add(question);
      const leaving = this.leavingIn(path, callee, Number(at), depth + 1);
      this.open.delete(question);
      this.known.set(question, leaving);
      return leaving;
    };
    return leavingOf(of, index, flow, this.version, leavingBy);
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
