import type { Block, Call, Expression, List, Name } from "./nodes.ts";
import { ASSIGNS, PRECEDENCE, PREFIXES, SIZEOF } from "./operator-words.ts";
import { TokenReader } from "./token-reader.ts";
import { isKeyword, isTypeName, isTypeUpTo, skipAttribute, skipSpecifiers } from "./type-words.ts";

const ARGUMENT_ENDS: ReadonlySet<string> = new Set([",", ")"]);
const ELEMENT_ENDS: ReadonlySet<string> = new Set([",", "}"]);

/** Reads expressions. What is no expression is `other`, and its tokens are left for the caller. */
export abstract class ExpressionReader extends TokenReader {
  protected abstract block(): Block;

  /** An expression with its commas. */
  expression(): Expression {
    const { start } = this;
    let left = this.assignment();
    while (this.take(",")) {
      const right = this.assignment();
      left = { kind: "comma", left, right, start, end: this.end };
    }
    return left;
  }

  /** An expression between commas. */
  assignment(): Expression {
    const { start } = this;
    if (!this.enter()) return { kind: "other", start, end: start };
    const target = this.conditional();
    const operator = this.token.text;
    let read = target;
    if (ASSIGNS.has(operator) && !this.done) {
      this.at++;
      const value = this.assignment();
      read = { kind: "assign", operator, target, value, start, end: this.end };
    }
    this.leave();
    return read;
  }

  private conditional(): Expression {
    const { start } = this;
    const condition = this.binary(1);
    if (!this.take("?")) return condition;
    const whenTrue = this.is(":") ? undefined : this.expression();
    this.take(":");
    const whenFalse = this.assignment();
    return { kind: "conditional", condition, ...(whenTrue ? { whenTrue } : {}), whenFalse, start, end: this.end };
  }

  private binary(least: number): Expression {
    const { start } = this;
    let left = this.unary();
    for (;;) {
      const operator = this.done ? "" : this.token.text;
      const precedence = PRECEDENCE.get(operator) ?? 0;
      if (precedence < least) return left;
      this.at++;
      const right = this.binary(precedence + 1);
      left = { kind: "binary", operator, left, right, start, end: this.end };
    }
  }

  private unary(): Expression {
    const { start } = this;
    if (!this.enter()) return { kind: "other", start, end: start };
    const read = this.prefixed();
    this.leave();
    return read;
  }

  private prefixed(): Expression {
    const { start, token } = this;
    const { text } = token;
    if (this.done) return { kind: "other", start, end: start };
    if (PREFIXES.has(text)) {
      this.at++;
      const operand = this.unary();
      return { kind: "unary", operator: text, operand, start, end: this.end };
    }
    if (text === "++" || text === "--") {
      this.at++;
      const operand = this.unary();
      return { kind: "update", operator: text, operand, start, end: this.end };
    }
    if (SIZEOF.has(text)) return this.sizeof();
    if (text === "__extension__") {
      this.at++;
      return this.unary();
    }
    if (text === "(") return this.parenthesised();
    return this.postfix(this.primary(), start);
  }

  private sizeof(): Expression {
    const { start } = this;
    this.at++;
    const close = this.is("(") ? this.close(this.at) : undefined;
    if (close === undefined) {
      const operand = this.unary();
      return { kind: "sizeof", operand, start, end: this.end };
    }
    this.at++;
    if (isTypeUpTo(this, close)) {
      const { start: from } = this;
      this.at = close;
      const type = this.textFrom(from);
      this.at++;
      return { kind: "sizeof", type, start, end: this.end };
    }
    this.at--;
    const operand = this.unary();
    return { kind: "sizeof", operand, start, end: this.end };
  }

  private parenthesised(): Expression {
    const { start } = this;
    const close = this.close(this.at);
    this.at++;
    if (close === undefined) return { kind: "other", start, end: this.end };
    if (this.is("{")) {
      const body = this.within(close, () => this.block());
      this.at = close + 1;
      return this.postfix({ kind: "statements", body, start, end: this.end }, start);
    }
    if (this.isCast(close)) {
      const { start: from } = this;
      this.at = close;
      const type = this.textFrom(from);
      this.at++;
      if (this.is("{")) return this.postfix({ ...this.list(), type, start }, start);
      const operand = this.unary();
      return { kind: "cast", type, operand, start, end: this.end };
    }
    const inner = this.within(close, () => {
      const read = this.expression();
      return this.done ? read : undefined;
    });
    this.at = close + 1;
    return this.postfix(inner ?? { kind: "other", start, end: this.end }, start);
  }

