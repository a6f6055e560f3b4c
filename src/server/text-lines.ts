import type { Position } from "vscode-languageserver";

/** What is asked of a text. */
export interface Characters {
  readonly length: number;
  charCodeAt(offset: number): number;
  slice(start: number, end: number): string;
}

/** Where the lines of a text begin, as the protocol counts them: they end with \n, \r\n or \r. */
export class TextLines {
  private starts: number[];

  constructor(text: Characters) {
    this.starts = [0, ...startsIn(text.slice(0, text.length), 0)];
  }

  /** Takes over that `inserted` took the place of [start, end); `text` is what it became. */
  edit(start: number, end: number, inserted: string, text: Characters): void {
    const behind = start + inserted.length;
    if (splits(text, start) || splits(text, behind)) {
      this.starts = [0, ...startsIn(text.slice(0, text.length), 0)];
      return;
    }
    const first = this.lineAt(start) + 1;
    const last = this.lineAt(end) + 1;
    const { starts } = this;
    const grows = inserted.length - (end - start);
    const added = startsIn(inserted, start);
    if (added.length <= MOST_ADDED) starts.splice(first, last - first, ...added);
    else this.starts = [...starts.slice(0, first), ...added, ...starts.slice(last)];
    if (grows === 0) return;
    for (let i = first + added.length; i < this.starts.length; i++) this.starts[i] = (this.starts[i] ?? 0) + grows;
  }

  /** The offset of a position; one outside of its line or the text is moved into it. */
  offsetAt({ line, character }: Position, text: Characters): number {
    const start = this.starts[line];
    if (start === undefined) return line < 0 ? 0 : text.length;
    if (character <= 0) return start;
    return beforeEnd(Math.min(start + character, this.starts[line + 1] ?? text.length), start, text);
  }

  /** The position of an offset; what lies between the characters that end a line is the end of that line. */
  positionAt(offset: number, text: Characters): Position {
    const inside = Math.max(Math.min(offset, text.length), 0);
    const line = this.lineAt(inside);
    const start = this.starts[line] ?? 0;
    return { line, character: beforeEnd(inside, start, text) - start };
  }

  /** The last line that begins at or before an offset. */
  private lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }
}

/** So many lines are put in their place; more would be too many arguments. */
const MOST_ADDED = 1000;

const NEWLINE = 10;
const RETURN = 13;

/** Where lines begin in a text that stands at `from`, but for the first. */
function startsIn(text: string, from: number): number[] {
  const starts: number[] = [];
  if (!text.includes("\r")) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(from + at + 1);
    return starts;
  }
  for (const { index, 0: ending } of text.matchAll(/\r\n?|\n/g)) starts.push(from + index + ending.length);
  return starts;
}

/** Whether an offset lies inside of \r\n. */
function splits(text: Characters, offset: number): boolean {
  return text.charCodeAt(offset - 1) === RETURN && text.charCodeAt(offset) === NEWLINE;
}

function beforeEnd(offset: number, start: number, text: Characters): number {
  let at = offset;
  while (at > start && (text.charCodeAt(at - 1) === NEWLINE || text.charCodeAt(at - 1) === RETURN)) at--;
  return at;
}
