/** The strings of BTF, by offset; those of split BTF follow the strings of its base. */
export class BtfStrings {
  private readonly start: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly base: BtfStrings | undefined,
  ) {
    this.start = base ? base.end : 0;
  }

  get end(): number {
    return this.start + this.bytes.length;
  }

  /** Whether `offset` may name a string: in what builds on a base, a name is always named from its start. */
  isName(offset: number): boolean {
    return this.base ? this.isStart(offset) : offset === 0 || offset < this.end;
  }

  private isStart(offset: number): boolean {
    if (offset < this.start) return this.base?.isStart(offset) ?? false;
    const at = offset - this.start;
    return at < this.bytes.length && (at === 0 || this.bytes[at - 1] === 0);
  }

  at(offset: number): string | undefined {
    if (offset < this.start) return this.base?.at(offset);
    let text = "";
    for (let at = offset - this.start; at < this.bytes.length; at++) {
      const byte = this.bytes[at] ?? 0;
      if (byte === 0) return text;
      text += String.fromCharCode(byte);
    }
    return undefined;
  }
}
