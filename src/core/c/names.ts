import type { Abi } from "./abi.ts";
import { Cursor } from "./cursor.ts";
import { readDeclaration } from "./declarations.ts";
import { expand } from "./expand.ts";
import { readAssignment, readExpression } from "./expressions.ts";
import type { Declaration } from "./file-index.ts";
import { initializedType } from "./initializers.ts";
import { Layouts } from "./layout.ts";
import { type Macro, macroOf } from "./macro.ts";
import { enumerator } from "./records.ts";
import { isKernelName } from "./reference/reference-kernels.ts";
import type { Declared, Scope } from "./scope.ts";
import { type Token, tokenize } from "./tokens.ts";
import { type CType, integerType, LLONG, pointerTo, unknownType } from "./types.ts";
import type { Found, Unit } from "./unit.ts";
import { attempt, Unknown } from "./unknown.ts";
import { converted, intValue, type Operand, term, type Value } from "./value.ts";

/** What one declaration at file scope turned out to declare. */
interface Parsed {
  readonly entries: ReadonlyMap<string, Declared>;
  /** Why reading stopped before its end. */
  readonly why?: string;
  readonly mask: number;
}

const BEING_MADE = "being made";

/** File scope: names are looked up in the unit and their declarations are parsed when they are first asked for. */
export class FileScope implements Scope {
  readonly layouts: Layouts;
  readonly abi: Abi;
  private readonly parsed = new Map<Declaration, Parsed>();
  private readonly made = new Map<string, Declared | typeof BEING_MADE | null>();
  /** Initialisers that are being read: of a variable that is initialised with itself nothing is known. */
  private readonly keeping = new Set<readonly Token[]>();
  private readonly reading = new Set<Declaration>();
  private readonly tags = new Map<string, { readonly type: CType; readonly mask: number }>();
  private readonly typedefs = new Map<string, { readonly type: CType | undefined; readonly mask: number }>();
  /** How often something was asked for that was just being read. */
  private circles = 0;

  constructor(
    readonly unit: Unit,
    readonly encoding: "bytes" | "utf16",
    /** Names that are functions although no header is there to declare them. */
    private readonly functions: ReadonlySet<string> = new Set(),
  ) {
    this.abi = unit.target.abi;
    this.layouts = new Layouts(this.abi, (key) => this.resolveTag(key), unit.sources);
  }

  get complete(): boolean {
    return this.unit.complete;
  }

  typedef(name: string): CType | undefined {
    const known = this.typedefs.get(name);
    if (known) {
      this.unit.sources.addMask(known.mask);
      return known.type;
    }
    const { circles } = this;
    const { value, mask } = this.unit.sources.measure(() => this.findTypedef(name));
    // What is asked while its own declaration is read may be answered otherwise later.
    if (circles === this.circles) this.typedefs.set(name, { type: value, mask });
    return value;
  }

  private findTypedef(name: string): CType | undefined {
    for (const found of this.unit.declarationsOf(name)) {
      const entry = this.entry(found, name);
      if (entry?.kind === "typedef") return entry.type;
      if (entry) return undefined;
    }
    const made = name.endsWith("_t") ? this.madeByMacro(name) : undefined;
    return made?.kind === "typedef" ? made.type : this.recordedType(name);
  }

  ordinary(name: string): Operand | undefined {
    for (const found of this.unit.declarationsOf(name)) {
      const entry = this.entry(found, name);
      if (entry?.kind === "enumerator") return entry.operand;
      if (entry?.kind === "variable") return { type: this.completed(entry), value: this.kept(entry) ?? term(name) };
      if (entry?.kind === "function") return { type: pointerTo(entry.type), value: term(name) };
    }
    return this.recordedConstant(name);
  }

  /** Whether `name` is a declared function or an allocation API, and no macro. */
  isFunction(name: string): boolean {
    if (this.functions.has(name)) return true;
    const macro = attempt(() => this.unit.macro(name));
    if (!macro.ok || macro.value) return false;
    for (const found of this.unit.declarationsOf(name)) if (this.entry(found, name)?.kind === "function") return true;
    return false;
  }

