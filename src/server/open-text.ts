import type { Position, Range, TextDocumentContentChangeEvent } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { TextChange } from "./text-change.ts";
import { normalUri } from "./uris.ts";

/** One version of an open document. It never changes: an edit makes the next one. */
export class OpenText {
  /** One spelling for each file, as everything here compares URIs. */
  readonly key: string;

  private constructor(
    private readonly document: TextDocument,
    /** The edits that led here from the version before, in order. */
    readonly changes: readonly TextChange[],
  ) {
    this.key = normalUri(document.uri);
  }

  static create(uri: string, languageId: string, version: number, text: string): OpenText {
    return new OpenText(TextDocument.create(uri, languageId, version, text), []);
  }

  static update(before: OpenText, events: TextDocumentContentChangeEvent[], version: number): OpenText {
    let document = TextDocument.create(before.uri, before.languageId, version, before.text);
    const changes: TextChange[] = [];
    for (const event of events) {
      const whole = document.getText();
      if ("range" in event) {
        const { start, end } = wellFormed(event.range);
        const from = document.offsetAt(start);
        changes.push({ start: from, end: Math.max(from, document.offsetAt(end)), text: event.text });
      } else changes.push(difference(whole, event.text));
      document = TextDocument.update(document, [event], version);
    }
    return new OpenText(document, changes);
  }

  /** As the client spells it. */
  get uri(): string {
    return this.document.uri;
  }

  get languageId(): string {
    return this.document.languageId;
  }

  get version(): number {
    return this.document.version;
  }

  get text(): string {
    return this.document.getText();
  }

  offsetAt(position: Position): number {
    return this.document.offsetAt(position);
  }

  rangeOf(start: number, end: number): Range {
    return { start: this.document.positionAt(start), end: this.document.positionAt(end) };
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
