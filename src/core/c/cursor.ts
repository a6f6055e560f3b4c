import type { Token } from "./tokens.ts";
import { Unknown } from "./unknown.ts";

const END: Token = { kind: "punct", text: "", at: 0, space: false, bol: false };

/** Reads expanded tokens one after the other. */
export class Cursor {
  at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  get token(): Token {
    return this.tokens[this.at] ?? END;
  }

  get text(): string {
    return this.tokens[this.at]?.text ?? "";
  }

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  /** Whether the next token is `text`. */
  is(text: string): boolean {
    return this.text === text;
  }

  peek(ahead: number): Token {
    return this.tokens[this.at + ahead] ?? END;
  }

  next(): Token {
    const { token } = this;
    this.at++;
    return token;
  }

  take(text: string): boolean {
    if (this.text !== text || this.done) return false;
    this.at++;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw new Unknown(`"${text}" is expected before "${this.done ? "the end" : this.text}"`);
  }

  /** Skips a bracketed group that starts here and returns the tokens inside. */
  group(): readonly Token[] {
    const start = this.at;
    let depth = 0;
    for (; !this.done; this.at++) {
      const { text } = this;
      if (text === "(" || text === "[" || text === "{") depth++;
      else if ((text === ")" || text === "]" || text === "}") && --depth === 0) {
        this.at++;
        return this.tokens.slice(start + 1, this.at - 1);
      }
    }
    throw new Unknown("a bracket is not closed");
  }

  /** Skips to one of `stops` outside brackets. */
  skipTo(...stops: readonly string[]): void {
    while (!this.done && !stops.includes(this.text)) {
      const { text } = this;
      if (text === "(" || text === "[" || text === "{") this.group();
      else if (text === ")" || text === "]" || text === "}") return;
      else this.at++;
    }
  }

  /** Source text of the tokens from `start` to here. */
  textSince(start: number): string {
    let out = "";
    for (let i = start; i < this.at; i++) {
      const token = this.tokens[i];
      if (token) out += (i > start && token.space ? " " : "") + token.text;
    }
    return out;
  }
}
