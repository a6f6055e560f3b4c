import type { Declaration } from "../file-index.ts";
import { ITERATES } from "../mask.ts";
import type { Token } from "../tokens.ts";
import type { LocalDeclaration } from "./nodes.ts";
import { ASSIGNS, PRECEDENCE, PREFIXES, SIZEOF } from "./operator-words.ts";
import { TokenReader } from "./token-reader.ts";
import { isKeyword, skipAttribute, startsDeclaration } from "./type-words.ts";

/**
 * The parameters and local declarations of a function, in the order they are written, without its tree: the same as the
 * tree has, at a fraction of its cost. Undefined where the function is not plain enough to be sure, and the tree has to tell.
 */
export function readLocals(
  text: string,
  declaration: Declaration,
  tokens: readonly Token[],
): readonly LocalDeclaration[] | undefined {
  const reader = new LocalsReader(text, tokens);
  let named = -1;
  let open = 0;
  for (; open < tokens.length && tokens[open]?.at !== declaration.body; open++) {
    if (named < 0 && tokens[open]?.text === declaration.name && tokens[open + 1]?.text === "(") named = open;
  }
  if (open === tokens.length || named < 0) return undefined;
  return reader.read(named + 1, open, declaration.end);
}

/** A block, or a `for` whose body is a block, that is open. */
interface Scope {
  /** Index of its closing brace. */
  readonly close: number;
  /** Declarations that end with it, from this one on. */
  readonly first: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What may come next in an expression: an operand, an operator, or, behind a parenthesis that may be a cast, both. */
type Expected = "operand" | "operator" | "either";

class LocalsReader extends TokenReader {
  private readonly locals: LocalDeclaration[] = [];
  /** Declarations whose block goes on. */
  private readonly open: Span[] = [];
  private readonly scopes: Scope[] = [];

  read(parameters: number, body: number, end: number): readonly LocalDeclaration[] | undefined {
    const close = this.close(body);
    if (close === undefined || !this.parameters(parameters, end)) return undefined;
    const declared = this.locals.splice(0);
    this.at = body;
    while (this.at <= close) {
      const { at } = this;
      if (!this.step() || this.at <= at) return undefined;
    }
    return [...declared, ...this.locals.sort((a, b) => a.start - b.start)];
  }

  private parameters(open: number, visibleTo: number): boolean {
    const close = this.close(open);
    if (close === undefined) return false;
    for (let from = open + 1; from < close; ) {
      let to = from;
      while (to < close && this.textAt(to) !== ",") to = (this.close(to) ?? to) + 1;
      const [first, last] = [this.tokens[from], this.tokens[to - 1]];
      if (first && last && to > from && !(to === from + 1 && first.text === "void"))
        this.locals.push({ isParameter: true, start: first.at, end: last.at + last.text.length, visibleTo });
      from = to + 1;
    }
    return true;
  }

  /** Passes the beginning of a statement, or all of it; false where it is not plain. */
  private step(): boolean {
    const { text, kind } = this.token;
    switch (text) {
      case "{":
        return this.openScope(this.at, this.open.length);
      case "}":
        return this.closeScope();
      case ";":
      case "do":
      case "else":
        this.at++;
        return true;
      case "if":
      case "while":
      case "switch":
        return this.head();
      case "for":
        return this.loop();
      case "case":
        this.at++;
        return this.expression(":") && this.take(":");
      case "default":
        this.at++;
        return this.take(":");
      case "break":
      case "continue":
        this.at++;
        return this.take(";");
      case "goto":
        this.at += 2;
        return this.take(";");
      case "return":
        this.at++;
        return this.take(";") || (this.expression(";") && this.take(";"));
    }
    if (kind !== "name") return this.expression(";") && this.take(";");
    return this.named(text);
  }

  private named(text: string): boolean {
    const { start } = this;
    const next = this.peek(1).text;
    if (text === "asm" || text.startsWith("__asm")) return false;
    if (next === ":" && !isKeyword(text)) {
      this.at += 2;
      while (skipAttribute(this) !== undefined);
      return true;
    }
    if (skipAttribute(this) !== undefined && this.take(";")) return true;
    if (startsDeclaration(this)) return this.declaration(start);
    return next === "(" && this.token.text === text ? this.macroCall(text) : this.expression(";") && this.take(";");
  }

