/** Characters of the longest stretch that is kept apart; with a longer one the whole is put together. */
const LONGEST = 2 ** 14;

/**
 * One version of a text that is typed into. What was edited since the whole was last put together is kept apart: in a long
 * file, to put it together takes longer than much else that is done for a key, and leaves megabytes of garbage.
 */
export class EditedText {
  private constructor(
    /** `middle` stands in the place of its [start, end). */
    private base: string,
    private start: number,
    private end: number,
    private middle: string,
  ) {}

  static of(text: string): EditedText {
    return new EditedText(text, 0, 0, "");
  }

  get length(): number {
    return this.base.length + this.grown;
  }

  /** All of it. */
  whole(): string {
    if (!this.isWhole) {
      this.base = this.base.slice(0, this.start) + this.middle + this.base.slice(this.end);
      this.start = 0;
      this.end = 0;
      this.middle = "";
    }
    return this.base;
  }

  charCodeAt(offset: number): number {
    if (offset < this.start) return this.base.charCodeAt(offset);
    const within = offset - this.start;
    return within < this.middle.length ? this.middle.charCodeAt(within) : this.base.charCodeAt(offset - this.grown);
  }

  /** `start` ≤ `end`, both offsets in the text. */
  slice(start: number, end: number): string {
    const { base, middle, grown } = this;
    const behind = Math.max(start - grown, this.end);
    return (
      base.slice(start, Math.max(start, Math.min(end, this.start))) +
      middle.slice(Math.max(start - this.start, 0), Math.max(end - this.start, 0)) +
      base.slice(behind, Math.max(end - grown, behind))
    );
  }

  /** The version in which `text` has taken the place of [start, end). */
  replaced(start: number, end: number, text: string): EditedText {
    const { isWhole, grown } = this;
    const from = isWhole ? start : Math.min(start, this.start);
    const to = isWhole ? end : Math.max(end, this.start + this.middle.length);
    const middle = this.slice(from, start) + text + this.slice(end, to);
    const next = new EditedText(this.base, from, to - grown, middle);
    if (middle.length > LONGEST) next.whole();
    return next;
  }

  private get isWhole(): boolean {
    return this.start === this.end && this.middle === "";
  }

  private get grown(): number {
    return this.middle.length - (this.end - this.start);
  }
}
