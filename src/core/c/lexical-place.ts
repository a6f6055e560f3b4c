import { isNamePart, isNameStart, lineEnd, skipComment, skipQuoted } from "./tokens.ts";

/** Where an offset lies in C text, told from the text before it alone: good for text that is just being typed. */
export interface LexicalPlace {
  readonly kind: "code" | "directive" | "comment" | "quoted";
  /** Between the braces of a function. */
  readonly inFunction: boolean;
  /** The innermost call whose parenthesis is still open. */
  readonly call?: OpenCall;
}

export interface OpenCall {
  readonly callee: string;
  /** Offset of the callee. */
  readonly start: number;
  /** Index, from 0, of the argument at the offset. */
  readonly argument: number;
  /** Offset behind the parenthesis or comma that the argument follows. */
  readonly argumentStart: number;
}

interface Bracket {
  readonly open: string;
  readonly inFunction: boolean;
  readonly callee?: { readonly name: string; readonly start: number };
  argument: number;
  argumentStart: number;
}

const CLOSING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Never fails; where branches of `#if` open a brace twice, a brace in the first column sets it right. */
export function placeIn(text: string, offset: number): LexicalPlace {
  const scan = new Scan();
  let isLineStart = true;
  for (let i = 0; i < offset; ) {
    const c = text.charCodeAt(i);
    if (c <= 32) {
      if (c === 10) isLineStart = true;
      i++;
      continue;
    }
    if (c === 47) {
      const end = skipComment(text, i, text.length);
      if (end > i) {
        const isOpen = end === text.length && !text.endsWith("*/");
        const isLine = text.charCodeAt(i + 1) === 47;
        if (offset < end || (isLine && offset === end) || (isOpen && offset === end)) return scan.place("comment");
        i = end;
        continue;
      }
    }
    if (c === 34 || c === 39) {
      const end = skipQuoted(text, i, text.length);
      if (offset < end || (offset === end && text.charCodeAt(end - 1) !== c)) return scan.place("quoted");
      i = Math.max(end, i + 1);
      scan.other(text.charAt(i - 1));
    } else if (c === 35 && isLineStart) {
      const end = lineEnd(text, i, text.length);
      if (offset <= end) return scan.place("directive");
      i = end;
      continue;
    } else if (isNameStart(c)) {
      let end = i + 1;
      while (end < text.length && isNamePart(text.charCodeAt(end))) end++;
      scan.name(text.slice(i, end), i);
      i = end;
    } else {
      scan.punctuator(text.charAt(i), i, text.charCodeAt(i - 1) === 10 || i === 0);
      i++;
    }
    isLineStart = false;
  }
  return scan.place("code");
}

/** The brackets that are open. */
class Scan {
  private stack: Bracket[] = [];
  private last = "";
  private lastName: { readonly name: string; readonly start: number } | undefined;

  name(name: string, start: number): void {
    this.lastName = { name, start };
    this.last = "name";
  }

  other(character: string): void {
    this.last = character;
    this.lastName = undefined;
  }

  punctuator(character: string, at: number, inFirstColumn: boolean): void {
    if (inFirstColumn && (character === "{" || character === "}")) this.stack = [];
    const top = this.stack.at(-1);
    if (character === "(" || character === "[" || character === "{") {
      const callee = character === "(" && this.last === "name" ? this.lastName : undefined;
      this.stack.push({
        open: character,
        inFunction: top?.inFunction ?? (character === "{" && this.last === ")"),
        ...(callee ? { callee } : {}),
        argument: 0,
        argumentStart: at + 1,
      });
    } else if (CLOSING[character] !== undefined) this.close(CLOSING[character]);
    else if (character === "," && top?.open === "(") {
      top.argument++;
      top.argumentStart = at + 1;
    } else if (character === ";" && top?.open === "(" && top.callee?.name !== "for") this.stack.pop();
    this.other(character);
  }

  place(kind: LexicalPlace["kind"]): LexicalPlace {
    const top = this.stack.at(-1);
    const inFunction = top?.inFunction ?? false;
    const call = this.stack.findLast(({ open, callee }) => open === "{" || callee !== undefined);
    if (!call?.callee) return { kind, inFunction };
    const { callee, argument, argumentStart } = call;
    return { kind, inFunction, call: { callee: callee.name, start: callee.start, argument, argumentStart } };
  }

  /** A bracket that closes none that is open is left out; those inside that were forgotten are closed with it. */
  private close(open: string): void {
    const at = this.stack.findLastIndex((bracket) => bracket.open === open);
    if (at >= 0) this.stack = this.stack.slice(0, at);
  }
}
