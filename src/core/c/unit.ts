import { argumentWords } from "./argument-words.ts";
import { type FileBuild, UNKNOWN_BUILD } from "./build.ts";
import { BuildMacros } from "./build-macros.ts";
import { type ConditionScope, evaluateCondition } from "./condition.ts";
import { ALWAYS, type Branch, type MacroSite } from "./directives.ts";
import { expand, type MacroScope } from "./expand.ts";
import type { Declaration, FileIndex } from "./file-index.ts";
import { type Macro, macroFromText, macroOf } from "./macro.ts";
import { HELPERS, PRELUDES } from "./prelude.ts";
import type { Source } from "./size-fact.ts";
import { Sources } from "./sources.ts";
import { isBalanced, takenRuns } from "./taken-runs.ts";
import type { CTarget } from "./target.ts";
import { type Token, tokenize } from "./tokens.ts";
import { attempt, Unknown } from "./unknown.ts";

/** A text of a translation unit and the role it plays. */
export interface UnitFile {
  readonly index: FileIndex;
  readonly source: Source | undefined;
  /** Of a header: how many others its graph met before it. */
  readonly number?: number;
}

export interface Found {
  readonly file: UnitFile;
  readonly declaration: Declaration;
}

export interface Includer {
  readonly file: UnitFile;
  /** Branch and offset of the #include. */
  readonly branch: number;
  readonly at: number;
}

/** The headers that a file includes, directly or not, searched by name; results in include order. */
export interface Headers {
  macros(name: string): readonly { readonly file: UnitFile; readonly sites: readonly MacroSite[] }[];
  tags(key: string): readonly Found[];
  names(name: string): readonly Found[];
  /** The header that the #include at `offset` of `file` brings. */
  includedAt(file: UnitFile, offset: number): UnitFile | undefined;
  /** Calls of macros at file scope. */
  readonly macroCalls: readonly Found[];
  has(file: UnitFile): boolean;
  /** The files that include `file`, with the branch each #include stands in; empty for the file that nothing includes. */
  includers(file: UnitFile): readonly Includer[];
  /** False where some header that the file includes was not found: absence of a name then says nothing. */
  readonly complete: boolean;
  /** A header of the driver or module itself (`#include "…"`) that was not found: it may declare any name. */
  readonly missing: string | undefined;
}

interface Place {
  readonly file: UnitFile;
  readonly offset: number;
}

type Decision = { readonly taken: boolean } | { readonly why: string };

/**
 * One C file with its headers, seen under one target: which macro a name stands for, which branches are taken, which
 * declaration holds a name. Definitions of the file come first, then those of headers beside it, then the kernel's
 * helpers in our own words, then kernel headers.
 */
export class Unit implements MacroScope, ConditionScope {
  private readonly decisions = new Map<FileIndex, (Decision | undefined)[]>();
  private readonly macros = new Map<string, Macro | null>();
  private readonly deciding = new Set<Branch>();
  private readonly reached = new Map<UnitFile, Decision>();
  private macroCalls: readonly Found[] | undefined;
  readonly sources = new Sources();
  private readonly built: BuildMacros;
  /** The place that is being read: only macros defined above it in its file are in force. */
  private place: Place;

  constructor(
    readonly main: UnitFile,
    /** Headers of the driver or module: their names win over the kernel's helpers. */
    private readonly local: Headers,
    private readonly kernel: Headers,
    readonly target: CTarget,
    build: FileBuild = UNKNOWN_BUILD,
  ) {
    this.built = new BuildMacros(target, build);
    this.place = { file: main, offset: Number.POSITIVE_INFINITY };
  }

  /** Whether all headers were found that may define a name at the current place: a kernel's own headers are whole. */
  get complete(): boolean {
    return (this.local.complete || this.kernel.has(this.place.file)) && this.kernel.complete;
  }

  /** A header of the driver or module that was not found. */
  get missing(): string | undefined {
    return this.local.missing;
  }

