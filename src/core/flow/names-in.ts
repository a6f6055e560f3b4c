/** Some of a text that was edited, and moved nothing behind it. */
export interface EditedStretch {
  readonly start: number;
  /** Behind what it was before the edit, and what it is now. */
  readonly end: number;
  /** Number of its last edit, from 1: later ones have larger numbers. */
  readonly edit: number;
}

/** A text that may be edited. */
export interface EditableText {
  readonly text: string;
  /** What of it was edited in its place; left out where nothing is. */
  readonly edited?: Iterable<EditedStretch>;
}

/** Places of a name, right up to an edit. */
interface Known {
  readonly places: readonly number[];
  readonly edit: number;
}

/** So many names are searched for one by one; to list all that stand in the text is cheaper for more. */
const MOST_SEARCHES = 24;

/** Where names of functions stand in a text. What was edited is searched again, for who asks. */
export class NamesIn {
  private searches = 0;
  private listed: { readonly all: ReadonlyMap<string, readonly number[]>; readonly edit: number } | undefined;
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly source: EditableText,
    private readonly names: ReadonlyMap<string, unknown>,
  ) {}

  placesOf(name: string): readonly number[] {
    const known = this.known.get(name) ?? this.find(name);
    const now = this.current(name, known);
    if (now !== this.known.get(name)) this.known.set(name, now);
    return now.places;
  }

  private find(name: string): Known {
    const { text } = this.source;
    if (!this.listed && ++this.searches <= MOST_SEARCHES)
      return { places: placesOfName(name, text), edit: this.edit() };
    this.listed ??= { all: this.all(), edit: this.edit() };
    return { places: this.listed.all.get(name) ?? [], edit: this.listed.edit };
  }

  /** Takes over the edits since the places were found. */
  private current(name: string, known: Known): Known {
    let { places, edit } = known;
    for (const stretch of this.source.edited ?? []) {
      if (stretch.edit <= known.edit) continue;
      places = foundAgain(name, this.source.text, places, stretch);
      edit = Math.max(edit, stretch.edit);
    }
    return edit === known.edit ? known : { places, edit };
  }

  private edit(): number {
    let last = 0;
    for (const { edit } of this.source.edited ?? []) last = Math.max(last, edit);
    return last;
  }

  private all(): ReadonlyMap<string, readonly number[]> {
    const { names } = this;
    const { text } = this.source;
    const all = new Map<string, number[]>();
    for (let at = 0; at < text.length; at++) {
      if (!isNamePart(text, at)) continue;
      const start = at;
      while (isNamePart(text, at)) at++;
      const name = text.slice(start, at);
      if (!names.has(name)) continue;
      const places = all.get(name);
      if (places) places.push(start);
      else all.set(name, [start]);
    }
    return all;
  }
}

function foundAgain(
  name: string,
  text: string,
  places: readonly number[],
  { start, end }: EditedStretch,
): readonly number[] {
  // One character more on either side tells whether it is part of the name.
  const from = Math.max(start - 1, 0);
  const around = placesOfName(name, text.slice(from, end + 1)).map((at) => from + at);
  const inside = around.filter((at) => start <= at && at < end);
  return [...places.filter((at) => at < start), ...inside, ...places.filter((at) => at >= end)];
}

/** Where a name stands in a text. */
function placesOfName(name: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    if (!isNamePart(text, at - 1) && !isNamePart(text, at + name.length)) places.push(at);
  return places;
}

function isNamePart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}
