import { type ApiNames, macrosThatMention } from "./api-names.ts";
import type { FileBuild } from "./build.ts";
import { Call, type CallExpr } from "./call.ts";
import { type FoundCall, findCalls } from "./calls.ts";
import { type Declaration, type FileIndex, indexFile } from "./file-index.ts";
import { FunctionLocals, FunctionScope } from "./function-scope.ts";
import {
  compiledTokens,
  type FunctionTokens,
  hasOneBranch,
  keptTokens,
  readFunctionTokens,
} from "./function-tokens.ts";
import { IncludedHeaders, type KernelHeaders, type ResolveInclude } from "./included-headers.ts";
import { maskFunction } from "./mask.ts";
import { namePattern } from "./name-pattern.ts";
import { FileScope } from "./names.ts";
import { Sources } from "./sources.ts";
import { laidOut, type StructLayout } from "./struct-layout.ts";
import type { SyntaxParser } from "./syntax.ts";
import type { CTarget } from "./target.ts";
import type { Token } from "./tokens.ts";
import type { FunctionTree, LocalDeclaration } from "./tree/nodes.ts";
import { readFunction } from "./tree/read-function.ts";
import { readLocals } from "./tree/read-locals.ts";
import type { CType } from "./types.ts";
import { type Found, Unit, type UnitFile } from "./unit.ts";
import { attempt } from "./unknown.ts";

export interface SourceText {
  readonly path: string;
  readonly text: string;
  /** What a character of the text stands for: a byte of the file, or a UTF-16 code unit. */
  readonly encoding: "bytes" | "utf16";
  /** The text's index, where it is at hand. */
  readonly index?: FileIndex;
}

export interface ReadingContext {
  readonly target: CTarget;
  readonly parser: SyntaxParser;
  readonly apis: ApiNames;
  /** Finds the headers beside the file; system headers may be left unresolved. */
  readonly resolve: ResolveInclude;
  readonly kernel?: KernelHeaders | undefined;
  readonly build?: FileBuild | undefined;
}

/** One C file under one target: its allocation calls, and what their arguments are worth. */
export class SourceFile {
  private readonly unit: Unit;
  private readonly scope: FileScope;
  private readonly headers: IncludedHeaders;
  private readonly tokens = new Map<Declaration, FunctionTokens>();
  private readonly trees = new Map<Declaration, FunctionTree | null>();
  private allocating: { readonly macros: ReadonlySet<string>; readonly pattern: RegExp | undefined } | undefined;

  constructor(
    { path, text, encoding, index = indexFile(path, text) }: SourceText,
    private readonly context: ReadingContext,
  ) {
    const main: UnitFile = { index, source: "file" };
    this.headers = new IncludedHeaders(main, context.resolve, context.kernel, context.build?.includer);
    this.unit = new Unit(main, this.headers.local, this.headers.kernel, context.target, context.build);
    this.scope = new FileScope(this.unit, encoding, context.apis.names);
  }

  /** Function definitions in order, those too that the configuration leaves out. */
  get definitions(): readonly Declaration[] {
    return this.unit.main.index.functions;
  }

  /** All calls in the order of their positions, function by function. */
  *calls(): Generator<Call> {
    for (const declaration of this.definitions) yield* this.callsIn(declaration);
  }

  /** The calls in one of the functions. */
  callsIn(declaration: Declaration): Call[] {
    if (!this.allocating) {
      const macros = this.allocatingMacros();
      this.allocating = { macros, pattern: macros.size > 0 ? namePattern(macros) : undefined };
    }
    const { macros, pattern } = this.allocating;
    const text = this.text.slice(declaration.body, declaration.end);
    if (pattern) pattern.lastIndex = 0;
    if (!this.context.apis.isMentioned(text) && !pattern?.test(text)) return [];
    return this.callsOf(declaration, macros);
  }

  /** All functions that the configuration does not leave out, in the order of their positions. */
  functions(): FunctionSource[] {
    return this.definitions.flatMap((declaration) => this.functionOf(declaration) ?? []);
  }

  /** One of the functions; undefined where the configuration leaves it out. */
  functionOf(declaration: Declaration): FunctionSource | undefined {
    if (this.decide(declaration.branch) === false) return undefined;
    return new FunctionSource(declaration, () => this.treeOf(declaration));
  }

  /** Forgets a function that is another by now. */
  forget(declaration: Declaration): void {
    this.tokens.delete(declaration);
    this.trees.delete(declaration);
  }

  /** Whether the file itself has `#include <path>`. */
  includes(path: string): boolean {
    return this.unit.main.index.includes.some((include) => include.angled && include.path === path);
  }

  private get text(): string {
    return this.unit.main.index.text;
  }

  private treeOf(declaration: Declaration): FunctionTree | undefined {
    const known = this.trees.get(declaration);
    if (known !== undefined) return known ?? undefined;
    const { index } = this.unit.main;
    const { tokens, undecided } = compiledTokens(index, declaration, this.tokensOf(declaration), this.decide);
    const isOpen = undecided || this.decide(declaration.branch) === undefined;
    const tree = readFunction(index.text, declaration, tokens, isOpen);
    this.trees.set(declaration, tree ?? null);
    return tree;
  }

  /** What the macros of that name in the file and beside it are replaced with; a kernel header may define one too. */
  macroTexts(name: string): readonly string[] {
    return [this.unit.main, ...this.headers.local.files].flatMap(({ index }) =>
      (index.macros.get(name) ?? []).map(({ from, to }) => index.text.slice(from, to)),
    );
  }