  /** A call, perhaps of a macro that a statement follows without a semicolon. */
  private macroCall(name: string): boolean {
    const close = this.close(this.at + 1);
    if (close === undefined || !this.isPlain(this.at, close)) return false;
    const after = this.tokens[close + 1];
    if (name === "scoped_guard" || name === "scoped_cond_guard") {
      this.at = close + 1;
      return true;
    }
    const iterates =
      after?.text === "{" ||
      (ITERATES.test(name) && (after?.kind === "name" || after?.text === "*" || after?.text === "("));
    if (iterates && name !== "guard") {
      this.at = close + 1;
      return true;
    }
    // What brings its own semicolon is for the tree to tell.
    return this.expression(";") && this.take(";");
  }

  /** `if (…)` and the like: the statement behind it is the next one. */
  private head(): boolean {
    const close = this.textAt(this.at + 1) === "(" ? this.close(this.at + 1) : undefined;
    if (close === undefined || !this.isPlain(this.at, close)) return false;
    this.at = close + 1;
    return true;
  }

  private loop(): boolean {
    const first = this.open.length;
    const open = this.at + 1;
    const close = this.textAt(open) === "(" ? this.close(open) : undefined;
    if (close === undefined || !this.isPlain(open, close)) return false;
    this.at = open + 1;
    if (this.token.kind === "name" && startsDeclaration(this)) {
      if (this.textAt(close + 1) !== "{" || !this.declaration(this.start)) return false;
      this.at = close + 1;
      return this.openScope(this.at, first);
    }
    this.at = close + 1;
    return true;
  }

  private declaration(start: number): boolean {
    const from = this.at;
    while (!this.done && this.token.text !== ";") {
      if (this.token.text === "}") return false;
      this.at = (this.close(this.at) ?? this.at) + 1;
    }
    if (!this.isPlain(from, this.at)) return false;
    return this.take(";") && this.open.push({ start, end: this.end }) > 0;
  }

  /** An expression up to `stop`, which is left. */
  private expression(stop: ";" | ":"): boolean {
    let expected: Expected = "operand";
    for (const from = this.at; !this.done; ) {
      const { text, kind } = this.token;
      if (text === stop) return expected !== "operand" && this.isPlain(from, this.at);
      if (stop === ":" && text === "?") return false;
      const next = this.after(text, kind, expected);
      if (!next) return false;
      expected = next;
    }
    return false;
  }

  /** Passes a token, or brackets with all that is in them; undefined where it cannot stand there. */
  private after(text: string, kind: Token["kind"], expected: Expected): Expected | undefined {
    if (text === "(" || text === "[" || text === "{") {
      const close = this.close(this.at);
      if (close === undefined || (text === "[" && expected === "operand")) return undefined;
      if (text === "{" && expected === "operator") return undefined;
      this.at = close + 1;
      return text === "(" && expected !== "operator" ? "either" : "operator";
    }
    this.at++;
    if (expected !== "operator") {
      if (SIZEOF.has(text)) return this.is("(") ? this.after("(", "punct", "operand") : "operand";
      if (kind === "name" && !isKeyword(text)) return "operator";
      if (kind === "number" || kind === "char" || kind === "string") return "operator";
      if (PREFIXES.has(text) || text === "++" || text === "--") return "operand";
      if (expected === "operand") return text === ":" && this.textAt(this.at - 2) === "?" ? "operand" : undefined;
    }
    if (text === "++" || text === "--") return "operator";
    if (text === "." || text === "->") return this.tokens[this.at++]?.kind === "name" ? "operator" : undefined;
    if (PRECEDENCE.has(text) || ASSIGNS.has(text) || text === "?" || text === ":" || text === ",") return "operand";
    // "a" NAME "b"
    const before = this.tokens[this.at - 2]?.kind;
    return kind === "string" || (kind === "name" && before === "string") ? "operator" : undefined;
  }

  private openScope(brace: number, first: number): boolean {
    const close = this.close(brace);
    if (close === undefined) return false;
    this.scopes.push({ close, first });
    this.at++;
    return true;
  }

  /** What was declared in the block is visible up to here. */
  private closeScope(): boolean {
    const scope = this.scopes.pop();
    if (scope?.close !== this.at) return false;
    this.at++;
    for (const { start, end } of this.open.splice(scope.first))
      this.locals.push({ isParameter: false, start, end, visibleTo: this.end });
    return true;
  }

  /** No statement expression, whose declarations are the function's too, begins between the tokens. */
  private isPlain(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (this.tokens[i]?.text === "{" && this.textAt(i - 1) === "(") return false;
    return true;
  }

  private textAt(index: number): string {
    return this.tokens[index]?.text ?? "";
  }
}
