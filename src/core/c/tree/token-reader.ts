import type { Token } from "../tokens.ts";

/** A tree has at most so many nodes, nested so deep: more is no function that anybody wrote. */
const MOST_NODES = 200_000;
const DEEPEST = 250;

const END: Token = { kind: "punct", text: "", at: 0, space: false, bol: false };

/** Tokens of a function with the bracket that closes each. Past `limit` there is nothing. */
export class TokenReader {
  at = 0;
  /** Set where the text is too large to be read. */
  exhausted = false;
  private readonly closing: Int32Array;
  private nodes = 0;
  private depth = 0;

  constructor(
    readonly text: string,
    readonly tokens: readonly Token[],
    private limit = tokens.length,
  ) {
    this.closing = closingBrackets(tokens);
  }

  get token(): Token {
    return this.peek(0);
  }

  get done(): boolean {
    return this.at >= this.limit;
  }

  peek(ahead: number): Token {
    return this.at + ahead < this.limit ? (this.tokens[this.at + ahead] ?? END) : END;
  }

  is(text: string): boolean {
    return this.token.text === text;
  }

  take(text: string): boolean {
    if (this.token.text !== text || this.done) return false;
    this.at++;
    return true;
  }

  /** Index of the bracket that closes the one at `open`; undefined where none does. */
  close(open: number): number | undefined {
    const closes = this.closing[open] ?? -1;
    return closes > open && closes < this.limit ? closes : undefined;
  }

  /** Reads with nothing visible from the token at `limit` on. */
  within<T>(limit: number, read: () => T): T {
    const outer = this.limit;
    this.limit = Math.min(limit, outer);
    const value = read();
    this.limit = outer;
    return value;
  }

  /** Whether one more level may be read; leave() follows where it may. */
  enter(): boolean {
    if (++this.nodes > MOST_NODES) this.exhausted = true;
    if (this.exhausted || this.depth >= DEEPEST) return false;
    this.depth++;
    return true;
  }

  leave(): void {
    this.depth--;
  }

  /** Offset of the next token. */
  get start(): number {
    const token = this.tokens[this.at];
    return token ? token.at : this.end;
  }

  /** Offset behind the last token that was read. */
  get end(): number {
    const last = this.tokens[this.at - 1];
    return last ? last.at + last.text.length : (this.tokens[0]?.at ?? 0);
  }

  textFrom(start: number): string {
    return this.text.slice(start, Math.max(this.end, start));
  }

  /** Skips to the next of `stops` outside brackets, or to the end. */
  skipTo(stops: ReadonlySet<string>): void {
    while (!this.done && !stops.has(this.token.text)) this.at = (this.close(this.at) ?? this.at) + 1;
  }
}

function closingBrackets(tokens: readonly Token[]): Int32Array {
  const closing = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const text = tokens[i]?.text;
    if (text === "(" || text === "[" || text === "{") open.push(i);
    else if (text === ")" || text === "]" || text === "}") {
      const opener = text === ")" ? "(" : text === "]" ? "[" : "{";
      // A brace closes whatever parentheses are still open inside it.
      while (text === "}" && open.length > 0 && tokens[open.at(-1) ?? 0]?.text !== "{") open.pop();
      const start = open.at(-1);
      if (start === undefined || tokens[start]?.text !== opener) continue;
      open.pop();
      closing[start] = i;
    }
  }
  return closing;
}
