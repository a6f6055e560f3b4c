import type { CallExpr } from "../c/call.ts";
import { type ContextFact, ONLY_THE_CALLER_KNOWS } from "../flow/context-fact.ts";
import type { Assessment } from "./assessment.ts";
import type { PaddedAnalysis } from "./edited-file.ts";
import type { FileAnalysis, FunctionView } from "./file-analysis.ts";

/**
 * An analysis in terms of the text as it is written. What is asked after a further edit, and whoever wants to see the
 * functions or the control flow, is answered by `whole`, an analysis of that text which is only made for that.
 */
export function inDocument(padded: PaddedAnalysis, whole: () => FileAnalysis): FileAnalysis {
  const { file, toDocument, isCurrent } = padded;
  const numbers = new WeakMap<CallExpr, number>();
  const now = () => (isCurrent() ? file : whole());
  const assessments = file.assessments.map((assessment, number): Assessment => {
    const { call, api, size, elements, order, gfp, placement, trace } = assessment;
    const moved = { ...call, start: toDocument(call.start), end: toDocument(call.end) };
    numbers.set(moved, number);
    return {
      call: moved,
      api,
      size,
      ...(elements ? { elements } : {}),
      ...(order ? { order } : {}),
      gfp,
      placement,
      trace,
      get context() {
        if (isCurrent()) return movedContext(assessment.context, toDocument);
        return whole().assessments[number]?.context ?? ONLY_THE_CALLER_KNOWS;
      },
      atomic() {
        if (!isCurrent()) return whole().assessments[number]?.atomic();
        const found = assessment.atomic();
        return found && movedContext(found, toDocument);
      },
    };
  });
  return {
    assessments,
    get functions(): readonly FunctionView[] {
      return whole().functions;
    },
    get flow() {
      return whole().flow;
    },
    defines: (name) => now().defines(name),
    get structs() {
      if (!isCurrent()) return whole().structs;
      return file.structs.map((struct) => ({
        ...struct,
        start: toDocument(struct.start),
        end: toDocument(struct.end),
      }));
    },
    structLayout: (name) => now().structLayout(name),
    declares: (name) => now().declares(name),
    includes: (path) => now().includes(path),
    at(call) {
      const asked = now();
      return asked.at(asked.assessments[numbers.get(call) ?? -1]?.call ?? call);
    },
  };
}

function movedContext(context: ContextFact, toDocument: (offset: number) => number): ContextFact {
  if (context.kind === "unknown" || context.at === undefined) return context;
  return { ...context, at: toDocument(context.at) };
}