  /** Runs `read` with the macros as they stand at `offset` of `file`. */
  at<T>(file: UnitFile, offset: number, read: () => T): T {
    const before = this.place;
    this.place = { file, offset };
    try {
      return read();
    } finally {
      this.place = before;
    }
  }

  /** The macro that `name` stands for; undefined where it is none. Throws Unknown where that cannot be decided. */
  macro(name: string): Macro | undefined {
    const { file, offset } = this.place;
    const here = this.macroAbove(file, offset, name) ?? this.macroAboveIncludes(name);
    if (here !== undefined) {
      if (here) this.sources.add(here.source);
      return here || undefined;
    }
    let found = this.macros.get(name);
    if (found === undefined) {
      found = this.findMacro(name) ?? null;
      if (this.deciding.size === 0) this.macros.set(name, found);
    }
    // What the same header defines further down is not in force yet.
    if (found && file !== this.main && file.index.macros.has(name) && isBelow(found, file, offset))
      found = this.findMacro(name, file) ?? null;
    this.sources.add(found?.source);
    return found ?? undefined;
  }

  isNative(name: string): boolean {
    return this.built.isNative(name);
  }

  native(name: string, args: readonly (readonly Token[])[]): string | undefined {
    return this.built.native(name, args[0]?.[0]?.text ?? "");
  }

  /** Whether `name` is a macro at the current place. */
  isDefined(name: string): boolean {
    return this.macro(name) !== undefined;
  }

  /** Whether the branch with index `branch` of `file` is compiled. */
  decide(file: UnitFile, branch: number): Decision {
    const open = this.decideBranch(file, branch);
    if ("taken" in open && !open.taken) return open;
    const reached = this.decideFile(file);
    return "taken" in reached && reached.taken ? open : reached;
  }

  /** Whether a branch is compiled wherever its file is. */
  private decideBranch(file: UnitFile, branch: number): Decision {
    if (branch === ALWAYS) return TAKEN;
    let known = this.decisions.get(file.index);
    if (!known) {
      known = [];
      this.decisions.set(file.index, known);
    }
    const decided = known[branch];
    if (decided) return decided;
    const decision = this.decideAnew(file, branch);
    if (this.deciding.size === 0) known[branch] = decision;
    return decision;
  }

  /** Whether `file` is included at all: some #include of it stands in a taken branch. */
  private decideFile(file: UnitFile): Decision {
    const known = this.reachedBefore(file);
    if (known) return known;
    const seen = new Set<UnitFile>();
    const decision = this.reach(file, seen);
    // Where the search found no way from the main file, there is none to any file that it met.
    if (this.deciding.size === 0 && decision === NOT_TAKEN) for (const met of seen) this.reached.set(met, NOT_TAKEN);
    else if (this.deciding.size === 0) this.reached.set(file, decision);
    return decision;
  }

  private reachedBefore(file: UnitFile): Decision | undefined {
    return file === this.main ? TAKEN : this.reached.get(file);
  }

  private reach(file: UnitFile, seen: Set<UnitFile>): Decision {
    const known = this.reachedBefore(file);
    if (known) return known;
    if (seen.has(file)) return NOT_TAKEN;
    seen.add(file);
    const includers = [...this.local.includers(file), ...this.kernel.includers(file)];
    if (includers.length === 0) return TAKEN;
    let decision: Decision = NOT_TAKEN;
    for (const includer of includers) {
      const open = this.decideBranch(includer.file, includer.branch);
      const outer = "taken" in open && open.taken ? this.reach(includer.file, seen) : open;
      if ("why" in outer) decision = outer;
      else if (outer.taken) {
        if (this.deciding.size === 0) this.reached.set(file, TAKEN);
        return TAKEN;
      }
    }
    return decision;
  }

  isTaken(file: UnitFile, branch: number): boolean {
    const decision = this.decide(file, branch);
    if ("why" in decision) throw new Unknown(decision.why);
    return decision.taken;
  }

