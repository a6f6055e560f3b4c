/** `text` took the place of [start, end). */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a span of the text lies after the edits; undefined once its first character is gone. */
export function shifted(span: Span, changes: readonly TextChange[]): Span | undefined {
  let { start, end } = span;
  for (const change of changes) {
    const { length } = change.text;
    const grows = length - (change.end - change.start);
    if (change.end <= start) {
      start += grows;
      end += grows;
    } else if (change.start <= start) {
      return undefined;
    } else if (change.start < end) {
      end = Math.max(change.start + length, end + grows);
    }
  }
  return { start, end };
}
