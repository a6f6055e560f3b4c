/** The lines of a text, counted from 0. */
export class Lines {
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  /** Line that an offset lies on. */
  at(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  isBlankBefore(offset: number): boolean {
    return this.text.slice(this.starts[this.at(offset)], offset).trim() === "";
  }

  isBlankBehind(offset: number): boolean {
    return this.text.slice(offset, this.starts[this.at(offset) + 1]).trim() === "";
  }
}