  private isCast(close: number): boolean {
    const after = this.tokens[close + 1];
    if (isTypeUpTo(this, close)) return true;
    const { kind, text } = this.token;
    if (close !== this.at + 1 || kind !== "name" || isKeyword(text) || !after) return false;
    if (after.kind === "name") return !isKeyword(after.text) || SIZEOF.has(after.text);
    return after.kind !== "punct" || after.text === "{" || after.text === "~";
  }

  private primary(): Expression {
    const { start, token } = this;
    const { kind, text } = token;
    if (kind === "name" && !isKeyword(text)) {
      this.at++;
      if (this.token.kind === "string" && !this.done) return this.strings(start); // KERN_ERR "text"
      if (isTypeName(text) && !this.is("(") && this.token.kind === "name") {
        this.at--;
        skipSpecifiers(this);
        while (this.take("*"));
        return { kind: "type", text: this.textFrom(start), start, end: this.end };
      }
      return { kind: "name", name: text, start, end: this.end };
    }
    if (kind === "string") return this.strings(start);
    if (kind === "number" || kind === "char") {
      this.at++;
      return { kind: "number", text, start, end: this.end };
    }
    if (text === "{") return this.list();
    return { kind: "other", start, end: start };
  }

  private strings(start: number): Expression {
    while (!this.done && (this.token.kind === "string" || this.token.kind === "name")) this.at++;
    return { kind: "string", text: this.textFrom(start), start, end: this.end };
  }

  private postfix(first: Expression, start: number): Expression {
    let read = first;
    for (; !this.done; ) {
      const { text } = this.token;
      if (text === "(") {
        const args = this.args();
        if (!args) return { kind: "other", start, end: this.end };
        read = { kind: "call", name: read.kind === "name" ? read.name : "", callee: read, args, start, end: this.end };
      } else if (text === "[") {
        const close = this.close(this.at);
        if (close === undefined) return { kind: "other", start, end: this.end };
        this.at++;
        const index = this.within(close, () => this.expression());
        this.at = close + 1;
        read = { kind: "index", object: read, index, start, end: this.end };
      } else if ((text === "." || text === "->") && this.peek(1).kind === "name") {
        this.at += 2;
        const member = this.tokens[this.at - 1]?.text ?? "";
        read = { kind: "member", object: read, member, arrow: text === "->", start, end: this.end };
      } else if (text === "++" || text === "--") {
        this.at++;
        read = { kind: "update", operator: text, operand: read, start, end: this.end };
      } else return read;
    }
    return read;
  }

  /** The arguments of the call whose `(` is next; undefined where it is not closed. */
  args(): Expression[] | undefined {
    const close = this.close(this.at);
    this.at++;
    if (close === undefined) return undefined;
    const args = this.within(close, () => {
      const read: Expression[] = [];
      while (!this.done) {
        read.push(this.argument());
        if (!this.take(",")) break;
        if (this.done) read.push({ kind: "other", start: this.start, end: this.start });
      }
      return read;
    });
    this.at = close + 1;
    return args;
  }

  private argument(): Expression {
    const { at, start } = this;
    this.skipTo(ARGUMENT_ENDS);
    const end = this.at;
    this.at = at;
    if (this.token.text !== "" && isTypeUpTo(this, end)) {
      this.at = end;
      return { kind: "type", text: this.textFrom(start), start, end: this.end };
    }
    const read = this.within(end, () => this.assignment());
    if (this.at === end) return read;
    this.at = end;
    return { kind: "other", start, end: this.end };
  }

  /** `{ … }` behind `=` or a type. */
  private list(): List {
    const { start } = this;
    const close = this.close(this.at) ?? this.at + 1;
    this.at++;
    const elements = this.within(close, () => {
      const read: Expression[] = [];
      while (!this.done && this.enter()) {
        if (this.is(".") || this.is("[")) this.designator();
        read.push(this.assignment());
        this.leave();
        this.skipTo(ELEMENT_ENDS);
        if (!this.take(",")) break;
      }
      return read;
    });
    this.at = close + 1;
    return { kind: "list", elements, start, end: this.end };
  }

  private designator(): void {
    while (!this.done && !this.is("=")) {
      if (this.is("[")) this.at = (this.close(this.at) ?? this.at) + 1;
      else if (this.is(".") && this.peek(1).kind === "name") this.at += 2;
      else return;
    }
    this.take("=");
  }

  /** The call of a macro at the cursor, `name(…)`; undefined where it is not closed. */
  protected macroCall(): Call | undefined {
    const { start, token } = this;
    this.at++;
    const callee: Name = { kind: "name", name: token.text, start, end: this.end };
    const args = this.is("(") ? this.args() : undefined;
    return args && { kind: "call", name: token.text, callee, args, start, end: this.end };
  }

  protected skipAttributes(): string[] {
    const attributes: string[] = [];
    for (;;) {
      const attribute = skipAttribute(this);
      if (attribute === undefined) return attributes;
      attributes.push(attribute);
    }
  }
}
