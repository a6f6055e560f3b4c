import type { FileFinding } from "../findings.ts";
import type { JsonObject } from "../json.ts";
import { quotingText, sourceText } from "../text-position.ts";

/** A finding with the keys of the public interface; spans of edits are byte offsets. */
export function findingJson({ file, start, end, finding, fingerprint }: FileFinding): JsonObject {
  const { rule, severity, confidence, message, fix } = finding;
  return {
    rule,
    severity,
    confidence,
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    message: quotingText(message),
    fingerprint,
    ...(fix
      ? {
          fix: {
            title: quotingText(fix.title),
            certain: fix.certain,
            edits: fix.edits.map((edit) => ({ span: [edit.start, edit.end], text: sourceText(edit.text) })),
          },
        }
      : {}),
  };
}