  /** Whether the file or a header that was found has a macro, function or variable of that name. */
  declares(name: string): boolean {
    const macro = attempt(() => this.unit.macro(name));
    if (macro.ok && macro.value) return true;
    for (const _ of this.unit.declarationsOf(name)) return true;
    return false;
  }

  /** Structs and unions that the file defines, in the order of their declarations. */
  structs(): DefinedStruct[] {
    const found = [...this.unit.main.index.tags].flatMap(([name, declarations]) =>
      name.startsWith("enum ") ? [] : declarations.map(({ start, end }) => ({ name, start, end })),
    );
    return found.sort((a, b) => a.start - b.start);
  }

  /** Members, holes and padding of `struct foo`, `union foo` or a typedef; a single word may be a struct's tag too. */
  structLayout(name: string): StructLayout {
    const { scope, unit } = this;
    const measured = unit.sources.measure(() =>
      attempt(() => {
        const [key, type] = typeNamed(name, scope);
        return { key, ...laidOut(type, scope.layouts, (tag) => scope.resolveTag(tag)) };
      }),
    );
    if (!measured.value.ok) return { kind: "unknown", name, why: measured.value.why };
    const { key, ...layout } = measured.value.value;
    const found = attempt(() => scope.declarationOf(key));
    const at = found.ok ? found.value : undefined;
    return {
      ...layout,
      name: key,
      from: Sources.list(measured.mask || 1),
      ...(at?.file.source ? { declared: placeOf(at) } : {}),
    };
  }

  private readonly decide = (branch: number): boolean | undefined => {
    const decision = this.unit.decide(this.unit.main, branch);
    return "taken" in decision ? decision.taken : undefined;
  };

  private tokensOf(declaration: Declaration): FunctionTokens {
    let tokens = this.tokens.get(declaration);
    if (!tokens) {
      tokens = readFunctionTokens(this.unit.main.index, declaration, this.decide);
      this.tokens.set(declaration, tokens);
    }
    return tokens;
  }

  private callsOf(declaration: Declaration, macros: ReadonlySet<string>): Call[] {
    const { unit, text, decide } = this;
    const tokens = this.tokensOf(declaration);
    const found = findCalls(declaration, tokens, this.context.apis.names, macros, unit);
    if (found.length === 0) return [];
    const locals = new FunctionLocals(this.scope, declaration, tokens, {
      locals: () => this.localsOf(declaration, tokens),
      tree: () => this.treeOf(declaration),
    });
    return found.map((call) => {
      const expr: CallExpr = {
        callee: call.callee,
        ...(call.macro === undefined ? {} : { macro: call.macro }),
        start: call.start,
        end: call.end,
        text: text.slice(call.start, call.end),
        args: call.args.map((arg) => textOf(arg, text, call)),
        function: declaration.name,
        active: decide(call.branch) !== false,
        closed: call.closed,
      };
      return new Call(expr, call, this.scope, new FunctionScope(locals, call.start));
    });
  }

  /**
   * Parameters and local declarations, those too of branches that are left out. Nearly all functions are read without a
   * tree; where some of the text is no C, tree-sitter makes the most of it.
   */
  private localsOf(declaration: Declaration, function_: FunctionTokens): readonly LocalDeclaration[] | undefined {
    const locals =
      readLocals(this.text, declaration, keptTokens(function_)) ??
      (hasOneBranch(declaration, function_) ? this.treeOf(declaration)?.locals : undefined);
    return locals ?? this.context.parser.localsOf(maskFunction(this.text, declaration, function_), declaration.start);
  }

  /** Macros of the file and of the headers beside it whose replacement calls an API, directly or through one another. */
  private allocatingMacros(): ReadonlySet<string> {
    const files = [this.unit.main, ...this.headers.local.files];
    const found = new Set(files.flatMap(({ index }) => this.context.apis.macrosOf(index)));
    for (let grew = found.size > 0; grew; ) {
      const pattern = namePattern(found);
      const more = files.flatMap(({ index }) => macrosThatMention(pattern, index)).filter((name) => !found.has(name));
      for (const name of more) found.add(name);
      grew = more.length > 0;
    }
    return found;
  }
}

/** A struct or union that a file defines: `text[start, end)`. */
export interface DefinedStruct {
  /** `struct foo` or `union foo`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function placeOf({ file, declaration }: Found): { readonly path: string; readonly line: number } {
  const { path, text } = file.index;
  return { path, line: text.slice(0, declaration.start).split("\n").length };
}

/** The type of a name, and the name that declares it. Throws Unknown. */
function typeNamed(name: string, scope: FileScope): readonly [string, CType] {
  if (/^(?:struct|union|enum) /.test(name)) return [name, scope.resolveTag(name)];
  const typedef = scope.typedef(name);
  if (typedef) return [name, typedef];
  const tag = attempt(() => scope.resolveTag(`struct ${name}`));
  return tag.ok ? [`struct ${name}`, tag.value] : [`union ${name}`, scope.resolveTag(`union ${name}`)];
}

/** A function of a file. */
export class FunctionSource {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Offset of the body's `{`. */
  readonly body: number;

  constructor(
    { name, start, end, body }: Declaration,
    private readonly readTree: () => FunctionTree | undefined,
  ) {
    this.name = name;
    this.start = start;
    this.end = end;
    this.body = body;
  }

  /** Its syntax tree, read when it is first asked for; undefined where it cannot be. */
  get tree(): FunctionTree | undefined {
    return this.readTree();
  }
}

function textOf(tokens: readonly Token[], text: string, call: FoundCall): string {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (!first || !last) return "";
  if (call.macro === undefined) return text.slice(first.at, last.at + last.text.length);
  return tokens.map((token, i) => (i > 0 && token.space ? " " : "") + token.text).join("");
}
