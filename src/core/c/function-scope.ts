import type { Abi } from "./abi.ts";
import { BlockScope } from "./block-scope.ts";
import { everyValue, type Interval, narrowed, withValue } from "./bounds.ts";
import { Cursor } from "./cursor.ts";
import { readDeclaration } from "./declarations.ts";
import { expand } from "./expand.ts";
import { readAssignment } from "./expressions.ts";
import type { Declaration } from "./file-index.ts";
import { branchAround, type FunctionTokens } from "./function-tokens.ts";
import { type Guard, Guards } from "./guards.ts";
import type { Layouts } from "./layout.ts";
import { LocalWrites } from "./local-values.ts";
import type { FileScope } from "./names.ts";
import type { Scope } from "./scope.ts";
import { type Token, tokenize } from "./tokens.ts";
import type { Assign, Expression, FunctionTree, LocalDeclaration } from "./tree/nodes.ts";
import { type CType, type IntType, integerType, unknownType } from "./types.ts";
import { attempt } from "./unknown.ts";
import { converted, type Operand, type Terms, unknownValue, type Value } from "./value.ts";

/** What is read of a function when it is first asked for. */
interface FunctionReader {
  /** Undefined where the function cannot be parsed. */
  locals(): readonly LocalDeclaration[] | undefined;
  /** The statements of the function, where they can be read. */
  tree(): FunctionTree | undefined;
}

/** What a local declaration declares, and the sources that this was read from. */
interface ReadBlock {
  readonly block: BlockScope;
  readonly mask: number;
}

/** The names of a function, shared by all its calls: each local declaration is parsed once, when it is first asked for. */
export class FunctionLocals {
  private readonly blocks = new Map<LocalDeclaration, ReadBlock | null>();
  private readonly writes: LocalWrites;
  private readonly evaluating = new Set<string>();
  private readonly mentions = new Map<string, readonly LocalDeclaration[]>();
  /** Where a name is first compared with something, or asked whether it is 0; infinite where it never is. */
  private readonly compared = new Map<string, number>();
  private found: { readonly locals: readonly LocalDeclaration[] | undefined } | undefined;
  private guards: Guards | null | undefined;

  constructor(
    readonly file: FileScope,
    readonly declaration: Declaration,
    private readonly tokens: FunctionTokens,
    private readonly reader: FunctionReader,
  ) {
    this.writes = new LocalWrites(
      tokens,
      (name) => file.isFunction(name),
      (name) => file.ownMacros(name),
    );
  }

  /** Parameters and local declarations; undefined where the function cannot be parsed. */
  get locals(): readonly LocalDeclaration[] | undefined {
    this.found ??= { locals: this.reader.locals() };
    return this.found.locals;
  }

  /** The declarations visible at `offset` of the file that mention `word`, innermost and latest first. */
  visible(offset: number, word: string): readonly LocalDeclaration[] {
    const mentioning = this.mentioning(word);
    if (mentioning.length === 0) return mentioning;
    return mentioning
      .filter(({ start, visibleTo }) => start <= offset && offset < visibleTo)
      .sort((a, b) => (a.visibleTo === b.visibleTo ? b.start - a.start : a.visibleTo - b.visibleTo));
  }

  private mentioning(word: string): readonly LocalDeclaration[] {
    let mentioning = this.mentions.get(word);
    if (!mentioning) {
      mentioning = mentionsOf(word, this.locals ?? NONE, this.tokens.tokens);
      this.mentions.set(word, mentioning);
    }
    return mentioning;
  }

  /** What a local declaration declares; undefined while it is being read. */
  block(local: LocalDeclaration): ReadBlock | undefined {
    const known = this.blocks.get(local);
    if (known !== undefined) return known ?? undefined;
    this.blocks.set(local, null);
    const { unit } = this.file;
    const { start, end } = local;
    const branch = branchAround(unit.main.index.branches, start);
    const block = new BlockScope(new FunctionScope(this, start), local.isParameter ? "parameters" : "locals");
    // A declaration that cannot be read to its end still declares what came before.
    const { mask } = unit.sources.measureAlone(() =>
      attempt(() =>
        unit.at(unit.main, start, () =>
          readDeclaration(new Cursor(unit.expanded(unit.main, start, end, branch)), block),
        ),
      ),
    );
    const read = { block, mask };
    this.blocks.set(local, read);
    return read;
  }