  /** The text that an #include inside a declaration brings, with the macros as they stand there. */
  private includedTokens(file: UnitFile, at: number): Token[] {
    const included = this.local.includedAt(file, at) ?? this.kernel.includedAt(file, at);
    if (!included) throw new Unknown("a header that is included inside its declaration was not found");
    return this.at(file, at, () => this.expanded(included, 0, included.index.text.length, ALWAYS));
  }

  expanded(file: UnitFile, start: number, end: number, startBranch: number): Token[] {
    const runs = takenRuns(file, start, end, startBranch, {
      isTaken: (branch) => this.isTaken(file, branch),
      included: (at) => this.includedTokens(file, at),
    });
    // The arguments of a macro may go over several runs.
    if (runs.length === 1 || !runs.every(({ tokens }) => isBalanced(tokens)))
      return expand(
        runs.flatMap(({ tokens }) => tokens),
        this,
      );
    return runs.flatMap((run) => this.at(file, run.end, () => expand(run.tokens, this)));
  }

  /** Declarations that may hold the body of a struct, union or enum (`struct foo`), best source first. */
  tags(key: string): Iterable<Found> {
    return this.declaring("tags", key);
  }

  /** Declarations that may declare `name` as a typedef, variable, function or enumerator, the likeliest first. */
  declarationsOf(name: string): Iterable<Found> {
    return this.declaring("names", name);
  }

  /** Without a generator for what nothing declares, as most names; the kernel's headers are asked last. */
  private declaring(kind: "tags" | "names", name: string): Iterable<Found> {
    const own = this.main.index[kind].get(name) ?? [];
    const local = this.local[kind](name);
    if (own.length > 0 || local.length > 0) return this.compiledOf(kind, name, own, local);
    const kernel = this.kernel[kind](name);
    const isPrelude = PRELUDES.some(({ index }) => index[kind].has(name));
    return kernel.length > 0 || isPrelude ? this.compiledOf(kind, name, own, local, kernel) : NOTHING_FOUND;
  }

  private *compiledOf(
    kind: "tags" | "names",
    name: string,
    own: readonly Declaration[],
    local: readonly Found[],
    kernel?: readonly Found[],
  ): Generator<Found> {
    for (const declaration of own) {
      const found = { file: this.main, declaration };
      if (this.isCompiled(found)) yield found;
    }
    for (const found of local) if (this.isCompiled(found)) yield found;
    for (const found of kernel ?? this.kernel[kind](name)) if (this.isCompiled(found)) yield found;
    for (const file of PRELUDES) {
      for (const declaration of file.index[kind].get(name) ?? []) yield { file, declaration };
    }
  }

  /** Macro calls at file scope that may make `name`: some word of their arguments is part of it. */
  *madeBy(name: string): Generator<Found> {
    const own = () => this.main.index.macroCalls.map((declaration) => ({ file: this.main, declaration }));
    this.macroCalls ??= [...own(), ...this.local.macroCalls, ...this.kernel.macroCalls];
    for (const found of this.macroCalls) {
      const words = argumentWords(found.file.index.text, found.declaration);
      const isPart = words.some((word) => (word.length > 1 ? name.includes(word) : name.endsWith(word)));
      if (isPart && this.isCompiled(found)) yield found;
    }
  }

  private isCompiled({ file, declaration }: Found): boolean {
    return this.isTaken(file, declaration.branch);
  }

  private decideAnew(file: UnitFile, index: number): Decision {
    const branch = file.index.branches[index];
    if (!branch) return TAKEN;
    const outer = this.decideBranch(file, branch.parent);
    if ("why" in outer || !outer.taken) return outer;
    if (branch.guard) return TAKEN;
    let open: Decision = TAKEN;
    for (let at = branch.previous; at >= 0; at = file.index.branches[at]?.previous ?? -1) {
      const earlier = this.condition(file, at);
      if ("why" in earlier) open = earlier;
      else if (earlier.taken) return NOT_TAKEN;
    }
    const own = this.condition(file, index);
    if ("taken" in own && !own.taken) return own;
    return "why" in open ? open : own;
  }

