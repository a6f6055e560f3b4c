/** A place in a file: line and column count from 1, columns count bytes. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Turns byte offsets of one file into lines and columns. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
  }

  /** Offset at which a line begins, counted from 1. */
  startOf(line: number): number {
    return this.starts[line - 1] ?? 0;
  }

  positionOf(offset: number): TextPosition {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
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