  /** Whether a declaration may hold the body of a struct, union or enum, as it is written or by a macro. */
  mayDefineTag({ start, end }: LocalDeclaration): boolean {
    const text = this.file.unit.main.index.text.slice(start, end);
    const equals = text.indexOf("=");
    const head = equals < 0 ? text : text.slice(0, equals);
    return head.includes("{") || /[A-Z]{2}|[a-z_]\w*\s*\(/.test(head);
  }

  /** Value of an integer variable at `offset`, where the function gives it one value only, above. */
  value(local: LocalDeclaration, name: string, type: IntType, offset: number): Value | undefined {
    const write = local.isParameter ? undefined : this.writes.single(name);
    if (!write || write.at > offset || this.evaluating.has(name)) return undefined;
    if (!this.isInitializer(local, write.at) && this.isStatic(local)) return undefined;
    this.evaluating.add(name);
    const read = attempt(() => this.read(write.value, write.at));
    this.evaluating.delete(name);
    if (!read.ok) return undefined;
    const value = converted(read.value.value, type);
    if (value.kind === "unknown") return undefined;
    if (value.kind === "range" && value.linear && !this.isStable(value.linear.terms))
      return { kind: "range", min: value.min, max: value.max };
    return value.kind === "linear" && !this.isStable(value.terms) ? undefined : value;
  }

  /** Bounds of an integer variable at `offset`, by its type and the conditions that every way there passes. */
  bounds(local: LocalDeclaration, name: string, type: IntType, offset: number): Interval | undefined {
    if (this.firstCompared(name) >= offset || this.evaluating.has(name)) return undefined;
    if (!this.isOnly(name) || this.isStatic(local)) return undefined;
    this.evaluating.add(name);
    const interval = this.interval(local, name, type, offset);
    this.evaluating.delete(name);
    const { min, max } = interval;
    return min >= 0n && min <= max && max < everyValue(type).max ? interval : undefined;
  }

  /** No condition in front of this offset tells anything of the variable: most functions need no tree. */
  private firstCompared(name: string): number {
    let first = this.compared.get(name);
    if (first === undefined) {
      first = firstComparison(name, this.tokens.tokens);
      this.compared.set(name, first);
    }
    return first;
  }

  private interval(local: LocalDeclaration, name: string, type: IntType, offset: number): Interval {
    const all = everyValue(type);
    let interval = this.startsFrom(local, name, all);
    const guards = this.guardsAt(offset).filter(({ instead }) => !instead || assignsTo(instead, name));
    const caps = guards.flatMap(({ instead }) => instead ?? []);
    const evaluate = (side: Expression) => this.evaluateAt(side);
    for (const { condition, truth, from, loops, instead } of guards) {
      if (this.writes.mayBeWrittenIn(name, [condition, { start: from, end: offset }, ...loops], caps)) continue;
      const kept = narrowed(interval, condition, truth, name, type, evaluate);
      interval = instead ? withValue(kept, evaluate(instead.value), type) : kept;
    }
    return interval;
  }

  /** All values of the type; a variable that is only counted up stays above what it starts from. */
  private startsFrom(local: LocalDeclaration, name: string, all: Interval): Interval {
    const starts = local.isParameter || all.min === 0n ? undefined : this.writes.countedUpFrom(name);
    if (!starts || starts.length === 0) return all;
    let min = all.max;
    for (const value of starts) {
      const first = value[0];
      const read = first && attempt(() => this.read(value, first.at));
      if (!read?.ok || read.value.value.kind !== "int") return all;
      if (read.value.value.int < min) min = read.value.value.int;
    }
    return min >= 0n ? { min, max: all.max } : all;
  }

  private guardsAt(offset: number): readonly Guard[] {
    if (this.guards === undefined) {
      const tree = this.reader.tree();
      this.guards = tree ? new Guards(tree) : null;
    }
    return this.guards?.at(offset) ?? [];
  }

  /** An operand of a condition; what names the variable whose bounds are looked for has none. */
  private evaluateAt({ start, end }: Expression): Operand | undefined {
    const text = this.file.unit.main.index.text.slice(start, end);
    const read = attempt(() => this.read(tokenize(text), start));
    return read.ok ? read.value : undefined;
  }

  private read(tokens: readonly Token[], at: number): Operand {
    const { unit } = this.file;
    return unit.at(unit.main, at, () => readAssignment(new Cursor(expand(tokens, unit)), new FunctionScope(this, at)));
  }

  /** Whether one declaration of the function alone declares `name`. */
  private isOnly(name: string): boolean {
    const declaring = this.mentioning(name).filter((local) => this.block(local)?.block.own(name));
    return declaring.length === 1;
  }

  /** Terms that still mean the same further down. */
  private isStable(terms: Terms): boolean {
    return [...terms.keys()].every((term) => /^\w+$/.test(term) && this.writes.isNeverWritten(term));
  }

  private isInitializer(local: LocalDeclaration, offset: number): boolean {
    return local.start <= offset && offset < local.end;
  }

  /** A static local keeps its value from call to call. */
  private isStatic({ start, end }: LocalDeclaration): boolean {
    return /\bstatic\b/.test(this.file.unit.main.index.text.slice(start, end));
  }
}

const NONE: readonly LocalDeclaration[] = [];

/** The declarations that a name stands in, in their order. */
function mentionsOf(
  word: string,
  locals: readonly LocalDeclaration[],
  tokens: readonly Token[],
): readonly LocalDeclaration[] {
  let mentioning: LocalDeclaration[] | undefined;
  let first = 0;
  for (const local of locals) {
    while ((tokens[first]?.at ?? local.start) < local.start) first++;
    for (let i = first; i < tokens.length; i++) {
      const token = tokens[i];
      if (!token || token.at >= local.end) break;
      if (token.text.length !== word.length || token.text !== word || token.kind !== "name") continue;
      if (mentioning) mentioning.push(local);
      else mentioning = [local];
      break;
    }
  }
  return mentioning ?? NONE;
}

const COMPARES: ReadonlySet<string> = new Set(["<", ">", "<=", ">=", "==", "!="]);
const BEFORE_CONDITION: ReadonlySet<string> = new Set(["(", "!", "&&", "||", ";"]);
const BEHIND_CONDITION: ReadonlySet<string> = new Set([")", "&&", "||", "?", ";"]);

/** Offset of the first use of a name that a condition may be made of (see narrowed() in bounds.ts), and perhaps earlier. */
function firstComparison(name: string, tokens: readonly Token[]): number {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.text.length !== name.length || token.text !== name) continue;
    const before = tokens[i - 1]?.text ?? "";
    const behind = tokens[i + 1]?.text ?? "";
    const isAsked = behind === "?" || (BEFORE_CONDITION.has(before) && BEHIND_CONDITION.has(behind));
    if (isAsked || COMPARES.has(before) || COMPARES.has(behind)) return token.at;
  }
  return Number.POSITIVE_INFINITY;
}

