import type { CallExpr } from "../c/source-file.ts";
import type { ContextFact } from "../flow/context-fact.ts";
import type { Assessment } from "./assessment.ts";
import type { PaddedAnalysis } from "./edited-file.ts";
import type { FileAnalysis, FunctionView } from "./file-analysis.ts";

/**
 * An analysis in terms of the text as it is written. Whoever wants to see the functions or the control flow gets them of
 * `whole`, an analysis of that text which is only made for that.
 */
export function inDocument({ file, toDocument }: PaddedAnalysis, whole: () => FileAnalysis): FileAnalysis {
  const padded = new WeakMap<CallExpr, CallExpr>();
  const assessments = file.assessments.map((assessment): Assessment => {
    const { call, context, atomic } = assessment;
    const moved = { ...call, start: toDocument(call.start), end: toDocument(call.end) };
    padded.set(moved, call);
    return {
      ...assessment,
      call: moved,
      context: movedContext(context, toDocument),
      atomic() {
        const found = atomic();
        return found && movedContext(found, toDocument);
      },
    };
  });
  let found: FileAnalysis | undefined;
  const made = () => {
    found ??= whole();
    return found;
  };
  return {
    assessments,
    get functions(): readonly FunctionView[] {
      return made().functions;
    },
    get flow() {
      return made().flow;
    },
    defines: (name) => file.defines(name),
    get structs() {
      return file.structs.map((struct) => ({
        ...struct,
        start: toDocument(struct.start),
        end: toDocument(struct.end),
      }));
    },
    structLayout: (name) => file.structLayout(name),
    declares: (name) => file.declares(name),
    includes: (path) => file.includes(path),
    at: (call) => file.at(padded.get(call) ?? call),
  };
}

function movedContext(context: ContextFact, toDocument: (offset: number) => number): ContextFact {
  if (context.kind === "unknown" || context.at === undefined) return context;
  return { ...context, at: toDocument(context.at) };
}
