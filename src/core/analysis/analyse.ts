import { mayCall } from "../c/may-call.ts";
import type { SourceText } from "../c/source-file.ts";
import { AnalysedFile, type AnalysisContext, readingOf } from "./analysed-file.ts";
import type { Assessment } from "./assessment.ts";
import type { FileAnalysis } from "./file-analysis.ts";

/** Assesses every allocation call of a file, in the order of their positions. */
export function analyseFile(source: SourceText, context: AnalysisContext): readonly Assessment[] {
  return analyseFunctions(source, context).assessments;
}

/** The same with the functions that the calls stand in, and all others of the file. */
export function analyseFunctions(source: SourceText, context: AnalysisContext): FileAnalysis {
  return completed(analyseInSteps(source, context));
}

/** The same a call at a time, for whoever has other things to do in between. */
export function* analyseInSteps(source: SourceText, context: AnalysisContext): Generator<void, FileAnalysis> {
  if (mayCall(source, readingOf(context))) return yield* new AnalysedFile(source, context).steps();
  // A file without allocations is only read where somebody asks for its functions or types.
  let read: FileAnalysis | undefined;
  const file = () => {
    read ??= completed(new AnalysedFile(source, context).steps());
    return read;
  };
  return {
    assessments: [],
    get functions() {
      return file().functions;
    },
    get flow() {
      return file().flow;
    },
    defines: (name) => file().defines(name),
    get structs() {
      return file().structs;
    },
    structLayout: (name) => file().structLayout(name),
    declares: (name) => file().declares(name),
    includes: (path) => file().includes(path),
    at: (call) => file().at(call),
  };
}

function completed(steps: Generator<void, FileAnalysis>): FileAnalysis {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
