import type { Position, Range, TextDocumentContentChangeEvent } from "vscode-languageserver";
import { EditedText } from "./edited-text.ts";
import type { TextChange } from "./text-change.ts";
import { TextLines } from "./text-lines.ts";
import { normalUri } from "./uris.ts";

/** One version of an open document. It never changes: an edit makes the next one. */
export class OpenText {
  /** One spelling for each file, as everything here compares URIs. */
  readonly key: string;

  private constructor(
    /** As the client spells it. */
    readonly uri: string,
    readonly languageId: string,
    readonly version: number,
    private readonly edited: EditedText,
    /** The edits that led here from the version before, in order. */
    readonly changes: readonly TextChange[],
    /** The next version takes it over and changes it, then it is made anew where somebody asks. */
    private lines?: TextLines,
  ) {
    this.key = normalUri(uri);
  }

  static create(uri: string, languageId: string, version: number, text: string): OpenText {
    return new OpenText(uri, languageId, version, EditedText.of(text), []);
  }

  static update(before: OpenText, events: TextDocumentContentChangeEvent[], version: number): OpenText {
    let { edited } = before;
    let lines: TextLines | undefined = before.positions();
    before.lines = undefined;
    const changes: TextChange[] = [];
    for (const event of events) {
      if ("range" in event) {
        lines ??= new TextLines(edited);
        const range = wellFormed(event.range);
        const start = numbered(lines.offsetAt(range.start, edited));
        const end = Math.max(start, numbered(lines.offsetAt(range.end, edited)));
        changes.push({ start, end, text: event.text });
        edited = edited.replaced(start, end, event.text);
        lines.edit(start, end, event.text, edited);
      } else {
        changes.push(difference(edited.whole(), event.text));
        edited = EditedText.of(event.text);
        lines = undefined;
      }
    }
    return new OpenText(before.uri, before.languageId, version, edited, changes, lines);
  }

  get text(): string {
    return this.edited.whole();
  }

  get length(): number {
    return this.edited.length;
  }

  offsetAt(position: Position): number {
    return this.positions().offsetAt(position, this.edited);
  }

  rangeOf(start: number, end: number): Range {
    const lines = this.positions();
    return { start: lines.positionAt(start, this.edited), end: lines.positionAt(end, this.edited) };
  }

  private positions(): TextLines {
    this.lines ??= new TextLines(this.edited);
    return this.lines;
  }
}

/** A position that is none is the start of the text. */
function numbered(offset: number): number {
  return Number.isInteger(offset) ? offset : 0;
}

function wellFormed({ start, end }: Range): Range {
  const isOrdered = start.line < end.line || (start.line === end.line && start.character <= end.character);
  return isOrdered ? { start, end } : { start: end, end: start };
}

/** The one edit between two texts, for clients that send all of it. */
function difference(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