function assignsTo({ target }: Assign, name: string): boolean {
  return target.kind === "name" && target.name === name;
}

const UNPARSED = "the function it stands in cannot be parsed";

/** Names as they stand at one place of a function. */
export class FunctionScope implements Scope {
  constructor(
    private readonly function_: FunctionLocals,
    private readonly offset: number,
  ) {}

  get abi(): Abi {
    return this.function_.file.abi;
  }

  get layouts(): Layouts {
    return this.function_.file.layouts;
  }

  get encoding(): "bytes" | "utf16" {
    return this.function_.file.encoding;
  }

  get complete(): boolean {
    return this.function_.file.complete;
  }

  typedef(name: string): CType | undefined {
    for (const [{ block, mask }] of this.blocks(name)) {
      const own = block.own(name);
      if (!own) continue;
      this.function_.file.unit.sources.addMask(mask);
      return own.kind === "typedef" ? own.type : undefined;
    }
    return this.function_.file.typedef(name);
  }

  ordinary(name: string): Operand | undefined {
    for (const [{ block, mask }, local] of this.blocks(name)) {
      const own = block.own(name);
      if (own?.kind !== "operand") continue;
      const { operand } = own;
      const { unit } = this.function_.file;
      unit.sources.add(unit.main.source);
      unit.sources.addMask(mask);
      const integer = operand.value.kind === "linear" ? integerType(operand.type) : undefined;
      if (!integer) return operand;
      const value = this.function_.value(local, name, integer, this.offset) ?? operand.value;
      const bounds = value.kind === "linear" ? this.function_.bounds(local, name, integer, this.offset) : undefined;
      if (!bounds || value.kind !== "linear") return { type: operand.type, value };
      return { type: operand.type, value: { kind: "range", ...bounds, linear: value } };
    }
    if (!this.function_.locals) return { type: unknownType(UNPARSED), value: unknownValue(UNPARSED) };
    return this.function_.file.ordinary(name);
  }

  localTag(key: string): CType | undefined {
    for (const local of this.function_.visible(this.offset, key.slice(key.indexOf(" ") + 1))) {
      const read = this.function_.mayDefineTag(local) ? this.function_.block(local) : undefined;
      const own = read?.block.ownTag(key);
      if (!read || !own) continue;
      this.function_.file.unit.sources.addMask(read.mask);
      return own;
    }
    return undefined;
  }

  resolveTag(key: string): CType {
    return this.localTag(key) ?? this.function_.file.resolveTag(key);
  }

  constant(name: string): bigint | undefined {
    return this.function_.file.constant(name);
  }

  whyUnknown(name: string): string {
    return this.function_.file.whyUnknown(name);
  }

  declare(): void {
    // Declarations of a function are read block by block: see FunctionLocals.
  }

  private *blocks(word: string): Generator<readonly [ReadBlock, LocalDeclaration]> {
    for (const local of this.function_.visible(this.offset, word)) {
      const block = this.function_.block(local);
      if (block) yield [block, local];
    }
  }
}
