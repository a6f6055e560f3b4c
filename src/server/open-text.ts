import type { Position, Range, TextDocumentContentChangeEvent } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { TextChange } from "./text-change.ts";
import { normalUri } from "./uris.ts";

/** One version of an open document. It never changes: an edit makes the next one. */
export class OpenText {
  /** One spelling for each file, as everything here compares URIs. */
  readonly key: string;

  /** As the client spells it. */
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  /** Where its lines are; the next version takes it over and changes it, then it is made anew where somebody asks. */
  private document: TextDocument | undefined;

  private constructor(
    document: TextDocument,
    /** The edits that led here from the version before, in order. */
    readonly changes: readonly TextChange[],
  ) {
    this.document = document;
    this.uri = document.uri;
    this.languageId = document.languageId;
    this.version = document.version;
    this.text = document.getText();
    this.key = normalUri(document.uri);
  }

  static create(uri: string, languageId: string, version: number, text: string): OpenText {
    return new OpenText(TextDocument.create(uri, languageId, version, text), []);
  }

  static update(before: OpenText, events: TextDocumentContentChangeEvent[], version: number): OpenText {
    let document = before.positions();
    before.document = undefined;
    const changes: TextChange[] = [];
    for (const event of events) {
      if ("range" in event) {
        const { start, end } = wellFormed(event.range);
        const from = document.offsetAt(start);
        changes.push({ start: from, end: Math.max(from, document.offsetAt(end)), text: event.text });
      } else changes.push(difference(document.getText(), event.text));
      document = TextDocument.update(document, [event], version);
    }
    return new OpenText(document, changes);
  }

  offsetAt(position: Position): number {
    return this.positions().offsetAt(position);
  }

  rangeOf(start: number, end: number): Range {
    const positions = this.positions();
    return { start: positions.positionAt(start), end: positions.positionAt(end) };
  }

  private positions(): TextDocument {
    this.document ??= TextDocument.create(this.uri, this.languageId, this.version, this.text);
    return this.document;
  }
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
