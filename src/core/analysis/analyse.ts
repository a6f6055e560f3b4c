import type { AllocApi } from "../api/alloc-api.ts";
import { apiNamed, apiNames } from "../api/catalogue.ts";
import { requestFor } from "../api/simulate-request.ts";
import type { FileBuild } from "../c/build.ts";
import type { KernelHeaders, ResolveInclude } from "../c/included-headers.ts";
import { mayCall } from "../c/may-call.ts";
import type { SizeFact } from "../c/size-fact.ts";
import {
  ApiNames,
  type Call,
  type CallExpr,
  type FunctionSource,
  type ReadingContext,
  SourceFile,
  type SourceText,
} from "../c/source-file.ts";
import type { SyntaxParser } from "../c/syntax.ts";
import type { CTarget } from "../c/target.ts";
import { type ContextFact, ONLY_THE_CALLER_KNOWS } from "../flow/context-fact.ts";
import { FileFlow } from "../flow/file-flow.ts";
import { functionAround } from "../flow/uses.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { gfpMask } from "../kernel/gfp.ts";
import { place } from "../kernel/place.ts";
import type { Placement, TraceStep } from "../kernel/placement.ts";
import { formatVersion } from "../kernel/version.ts";
import type { Assessment, GfpFact } from "./assessment.ts";
import { asCallerAsked } from "./callers-bytes.ts";
import type { ExpressionFacts, FileAnalysis, FunctionView } from "./file-analysis.ts";
import { gfpOf } from "./gfp-fact.ts";
import { type Asked, askedBy } from "./sizing.ts";
import { withStaticCaches } from "./static-caches.ts";

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
}

const APIS = new ApiNames(apiNames());

/** Assesses every allocation call of a file, in the order of their positions. */
export function analyseFile(source: SourceText, context: AnalysisContext): readonly Assessment[] {
  return analyseFunctions(source, context).assessments;
}

