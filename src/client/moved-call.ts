import type { TextDocumentContentChangeEvent } from "vscode";
import type { PositionParams } from "../protocol/requests.ts";

/** A call's place after edits before it. */
export function movedBy(
  call: PositionParams,
  changes: readonly Pick<TextDocumentContentChangeEvent, "range" | "text">[],
): PositionParams {
  let { line, character } = call.position;
  for (const { range, text } of changes) {
    const { start, end } = range;
    const isBefore = end.line < line || (end.line === line && end.character <= character);
    if (!isBefore) continue;
    const lines = text.split("\n");
    if (end.line === line) {
      const last = lines.at(-1)?.length ?? 0;
      character += (lines.length === 1 ? start.character + last : last) - end.character;
    }
    line += lines.length - 1 - (end.line - start.line);
  }
  return { ...call, position: { line: Math.max(line, 0), character: Math.max(character, 0) } };
}
