import { lineAt, lineStarts } from "../core/flow/lines.ts";

/** A place in a file: line and column count from 1, columns count bytes. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Turns byte offsets of one file into lines and columns. */
export class LineIndex {
  private found: readonly number[] | undefined;
  /** A line, counted from 1, and where it begins: all positions so far lie in front of its end. */
  private line = 1;
  private start = 0;

  constructor(private readonly text: string) {}

  /** Offset at which a line begins, counted from 1. */
  startOf(line: number): number {
    return this.starts[line - 1] ?? 0;
  }

  /** Mostly asked for one behind the other: the lines in between are counted. */
  positionOf(offset: number): TextPosition {
    if (this.found || offset < this.start) {
      const line = lineAt(this.starts, offset);
      return { line: line + 1, column: offset - (this.starts[line] ?? 0) + 1 };
    }
    for (;;) {
      const newline = this.text.indexOf("\n", this.start);
      if (newline < 0 || newline >= offset) break;
      this.line++;
      this.start = newline + 1;
    }
    return { line: this.line, column: offset - this.start + 1 };
  }

  /** Where the lines begin, found when a position is first asked for that lies above the last one. */
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