  /** The macros of a name that the file defines itself, whichever of them is in force; undefined where it has none. */
  ownMacros(name: string): readonly Macro[] | undefined {
    const { index, source } = this.unit.main;
    const sites = index.macros.get(name);
    return sites?.flatMap((site) => (site.undef ? [] : [macroOf(site, index.text, source)]));
  }

  localTag(): undefined {
    return undefined;
  }

  resolveTag(key: string): CType {
    const known = this.tags.get(key);
    if (known) {
      this.unit.sources.addMask(known.mask);
      return known.type;
    }
    const { value, mask } = this.unit.sources.measure(() => this.findTag(key));
    this.tags.set(key, { type: value, mask });
    this.unit.sources.addMask(mask);
    return value;
  }

  /** The declaration of a struct, union or enum by its key, or of a typedef; undefined where no text declares it. */
  declarationOf(name: string): Found | undefined {
    for (const found of name.includes(" ") ? this.unit.tags(name) : this.unit.declarationsOf(name)) {
      if (this.entry(found, name)) return found;
    }
    return undefined;
  }

  /** Value of an object-like macro, where it is a constant. */
  constant(name: string): bigint | undefined {
    const { value } = this.evaluate(name);
    return value.kind === "int" ? value.int : undefined;
  }

  whyUnknown(name: string): string {
    return this.unit.complete
      ? `${name} is not declared in the file or its headers`
      : `${name} is not declared in the file or in the headers that were found`;
  }

  declare(): void {
    // Only a declaration that is being parsed declares names: see parse().
  }

  /** Evaluates expression text. Throws Unknown. */
  evaluate(text: string): Operand {
    return readExpression(new Cursor(expand(tokenize(text), this.unit)), this);
  }

  /** A type of the kernel's type information or of the reference table, for names that nothing declares. */
  private recordedType(name: string): CType | undefined {
    const type = this.unit.target.types?.type(name);
    if (type === undefined) return this.referenceType(name);
    if (this.mayBeAnother(name))
      return unknownType(`${name} may be declared in "${this.unit.missing}", which was not found`);
    if (type.kind === "unknown") return this.referenceType(name) ?? type;
    this.unit.sources.add("btf");
    return type;
  }

  /**
   * Type information names the private types of all that is built in, too. Where a header of the driver was not found,
   * only a name that the kernel's own headers are known to declare cannot be that header's.
   */
  private mayBeAnother(name: string): boolean {
    return this.unit.missing !== undefined && !isKernelName(name);
  }

  private referenceType(name: string): CType | undefined {
    const [bytes, align] = this.unit.target.reference?.type(name) ?? [];
    if (bytes === undefined || align === undefined) return undefined;
    return { kind: "opaque", name, bytes, align, source: "table" };
  }

  /** An enumerator of the kernel or a constant of the reference table, for names that nothing declares. */
  private recordedConstant(name: string): Operand | undefined {
    const value = this.unit.target.types?.constant(name);
    if (value !== undefined && !this.mayBeAnother(name)) {
      this.unit.sources.add("btf");
      return enumerator({ type: LLONG, value: intValue(value) });
    }
    const text = this.unit.target.reference?.constant(name);
    if (text === undefined) return undefined;
    this.unit.sources.add("table");
    return readExpression(new Cursor(tokenize(text)), this);
  }

  private findTag(key: string): CType {
    let why: string | undefined;
    for (const found of this.unit.tags(key)) {
      const entry = this.entry(found, key);
      if (entry?.kind === "tag") return entry.type;
      why ??= this.parsed.get(found.declaration)?.why;
    }
    if (why !== undefined) throw new Unknown(why);
    const made = this.madeByMacro(key);
    if (made?.kind === "tag") return made.type;
    const recorded = this.recordedType(key);
    if (recorded) return recorded;
    throw new Unknown(this.whyUnknown(key));
  }

  /** What a macro that is called at file scope declares under this name. */
  private madeByMacro(name: string): Declared | undefined {
    const known = this.made.get(name);
    if (known === BEING_MADE) {
      this.circles++;
      return undefined;
    }
    if (known !== undefined) return known ?? undefined;
    this.made.set(name, BEING_MADE);
    const read = attempt(() => this.findMade(name));
    if (!read.ok) {
      // The next one who asks is told the same.
      this.made.delete(name);
      throw new Unknown(read.why);
    }
    this.made.set(name, read.value ?? null);
    return read.value;
  }

