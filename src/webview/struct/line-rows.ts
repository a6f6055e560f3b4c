/** A row of the picture: a cache line, or the run of lines that one member fills. */
export interface LineRow {
  readonly line: number;
  readonly lines: number;
}

interface Part {
  readonly offset: number;
  readonly bytes: number;
}

/** Shorter runs are drawn line by line. */
const FOLDED = 3;

/** The rows of a struct of `bytes`, at most `most`; the first line that a member fills is a row of its own. */
export function lineRows(bytes: number, members: readonly Part[], cacheLine: number, most: number): readonly LineRow[] {
  const folds = new Map<number, number>();
  for (const { offset, bytes: size } of members) {
    const first = Math.ceil(offset / cacheLine) + 1;
    const lines = Math.floor((offset + size) / cacheLine) - first;
    if (lines >= FOLDED) folds.set(first, lines);
  }
  const rows: LineRow[] = [];
  const end = Math.ceil(bytes / cacheLine);
  for (let line = 0; line < end && rows.length < most; ) {
    const lines = folds.get(line) ?? 1;
    rows.push({ line, lines });
    line += lines;
  }
  return rows;
}

export interface RowPiece {
  /** Index of its row. */
  readonly row: number;
  readonly from: number;
  readonly bytes: number;
}

/** What of a part lies on each row; of a run of lines, its first. */
export function piecesOf({ offset, bytes }: Part, rows: readonly LineRow[], cacheLine: number): readonly RowPiece[] {
  return rows.flatMap(({ line }, row) => {
    const start = Math.max(offset, line * cacheLine);
    const end = Math.min(offset + bytes, (line + 1) * cacheLine);
    return end > start ? [{ row, from: start - line * cacheLine, bytes: end - start }] : [];
  });
}
