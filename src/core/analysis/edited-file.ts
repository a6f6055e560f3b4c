import { EditedIndex } from "../c/edited-index.ts";
import { type Declaration, indexFile } from "../c/file-index.ts";
import type { SourceText } from "../c/source-file.ts";
import type { EditedStretch } from "../flow/names-in.ts";
import { AnalysedFile, type AnalysisContext } from "./analysed-file.ts";
import type { FileAnalysis } from "./file-analysis.ts";
import { PaddedText } from "./padded-text.ts";

/** `text` takes the place of [start, end). */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The analysis of a text that has blanks in it which the written one has not: offsets count these too. */
export interface PaddedAnalysis {
  readonly file: FileAnalysis;
  readonly text: string;
  /** Where an offset stands in the text as it is written. */
  toDocument(offset: number): number;
  /** Whether the text has not been edited since: what is asked later would be answered for another one. */
  isCurrent(): boolean;
}

/** A function that was edited: its text before, and where its closing brace has come to. */
interface EditedFunction {
  readonly before: string;
  end: number;
}

/**
 * A file that is edited. What is written inside a function, or in a comment right behind one, is taken over at the cost of
 * that function and of what others have it from; the result is the one that the whole text would have. Other edits are not
 * taken over.
 */
export class EditedFile {
  private readonly padded: PaddedText;
  private readonly index: EditedIndex;
  private readonly analysed: AnalysedFile;
  private readonly edited = new Map<number, EditedFunction>();
  /** Where comments between functions begin and end, blanks behind them included. */
  private comments: Stretch[];
  private readonly mentions = new Map<string, number>();
  /** The stretch that was edited last, as it is now. */
  private last: { readonly text: string; readonly words: ReadonlySet<string> } | undefined;
  /** What was edited so far, by where it starts. */
  private readonly stretches = new Map<number, EditedStretch>();
  private count = 0;
  private lines = 0;
  private edits = 0;

  /** Around `grown`, an offset of the text, many edits are to be expected. */
  constructor(source: SourceText, context: AnalysisContext, grown?: number) {
    const { path, text } = source;
    const ends = indexFile(path, text).functions.flatMap(({ end }) => [end, ...commentsBehind(text, end)]);
    this.padded = new PaddedText(text, [...new Set(ends)], grown);
    this.index = new EditedIndex(path, this.padded.text);
    this.comments = this.index.functions.flatMap(({ end }) => {
      const found = commentsBehind(this.padded.text, end);
      return found.map((to, i) => ({ start: found[i - 1] ?? end, end: to }));
    });
    const edited = this;
    this.analysed = new AnalysedFile({ ...source, text: this.padded.text, index: this.index }, context, {
      mentioned: (name) => this.mentions.get(name) ?? 0,
      get lines() {
        return edited.lines;
      },
      edited: { [Symbol.iterator]: () => this.stretches.values() },
    });
  }

  /** Takes over an edit of the text as it is written; false where that cannot be done: then the file is of no more use. */
  edit({ start, end, text }: Edit): boolean {
    this.edits++;
    const at = this.padded.toPadded(start, end);
    if (!at) return false;
    const number = this.functionAround(at.start);
    const inside = number === undefined ? undefined : this.index.functions[number];
    if (number !== undefined && inside) return this.editFunction(number, inside, at.start, at.end, text);
    return this.editComment(at.start, at.end, text);
  }

  /** Analyses what is to be analysed, a call at a time; undefined where the edits change more than their functions. */
  *steps(): Generator<void, PaddedAnalysis | undefined> {
    for (const [number, { before, end }] of this.edited) {
      const known = this.index.functions[number];
      if (!known) return undefined;
      const own = this.padded.text.slice(known.start, end);
      const declaration = this.index.editFunction(number, before, own, this.padded.text);
      if (!declaration) return undefined;
      this.edited.delete(number);
      this.noteEdit(known.start, before, own);
      this.analysed.edited(number, declaration);
    }
    this.index.text = this.padded.text;
    const file = yield* this.analysed.steps();
    const { edits } = this;
    return {
      file,
      text: this.padded.text,
      toDocument: (offset) => this.padded.toDocument(offset),
      isCurrent: () => this.edits === edits,
    };
  }

  private editFunction(
    number: number,
    { start: from, body, end: to }: Declaration,
    start: number,
    end: number,
    text: string,
  ) {
    const known = this.edited.get(number);
    const closing = known?.end ?? to;
    if (start <= body || end >= closing) return false;
    const before = known?.before ?? this.padded.text.slice(from, to);
    if (!this.padded.replace(start, end, text)) return false;
    this.edited.set(number, { before, end: closing + text.length - (end - start) });
    return true;
  }

  private editComment(start: number, end: number, text: string): boolean {
    const at = this.comments.findIndex((comment) => comment.start <= start && end <= comment.end);
    const comment = this.comments[at];
    if (!comment) return false;
    const before = this.padded.text.slice(comment.start, comment.end);
    if (!this.padded.replace(start, end, text)) return false;
    const after = this.padded.text.slice(comment.start, comment.end + text.length - (end - start));
    if (!IS_COMMENT.test(after)) return false;
    this.comments = this.comments.with(at, { start: comment.start, end: comment.start + after.length });
    this.noteEdit(comment.start, before, after);
    return true;
  }

  /** What mentions a word of a stretch that was edited, or of what it was before, may be another answer. */
  private noteEdit(start: number, before: string, after: string): void {
    this.count++;
    const end = Math.max(start + Math.max(before.length, after.length), this.stretches.get(start)?.end ?? 0);
    this.stretches.set(start, { start, end, edit: this.count });
    // What is edited now is mostly what was edited last.
    const previous = this.last?.text === before ? this.last.words : wordsOf(before);
    this.last = { text: after, words: wordsOf(after) };
    for (const words of [previous, this.last.words]) {
      for (const word of words) this.mentions.set(word, this.count);
    }
    if (newlines(before) !== newlines(after)) this.lines++;
  }

  /** Number of the function whose text, as far as it was edited by now, holds an offset. */
  private functionAround(offset: number): number | undefined {
    const { functions } = this.index;
    let low = 0;
    let high = functions.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((functions[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const found = functions[low];
    const end = this.edited.get(low)?.end ?? found?.end ?? 0;
    return found && found.start <= offset && offset < end ? low : undefined;
  }
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A block comment, with blanks in front of it. */
const IS_COMMENT = /^\s*\/\*(?:[^*]|\*(?!\/))*\*\/$/;

/** Ends of the block comments that stand behind a function with nothing but blanks in between. */
function commentsBehind(text: string, from: number): number[] {
  const ends: number[] = [];
  for (let at = from; ; ) {
    while (at < text.length && text.charCodeAt(at) <= 32) at++;
    const end = text.startsWith("/*", at) ? text.indexOf("*/", at + 2) : -1;
    if (end < 0) return ends;
    at = end + 2;
    ends.push(at);
  }
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/\w+/g));
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
