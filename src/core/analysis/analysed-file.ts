import { apiNames } from "../api/catalogue.ts";
import { ApiNames } from "../c/api-names.ts";
import type { FileBuild } from "../c/build.ts";
import type { Call, CallExpr } from "../c/call.ts";
import { type Declaration, indexFile } from "../c/file-index.ts";
import type { KernelHeaders, ResolveInclude } from "../c/included-headers.ts";
import { type FunctionSource, type ReadingContext, SourceFile, type SourceText } from "../c/source-file.ts";
import type { SyntaxParser } from "../c/syntax.ts";
import type { CTarget } from "../c/target.ts";
import type { Answer } from "../flow/answers.ts";
import { type ContextFact, isSameContext, ONLY_THE_CALLER_KNOWS } from "../flow/context-fact.ts";
import { FileFlow, type FlowSource } from "../flow/file-flow.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { type Assessed, assess } from "./assess.ts";
import type { Assessment } from "./assessment.ts";
import type { ExpressionFacts, FileAnalysis, FunctionView } from "./file-analysis.ts";
import { type CacheCalls, cacheCalls, makerOf, objectOf, type StaticCaches, staticCaches } from "./static-caches.ts";

/** What a file is analysed for and with. */
export interface AnalysisContext {
  readonly config: KernelConfig;
  readonly target: CTarget;
  readonly parser: SyntaxParser;
  readonly resolve: ResolveInclude;
  /** Headers of the kernel that the file is built for, where they are at hand. */
  readonly kernel?: KernelHeaders | undefined;
  /** What the Makefiles or the compile database say of the file, where they are at hand. */
  readonly build?: FileBuild | undefined;
  /**
   * Nobody will ask for more than the calls: what was read of a function is dropped as soon as its calls are known, and
   * read again should somebody ask.
   */
  readonly forgets?: boolean | undefined;
}

const APIS = new ApiNames(apiNames());

const NOTHING_KNOWN: ExpressionFacts = {
  size: () => ({ kind: "unknown", why: "the call is not of this file" }),
  type: () => undefined,
  layout: () => undefined,
};

/** What the front end is given to read a file. */
export function readingOf({ target, parser, resolve, kernel, build }: AnalysisContext): ReadingContext {
  return { target, parser, resolve, kernel, build, apis: APIS };
}

/** A function definition, and what was made of it so far. */
interface Part {
  readonly declaration: Declaration;
  /** Left out where the configuration leaves the function out. */
  readonly source: FunctionSource | undefined;
  read?: readonly Assessed[];
  /** The calls that make the caches which its objects are taken from. */
  makers?: readonly (Assessed | undefined)[];
  /** Its calls, with what the rest of the file says of them. */
  assessments?: readonly Assessment[];
  view?: FunctionView;
}

/** A file that is analysed function by function; a function that is edited is analysed anew, others as far as they rest on it. */
export class AnalysedFile {
  private readonly file: SourceFile;
  private readonly flow: FileFlow;
  private readonly parts: Part[];
  private functions: readonly FunctionSource[];
  private readonly facts = new WeakMap<CallExpr, Call>();
  private cacheCalls: CacheCalls | undefined;
  private readonly caches = new Map<string, Answer<StaticCaches>>();
  private readonly contexts = new WeakMap<CallExpr, Answer<ContextFact>>();

  constructor(
    source: SourceText,
    private readonly context: AnalysisContext,
    /** Tells which of the text was edited, where it is. */
    changes: Pick<FlowSource, "mentioned" | "lines" | "edited"> = {},
  ) {
    const index = source.index ?? indexFile(source.path, source.text);
    const file = new SourceFile({ ...source, index }, readingOf(context));
    this.file = file;
    this.parts = file.definitions.map((declaration) => this.partOf(declaration));
    this.functions = this.sources();
    const functions = () => this.functions;
    this.flow = new FileFlow({
      get text() {
        return index.text;
      },
      get functions() {
        return functions();
      },
      macroTexts: (name) => file.macroTexts(name),
      mentioned: (name) => changes.mentioned?.(name) ?? 0,
      get lines() {
        return changes.lines ?? 0;
      },
      edited: changes.edited ?? [],
    });
  }

  /** Takes note that a function is another one now, and nothing else. */
  edited(number: number, declaration: Declaration): void {
    const before = this.parts[number];
    if (before) this.file.forget(before.declaration);
    this.parts[number] = this.partOf(declaration);
    this.functions = this.sources();
  }

