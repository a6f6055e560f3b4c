import type { FileFinding } from "../findings.ts";
import type { JsonObject } from "../json.ts";
import { quotingText, sourceText } from "../text-position.ts";

/** A finding with the keys of the public interface; spans of edits are byte offsets. */
export function findingJson({ file, start, end, related, finding, fingerprint }: FileFinding): JsonObject {
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
    ...(related.length > 0 ? { related: related.map(relatedJson) } : {}),
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

function relatedJson({ start, end, message }: FileFinding["related"][number]): JsonObject {
  return {
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    message: quotingText(message),
  };
}