  /** The branch's own condition, whatever the branches before it say. */
  private condition(file: UnitFile, index: number): Decision {
    const branch = file.index.branches[index];
    if (!branch || branch.kind === "else") return TAKEN;
    if (this.deciding.has(branch)) return { why: "its condition depends on itself" };
    this.deciding.add(branch);
    try {
      const result = attempt(() =>
        this.at(file, branch.start, () =>
          evaluateCondition(branch.kind, tokenize(file.index.text, branch.from, branch.to), this),
        ),
      );
      if (!result.ok) return { why: result.why };
      return result.value ? TAKEN : NOT_TAKEN;
    } finally {
      this.deciding.delete(branch);
    }
  }

  /** The definition in force at a place of a file; false where the last directive is #undef; undefined where none applies. */
  private macroAbove(file: UnitFile, offset: number, name: string): Macro | false | undefined {
    const sites = file.index.macros.get(name);
    const site = sites && this.lastTaken(file, sites, offset);
    if (!site) return undefined;
    return site.undef ? false : macroOf(site, file.index.text, file.source);
  }

  /** Macros that the main file defines above its last #include reach into headers. */
  private macroAboveIncludes(name: string): Macro | false | undefined {
    const { main, place } = this;
    if (place.file === main) return undefined;
    return this.macroAbove(main, main.index.includes.at(-1)?.at ?? 0, name);
  }

  /** The last of the definitions above an offset that is compiled. */
  private lastTaken(
    file: UnitFile,
    sites: readonly MacroSite[],
    offset = Number.POSITIVE_INFINITY,
  ): MacroSite | undefined {
    for (let i = sites.length - 1; i >= 0; i--) {
      const site = sites[i];
      if (!site || site.at >= offset || this.isBelowQuestion(file, site) || this.isBeingDecided(file, site.branch))
        continue;
      if (this.isTaken(file, site.branch)) return site;
    }
    return undefined;
  }

  /** What stands below the condition that is being decided is not defined yet. */
  private isBelowQuestion(file: UnitFile, site: MacroSite): boolean {
    return this.deciding.size > 0 && file === this.place.file && site.at >= this.place.offset;
  }

  /** A definition inside the branch that is being decided comes after the question. */
  private isBeingDecided(file: UnitFile, branch: number): boolean {
    for (let at = branch; at >= 0; at = file.index.branches[at]?.parent ?? -1) {
      const open = file.index.branches[at];
      if (open && this.deciding.has(open)) return true;
    }
    return false;
  }

  private findMacro(name: string, except?: UnitFile): Macro | undefined {
    const local = this.headerMacro(this.local, name, except);
    if (local) return local;
    // A header may define an option that the configuration leaves out.
    if (name.startsWith("CONFIG_")) return this.headerMacro(this.kernel, name) ?? this.built.option(name);
    const given = this.built.macro(name);
    if (given !== undefined) return given ?? undefined;
    const helper = HELPERS.get(name);
    if (helper !== undefined) return helper ?? undefined;
    const predefined = this.target.predefined(name);
    if (predefined !== undefined) return macroFromText(name, ` ${predefined}`);
    return this.headerMacro(this.kernel, name, except);
  }

  private headerMacro(headers: Headers, name: string, except?: UnitFile): Macro | undefined {
    const files = headers.macros(name);
    for (let i = files.length - 1; i >= 0; i--) {
      const found = files[i];
      if (found?.file === except) continue;
      const site = found && this.lastTaken(found.file, found.sites);
      if (found && site && !site.undef) return macroOf(site, found.file.index.text, found.file.source);
    }
    return undefined;
  }
}

/** Whether a macro is defined in `file`, behind `offset`. */
function isBelow(macro: Macro, file: UnitFile, offset: number): boolean {
  return (file.index.macros.get(macro.name) ?? []).some(
    (site) => site.at >= offset && macroOf(site, file.index.text, file.source) === macro,
  );
}

const NOTHING_FOUND: readonly Found[] = [];
const TAKEN = { taken: true } as const;
const NOT_TAKEN = { taken: false } as const;