/** The same with the functions that the calls stand in, and all others of the file. */
export function analyseFunctions(source: SourceText, context: AnalysisContext): FileAnalysis {
  const steps = analyseInSteps(source, context);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same a call at a time, for whoever has other things to do in between. */
export function* analyseInSteps(source: SourceText, context: AnalysisContext): Generator<void, FileAnalysis> {
  const { target, parser, resolve, kernel, build } = context;
  const reading = { target, parser, resolve, kernel, build, apis: APIS };
  let opened: OpenedFile | undefined;
  const open = () => {
    opened ??= openFile(source, reading);
    return opened;
  };
  const calls = new Map<CallExpr, Call>();
  let linked: readonly Assessment[] = [];
  if (mayCall(source, reading)) {
    const { file, functions, flow } = open();
    const assessments: Assessment[] = [];
    for (const call of file.calls()) {
      const api = apiNamed(call.expr.callee);
      calls.set(call.expr, call);
      if (api) assessments.push(assess(call, api, context.config, () => contextOf(call.expr, functions, flow)));
      yield;
    }
    linked = withStaticCaches(assessments, source.text, functions);
  }
  let views: readonly FunctionView[] | undefined;
  return {
    assessments: linked,
    get functions() {
      views ??= viewsOf(open().functions, linked);
      return views;
    },
    get flow() {
      return open().flow;
    },
    get structs() {
      return open().file.structs();
    },
    structLayout: (name) => open().file.structLayout(name),
    declares: (name) => open().file.declares(name),
    at: (call) => calls.get(call) ?? NOTHING_KNOWN,
  };
}

interface OpenedFile {
  readonly file: SourceFile;
  readonly functions: readonly FunctionSource[];
  readonly flow: FileFlow;
}

/** Reads a file; one without allocations only where somebody asks for its functions or types. */
function openFile(source: SourceText, reading: ReadingContext): OpenedFile {
  const file = new SourceFile(source, reading);
  const functions = file.functions();
  const flow = new FileFlow({ text: source.text, functions, macroTexts: (name) => file.macroTexts(name) });
  return { file, functions, flow };
}

const NOTHING_KNOWN: ExpressionFacts = {
  size: () => ({ kind: "unknown", why: "the call is not of this file" }),
  type: () => undefined,
  layout: () => undefined,
};

function contextOf({ active, start }: CallExpr, functions: readonly FunctionSource[], flow: FileFlow): ContextFact {
  const around = active ? functionAround(functions, start) : undefined;
  return around ? flow.contextAt(around, start) : ONLY_THE_CALLER_KNOWS;
}

/** The functions with their calls; both are in the order of their positions. */
function viewsOf(functions: readonly FunctionSource[], assessments: readonly Assessment[]): FunctionView[] {
  let next = 0;
  return functions.map((source) => {
    next = startingFrom(source.start, assessments, next);
    const first = next;
    next = startingFrom(source.end, assessments, next);
    return viewOf(source, next === first ? NO_CALLS : assessments.slice(first, next));
  });
}

/** Index of the first call at or behind `offset`, from that of an earlier one. */
function startingFrom(offset: number, assessments: readonly Assessment[], from: number): number {
  let at = from;
  while ((assessments[at]?.call.start ?? offset) < offset) at++;
  return at;
}

const NO_CALLS: readonly Assessment[] = [];

function viewOf(source: FunctionSource, assessments: readonly Assessment[]): FunctionView {
  const { name, start, end } = source;
  return {
    name,
    start,
    end,
    assessments,
    source,
    get tree() {
      return source.tree;
    },
  };
}

function assess(call: Call, api: AllocApi, config: KernelConfig, findContext: () => ContextFact): Assessment {
  const asked = askedBy(call, api, formatVersion(config.version));
  const { size, elements, order } = asked;
  const gfp = gfpOf(call, api, asked.form, config);
  const placement = placementOf(api, asked, gfp, config);
  let context: ContextFact | undefined;
  return {
    call: call.expr,
    api,
    size,
    ...(elements === undefined ? {} : { elements }),
    ...(order === undefined ? {} : { order }),
    gfp,
    // Control flow is only followed for whoever asks for it.
    get context() {
      context ??= findContext();
      return context;
    },
    placement,
    trace: [...sizeSteps(call, size), ...placement.trace],
  };
}

/** The first step of a trace: where the number of bytes comes from. */
function sizeSteps(call: Call, size: SizeFact): TraceStep[] {
  const { callee } = call.expr;
  switch (size.kind) {
    case "known":
      return [{ kernel: `${callee}()`, says: `${size.bytes} bytes are asked for` }];
    case "between":
      return [{ kernel: `${callee}()`, says: `between ${size.min} and ${size.max} bytes are asked for` }];
    case "symbolic":
      return [{ kernel: `${callee}()`, says: `${size.expression} bytes are asked for` }];
    case "unknown":
      return [{ kernel: `${callee}()`, says: `the size is not known: ${size.why}` }];
  }
}

function placementOf(api: AllocApi, asked: Asked, gfp: GfpFact, config: KernelConfig): Placement {
  const { size, order } = asked;
  if (asked.form.by === "object" || asked.form.by === "subsystem") {
    return unknown(size.kind === "unknown" ? size.why : "the subsystem decides what it takes for this size");
  }
  if (asked.open !== undefined) return unknown(asked.open);
  if (order !== undefined && order.kind === "unknown") return unknown(`the order is not known: ${order.why}`);
  switch (size.kind) {
    case "unknown":
      return unknown(size.why);
    case "symbolic":
      return unknown(`the size varies: ${size.expression}`);
    case "known":
      return placeKnown(api, asked, size.bytes, gfp, config);
    case "between": {
      const min = placeKnown(api, asked, size.min, gfp, config);
      const max = placeKnown(api, asked, size.max, gfp, config);
      return { kind: "range", min, max, trace: [...min.trace, ...max.trace] };
    }
  }
}

function placeKnown(api: AllocApi, asked: Asked, bytes: bigint, gfp: GfpFact, config: KernelConfig): Placement {
  const { by } = asked.form;
  const isOrder = (by === "pages" || by === "devm-pages") && asked.fields.order !== undefined;
  const fields = isOrder ? asked.fields : { ...amounts(asked, bytes), ...asked.fields };
  const placeWith = (mask: number): Placement => {
    const request = requestFor({ ...api, ...asked.form }, fields, mask, config.wordSize);
    if (request.kind === "error") return unknown(request.why);
    return asCallerAsked(place(request.request, config), request.bytesReq);
  };
  if (gfp.kind === "known") return placeWith(gfp.value);
  const sleeping = placeWith(gfpMask(["GFP_KERNEL"], config) ?? 0);
  if (asked.form.gfp.from === "none") return sleeping;
  return withoutFlags(sleeping, placeWith(gfpMask(["GFP_ATOMIC"], config) ?? 0), bytes, gfp.why);
}

/**
 * A placement for which the flags are not known: both answers where they decide between them (kvmalloc above kmalloc's
 * limit), else the one that all give, whose cache has another name if the flags ask for special memory.
 */
function withoutFlags(sleeping: Placement, atomic: Placement, bytes: bigint, why: string): Placement {
  if (sleeping.kind !== atomic.kind) {
    const trace = [{ kernel: "gfpflags_allow_blocking()", says: `what is given depends on the flags: ${why}` }];
    return { kind: "oneOf", bytesReq: Number(bytes), placements: [sleeping, atomic], because: why, trace };
  }
  if (sleeping.kind !== "slab") return sleeping;
  const trace = sleeping.trace.map((step) =>
    step.kernel === "kmalloc_type()"
      ? { ...step, says: `the general cache, unless the flags ask for special memory of the same size: ${why}` }
      : step,
  );
  return { ...sleeping, trace };
}

/** The simulator multiplies by itself where an API takes a count. */
function amounts({ elements, form }: Asked, bytes: bigint): { readonly count?: bigint; readonly size?: bigint } {
  const count = elements?.count.kind === "known" ? elements.count.bytes : undefined;
  const each = elements?.each.kind === "known" ? elements.each.bytes : undefined;
  const { sizing } = form;
  if (count === undefined || each === undefined || sizing.kind === "bits") return { size: bytes };
  if (sizing.kind === "page-count" || (sizing.kind === "mempool" && sizing.order !== undefined)) return { count };
  return { count, size: each };
}

function unknown(why: string): Placement {
  return { kind: "unknown", why, trace: [] };
}
