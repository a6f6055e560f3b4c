import { isDeepStrictEqual } from "node:util";
import { analyseFunctions } from "../../src/core/analysis/analyse.ts";
import type { AnalysisContext } from "../../src/core/analysis/analysed-file.ts";
import { type Edit, EditedFile } from "../../src/core/analysis/edited-file.ts";
import type { FileAnalysis } from "../../src/core/analysis/file-analysis.ts";
import { inDocument } from "../../src/core/analysis/in-document.ts";
import type { Finding } from "../../src/core/rules/finding.ts";
import { movedFinding } from "../../src/core/rules/moved-finding.ts";
import { findingsOf, KnownFindings } from "../../src/core/rules/run.ts";

const PATH = "/edited/test.c";

/** A file in an editor: after each edit it must be known as well as if it were read for the first time. */
export class EditedDocument {
  /** Edits that were taken over without reading the whole file anew. */
  takenOver = 0;
  private file: EditedFile;
  private known = new KnownFindings();

  constructor(
    public text: string,
    private readonly context: AnalysisContext,
  ) {
    this.file = this.open();
    this.difference();
  }

  /** Makes one edit, and tells what is not as it should be then; undefined where all is. */
  edit(edit: Edit): string | undefined {
    this.type(edit);
    return this.difference();
  }

  /** Makes an edit that is not looked at before the next. */
  type(edit: Edit): void {
    this.text = this.text.slice(0, edit.start) + edit.text + this.text.slice(edit.end);
    if (!this.file.edit(edit)) this.file = this.open();
    else this.takenOver++;
  }

  private open(): EditedFile {
    this.known = new KnownFindings();
    return new EditedFile({ path: PATH, text: this.text, encoding: "utf16" }, this.context);
  }

  private difference(): string | undefined {
    const { config } = this.context;
    let padded = last(this.file.steps());
    if (!padded) {
      this.takenOver--;
      this.file = this.open();
      padded = last(this.file.steps());
    }
    if (!padded) return "a file that was just opened cannot be analysed";
    const { toDocument } = padded;
    const whole = () => analyseFunctions({ path: PATH, text: this.text, encoding: "utf16" }, this.context);
    const findings = findingsOf(padded.file, padded.text, { config, known: this.known });
    const now = told(
      inDocument(padded, whole),
      findings.map((finding) => movedFinding(finding, toDocument)),
    );
    const fresh = whole();
    const anew = told(fresh, findingsOf(fresh, this.text, { config }));
    for (const [key, value] of anew) {
      if (!isDeepStrictEqual(now.get(key), value))
        return `${key} is ${shown(now.get(key))}, and read anew ${shown(value)}`;
    }
    for (const key of now.keys()) if (!anew.has(key)) return `${key} is not there when the file is read anew`;
    return undefined;
  }
}

/** All that an editor shows of a file: lenses, hovers and hints come from the assessments, and from what is asked at a call. */
function told(file: FileAnalysis, findings: readonly Finding[]): Map<string, unknown> {
  const facts = new Map<string, unknown>();
  file.assessments.forEach((assessment, i) => {
    const { context, atomic, ...rest } = assessment;
    const at = file.at(assessment.call);
    const asked = assessment.call.args.map((arg) => [at.size(arg), at.type(arg)?.kind]);
    facts.set(`call ${i}`, { ...rest, context, atomic: atomic(), asked });
  });
  findings.forEach((finding, i) => {
    facts.set(`finding ${i}`, finding);
  });
  facts.set(
    "structs",
    file.structs.map((struct) => ({ ...struct, layout: file.structLayout(struct.name) })),
  );
  return facts;
}

function shown(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? `${inner}n` : inner)) ?? "missing";
}

function last<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
