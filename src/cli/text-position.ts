import { lineAt, lineStarts } from "../core/flow/lines.ts";

/** A place in a file: line and column count from 1, columns count bytes. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Turns byte offsets of one file into lines and columns. */
export class LineIndex {
  private found: readonly number[] | undefined;

  constructor(private readonly text: string) {}

  /** Offset at which a line begins, counted from 1. */
  startOf(line: number): number {
    return this.starts[line - 1] ?? 0;
  }

  positionOf(offset: number): TextPosition {
    const line = lineAt(this.starts, offset);
    return { line: line + 1, column: offset - (this.starts[line] ?? 0) + 1 };
  }

  /** Where the lines begin, found when a position is first asked for: most files have nothing to report. */
  private get starts(): readonly number[] {
    this.found ??= lineStarts(this.text);
    return this.found;
  }
}

/** Bytes read one a character, as the UTF-8 text that they are; what is no UTF-8 becomes U+FFFD. */
export function sourceText(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** The same for a sentence that quotes the source: only what can be UTF-8 is decoded. */
export function quotingText(sentence: string): string {
  return sentence.replace(/[\x80-\xff]+/g, (bytes) => {
    const decoded = sourceText(bytes);
    return decoded.includes("\ufffd") ? bytes : decoded;
  });
}
