/** Some of a text, with room behind it. */
interface Slot {
  /** Where it stands in the text as it is written, and in the padded one. */
  documentStart: number;
  readonly start: number;
  length: number;
  readonly room: number;
}

/** Blanks behind each stretch; more behind one that has grown out of its own. */
const ROOM = 256;
const MORE_ROOM = 8192;

/**
 * A text with blanks behind each of its functions, so that an edit of one moves no other: what is known of the others by
 * their offsets stays right. Lines keep their numbers.
 */
export class PaddedText {
  text: string;
  private readonly slots: Slot[];

  /** `ends` are offsets in the text, in order, at which blanks make no difference; where the last edit found no room there is more. */
  constructor(text: string, ends: readonly number[], grown = -1) {
    const parts: string[] = [];
    this.slots = [];
    let from = 0;
    let start = 0;
    for (const end of [...ends, text.length]) {
      const room = from <= grown && grown <= end ? MORE_ROOM : ROOM;
      parts.push(text.slice(from, end), " ".repeat(room));
      this.slots.push({ documentStart: from, start, length: end - from, room: room + end - from });
      start += end - from + room;
      from = end;
    }
    this.text = parts.join("");
  }

  /** Where an offset of the padded text stands in the text as it is written. */
  toDocument(offset: number): number {
    const slot = this.slotAt(offset, "start");
    return slot.documentStart + Math.min(offset - slot.start, slot.length);
  }

  /** Where [start, end) of the text as it is written stands; undefined where blanks are in between. */
  toPadded(start: number, end: number): { readonly start: number; readonly end: number } | undefined {
    const slot = this.slotAt(start, "documentStart");
    // What stands right behind a stretch belongs to it, as long as nothing of the next is touched.
    const before = start === end && start === slot.documentStart ? this.slots[this.slots.indexOf(slot) - 1] : undefined;
    const own = before ?? slot;
    if (end > own.documentStart + own.length) return undefined;
    const by = own.start - own.documentStart;
    return { start: start + by, end: end + by };
  }

  /**
   * Puts `text` in the place of [start, end) of the padded text, which are offsets that toPadded() has given; false, and
   * nothing is changed, where there is no room for it.
   */
  replace(start: number, end: number, text: string): boolean {
    const slot = this.slotAt(end, "start", start);
    const grows = text.length - (end - start);
    if (slot.length + grows > slot.room) return false;
    const behind = slot.start + slot.length;
    const blanks = " ".repeat(slot.room - slot.length - grows);
    const whole = this.text;
    this.text = whole.slice(0, start) + text + whole.slice(end, behind) + blanks + whole.slice(slot.start + slot.room);
    slot.length += grows;
    for (let i = this.slots.indexOf(slot) + 1; i < this.slots.length; i++) {
      const moved = this.slots[i];
      if (moved) moved.documentStart += grows;
    }
    return true;
  }

  /** The stretch that holds an offset: the last one that starts at or before it. */
  private slotAt(offset: number, by: "start" | "documentStart", within = offset): Slot {
    let low = 0;
    let high = this.slots.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.slots[middle]?.[by] ?? 0) <= Math.min(offset, within)) low = middle;
      else high = middle - 1;
    }
    return this.slots[low] ?? { documentStart: 0, start: 0, length: 0, room: 0 };
  }
}