  private findMade(name: string): Declared | undefined {
    for (const found of this.unit.madeBy(name)) {
      const entry = this.entry(found, name);
      if (entry) return entry;
    }
    return undefined;
  }

  private entry(found: Found, name: string): Declared | undefined {
    const parsed = this.parse(found);
    if (!parsed) return undefined;
    const entry = parsed.entries.get(name);
    if (entry) this.unit.sources.addMask(parsed.mask);
    return entry;
  }

  /** Parses a declaration once; undefined while it is being parsed. */
  private parse(found: Found): Parsed | undefined {
    const { declaration, file } = found;
    const known = this.parsed.get(declaration);
    if (known) return known;
    if (this.reading.has(declaration)) {
      this.circles++;
      return undefined;
    }
    this.reading.add(declaration);
    const entries = new Map<string, Declared>();
    const scope = new DeclarationScope(this, entries);
    const { value, mask } = this.unit.sources.measure(() => {
      this.unit.sources.add(file.source);
      return attempt(() =>
        this.unit.at(file, declaration.end, () => {
          const end = declaration.body >= 0 ? declaration.body : declaration.end;
          const tokens = this.unit.expanded(file, declaration.start, end, declaration.branch);
          const cursor = new Cursor(tokens);
          readDeclaration(cursor, scope, declaration.pack);
          // A macro may make several declarations.
          while (cursor.take(";") && !cursor.done) readDeclaration(cursor, scope, declaration.pack);
        }),
      );
    });
    this.reading.delete(declaration);
    const parsed: Parsed = { entries, mask, ...(value.ok ? {} : { why: value.why }) };
    this.parsed.set(declaration, parsed);
    return parsed;
  }

  /** Value of a `const` integer that is initialised where the file sees it. */
  private kept({ type, initializer, isConst }: Extract<Declared, { initializer: unknown }>): Value | undefined {
    const integer = integerType(type);
    if (!isConst || !initializer || !integer || this.keeping.has(initializer)) return undefined;
    this.keeping.add(initializer);
    const read = attempt(() => converted(readAssignment(new Cursor(initializer), this).value, integer));
    this.keeping.delete(initializer);
    return read.ok && read.value.kind === "int" ? read.value : undefined;
  }

  private completed({ type, initializer }: Extract<Declared, { initializer: unknown }>): CType {
    return initializer ? initializedType(type, initializer, this) : type;
  }
}

/** File scope while one declaration is parsed: the names it has declared so far come first. */
class DeclarationScope implements Scope {
  constructor(
    private readonly file: FileScope,
    private readonly entries: Map<string, Declared>,
  ) {}

  get abi(): Abi {
    return this.file.abi;
  }

  get layouts(): Layouts {
    return this.file.layouts;
  }

  get encoding(): "bytes" | "utf16" {
    return this.file.encoding;
  }

  get complete(): boolean {
    return this.file.complete;
  }

  typedef(name: string): CType | undefined {
    const entry = this.entries.get(name);
    if (entry) return entry.kind === "typedef" ? entry.type : undefined;
    return this.file.typedef(name);
  }

  ordinary(name: string): Operand | undefined {
    const entry = this.entries.get(name);
    if (entry?.kind === "enumerator") return entry.operand;
    if (entry?.kind === "variable") return { type: entry.type, value: term(name) };
    return this.file.ordinary(name);
  }

  localTag(key: string): CType | undefined {
    const entry = this.entries.get(key);
    return entry?.kind === "tag" ? entry.type : undefined;
  }

  resolveTag(key: string): CType {
    return this.localTag(key) ?? this.file.resolveTag(key);
  }

  constant(name: string): bigint | undefined {
    return this.file.constant(name);
  }

  whyUnknown(name: string): string {
    return this.file.whyUnknown(name);
  }

  declare(entry: Declared): void {
    this.entries.set(entry.kind === "tag" ? entry.key : entry.name, entry);
  }
}