  /** Analyses what is not analysed yet, a call at a time. */
  *steps(): Generator<void, FileAnalysis> {
    const { file, flow, parts } = this;
    flow.edited();
    for (const part of parts) {
      if (part.read) continue;
      const calls = file.callsIn(part.declaration);
      part.read = calls.length > 0 ? yield* this.read(part, calls) : NOTHING_READ;
    }
    const caches = this.staticCaches();
    for (const part of parts) this.look(part, caches);
    return {
      assessments: parts.flatMap(({ assessments = [] }) => assessments),
      functions: parts.flatMap(({ view }) => view ?? []),
      flow,
      defines: (name) => this.functions.some((own) => own.name === name),
      get structs() {
        return file.structs();
      },
      structLayout: (name) => file.structLayout(name),
      declares: (name) => file.declares(name),
      includes: (path) => file.includes(path),
      at: (call) => this.facts.get(call) ?? this.readAgain(call) ?? NOTHING_KNOWN,
    };
  }

  private partOf(declaration: Declaration): Part {
    return { declaration, source: this.file.functionOf(declaration) };
  }

  private sources(): readonly FunctionSource[] {
    return this.parts.flatMap(({ source }) => source ?? []);
  }

  private *read({ declaration }: Part, calls: readonly Call[]): Generator<void, readonly Assessed[]> {
    const { config, forgets } = this.context;
    const assessments: Assessed[] = [];
    for (const call of calls) {
      if (!forgets) this.facts.set(call.expr, call);
      const assessment = assess(call, config);
      if (assessment) assessments.push(assessment);
      yield;
    }
    if (forgets) this.file.forget(declaration);
    return assessments;
  }

  /** A call that was forgotten. */
  private readAgain({ start, callee }: CallExpr): Call | undefined {
    if (!this.context.forgets) return undefined;
    const part = this.parts.find(({ declaration }) => declaration.start <= start && start < declaration.end);
    const calls = part ? this.file.callsIn(part.declaration) : [];
    return calls.find(({ expr }) => expr.start === start && expr.callee === callee);
  }

  private staticCaches(): StaticCaches {
    const calls = cacheCalls(this.parts.flatMap(({ read = [] }) => read));
    if (!calls) return NO_CACHES;
    const find = () => {
      for (const name of calls.names) this.flow.textAround(name);
      return staticCaches(calls, this.flow.text, this.functions);
    };
    const isSame = this.cacheCalls && isSameList(this.cacheCalls.names, calls.names);
    if (!isSame || !isSameList(this.cacheCalls?.made.values() ?? [], calls.made.values())) this.caches.clear();
    this.cacheCalls = calls;
    return this.flow.answers.ask(this.caches, "", { find, whenCircular: NO_CACHES });
  }

  /** Makes the view of a function; the one that there is stays as long as it tells the same of its calls. */
  private look(part: Part, caches: StaticCaches): void {
    const { source, read } = part;
    if (!read) return;
    const makers = caches.size > 0 ? read.map((assessed) => makerOf(assessed, caches)) : NO_MAKERS;
    if (part.assessments && isSameList(makers, part.makers ?? NO_MAKERS)) return;
    part.makers = makers;
    const assessments = read.map((assessed, i) => {
      const maker = makers[i];
      return this.inContext(maker ? objectOf(maker, assessed) : assessed, source);
    });
    part.assessments = assessments;
    if (source) part.view = new View(source, assessments);
  }

  /** Control flow is only followed for whoever asks for it, and again where it has changed. */
  private inContext(assessed: Assessed, source: FunctionSource | undefined): Assessment {
    const { flow, contexts } = this;
    const { call } = assessed;
    if (!source || !call.active) return { ...assessed, atomic: () => undefined, context: ONLY_THE_CALLER_KNOWS };
    const find = () => flow.contextAt(source, call.start);
    const question = { find, whenCircular: ONLY_THE_CALLER_KNOWS, isSame: isSameContext<ContextFact> };
    return {
      ...assessed,
      atomic: () => flow.atomicAt(source, call.start),
      get context() {
        return flow.answers.ask(contexts, call, question);
      },
    };
  }
}

class View implements FunctionView {
  readonly name: string;
  readonly start: number;
  readonly end: number;

  constructor(
    readonly source: FunctionSource,
    readonly assessments: readonly Assessment[],
  ) {
    this.name = source.name;
    this.start = source.start;
    this.end = source.end;
  }

  get tree() {
    return this.source.tree;
  }
}

const NOTHING_READ: readonly Assessed[] = [];
const NO_MAKERS: readonly (Assessed | undefined)[] = [];
const NO_CACHES: StaticCaches = new Map();

function isSameList<T>(a: Iterable<T>, b: Iterable<T>): boolean {
  const [first, second] = [[...a], [...b]];
  return first.length === second.length && first.every((item, i) => item === second[i]);
}
