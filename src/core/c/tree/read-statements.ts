import { ITERATES } from "../mask.ts";
import type { Block, Declarator, Expression, Guard, LocalDeclaration, Span, Statement } from "./nodes.ts";
import { ExpressionReader } from "./read-expressions.ts";
import { isKeyword, skipAttribute, skipSpecifiers, startsDeclaration } from "./type-words.ts";

const STATEMENT_ENDS: ReadonlySet<string> = new Set([";", "}"]);
const DECLARATOR_ENDS: ReadonlySet<string> = new Set([",", ";", "=", "}"]);
const ASM: ReadonlySet<string> = new Set(["asm", "__asm__", "__asm"]);
const GUARDS: ReadonlyMap<string, Guard["form"]> = new Map([
  ["guard", "guard"],
  ["scoped_guard", "scoped_guard"],
  ["scoped_cond_guard", "scoped_cond_guard"],
]);

/** Reads statements. A statement that cannot be read to its end is `broken` up to its semicolon. */
export class StatementReader extends ExpressionReader {
  /** Declarations whose block has ended. */
  private readonly declared: LocalDeclaration[] = [];
  /** Spans of those whose block goes on. */
  private readonly open: Span[] = [];
  private isWhole = true;

  /** Declarations inside of what was read, in the order they are written; undefined where some of it is no C. */
  get locals(): readonly LocalDeclaration[] | undefined {
    return this.isWhole ? this.declared.sort((a, b) => a.start - b.start) : undefined;
  }

  /** `{ … }` at the cursor. */
  block(): Block {
    const outer = this.open.length;
    const block = this.statements();
    this.endScope(outer);
    return block;
  }

  /** What was declared since there were `outer` open declarations is visible up to here. */
  private endScope(outer: number): void {
    for (const { start, end } of this.open.splice(outer))
      this.declared.push({ isParameter: false, start, end, visibleTo: this.end });
  }

  private statements(): Block {
    const { start } = this;
    const close = this.close(this.at);
    this.at++;
    const statements: Statement[] = [];
    const read = () => {
      while (!this.done) statements.push(this.statement());
    };
    if (close === undefined) read();
    else {
      this.within(close, read);
      this.at = close + 1;
    }
    if (close === undefined) {
      this.isWhole = false;
      statements.push({ kind: "broken", start: this.end, end: this.end });
    }
    return { kind: "block", statements, start, end: this.end };
  }

  private statement(): Statement {
    const { start, at } = this;
    if (!this.enter()) return this.broken(start);
    const read = this.byKeyword(start);
    this.leave();
    if (this.at === at) this.at++; // whatever it is, it is over
    return read;
  }

  private byKeyword(start: number): Statement {
    const { text, kind } = this.token;
    switch (text) {
      case "{":
        return this.block();
      case ";":
        this.at++;
        return { kind: "empty", start, end: this.end };
      case "if":
        return this.conditionalStatement(start);
      case "while":
      case "for":
        return this.loop(start, text);
      case "do":
        return this.doLoop(start);
      case "switch": {
        const value = this.condition();
        if (!value) return this.broken(start);
        const body = this.statement();
        return { kind: "switch", value, body, start, end: this.end };
      }
      case "case":
      case "default":
        return this.caseLabel(start);
      case "goto": {
        this.at++;
        const isName = this.token.kind === "name" && this.peek(1).text === ";";
        const label = this.token.text;
        this.skipTo(STATEMENT_ENDS);
        return this.ended({ kind: "goto", ...(isName ? { label } : {}), start, end: this.end });
      }
      case "return": {
        this.at++;
        if (this.is(";")) return this.ended({ kind: "return", start, end: this.end });
        const value = this.expression();
        return this.ended({ kind: "return", value, start, end: this.end });
      }
      case "break":
      case "continue":
        this.at++;
        return this.ended({ kind: text, start, end: this.end });
    }
    if (kind === "name") return this.named(start, text);
    return this.expressionStatement(start);
  }

  private named(start: number, text: string): Statement {
    if (ASM.has(text)) {
      this.skipTo(STATEMENT_ENDS);
      return this.ended({ kind: "asm", start, end: this.end });
    }
    if (text === "else") return this.broken(start);
    if (this.peek(1).text === ":" && !isKeyword(text)) {
      this.at += 2;
      while (skipAttribute(this) !== undefined);
      if (this.is(";")) this.at++;
      return { kind: "label", name: text, start, end: this.end };
    }
    const guard = GUARDS.get(text);
    if (guard && this.peek(1).text === "(") return this.guard(start, guard);
    if (skipAttribute(this) !== undefined && this.take(";")) return { kind: "empty", start, end: this.end }; // fallthrough
    if (startsDeclaration(this)) return this.declaration(start);
    return this.expressionStatement(start);
  }

  /** The condition in parentheses behind a keyword, which is skipped. */
  private condition(): Expression | undefined {
    this.at++;
    const close = this.is("(") ? this.close(this.at) : undefined;
    if (close === undefined) return undefined;
    this.at++;
    const { start } = this;
    const value = this.within(close, () => {
      const read = this.expression();
      return this.done ? read : undefined;
    });
    this.at = close + 1;
    return value ?? { kind: "other", start, end: this.end };
  }

  private conditionalStatement(start: number): Statement {
    const condition = this.condition();
    if (!condition) return this.broken(start);
    const then = this.statement();
    if (!this.take("else")) return { kind: "if", condition, then, start, end: this.end };
    const otherwise = this.statement();
    return { kind: "if", condition, then, otherwise, start, end: this.end };
  }

  private loop(start: number, form: "while" | "for"): Statement {
    if (form === "while") {
      const condition = this.condition();
      if (!condition) return this.broken(start);
      const body = this.statement();
      return { kind: "loop", form, condition, body, start, end: this.end };
    }
    this.at++;
    const close = this.is("(") ? this.close(this.at) : undefined;
    if (close === undefined) return this.broken(start);
    this.at++;
    const outer = this.open.length;
    const head = this.within(close, () => {
      const init = this.statement();
      const condition = this.is(";") ? undefined : this.expression();
      this.take(";");
      const step = this.done ? undefined : this.expression();
      return { init, ...(condition ? { condition } : {}), ...(step ? { step } : {}) };
    });
    this.at = close + 1;
    const body = this.statement();
    this.endScope(outer);
    return { kind: "loop", form, ...head, body, start, end: this.end };
  }

  private doLoop(start: number): Statement {
    this.at++;
    const body = this.statement();
    const condition = this.is("while") ? this.condition() : undefined;
    if (!condition) return this.broken(start);
    return this.ended({ kind: "loop", form: "do", condition, body, start, end: this.end });
  }

  private caseLabel(start: number): Statement {
    const isDefault = this.token.text === "default";
    this.at++;
    const value = isDefault ? undefined : this.assignment();
    const to = this.take("...") ? this.assignment() : undefined;
    if (!this.take(":")) return this.broken(start);
    return { kind: "case", ...(value ? { value } : {}), ...(to ? { to } : {}), start, end: this.end };
  }

  private guard(start: number, form: Guard["form"]): Statement {
    const call = this.macroCall();
    if (!call) return this.broken(start);
    const lock = this.text.slice(call.args[0]?.start ?? start, call.args[0]?.end ?? start);
    if (form === "guard") {
      const args = this.is("(") ? this.args() : undefined;
      if (!args) return this.broken(start);
      return this.ended({ kind: "guard", form, lock, args, start, end: this.end });
    }
    const body = this.statement();
    return { kind: "guard", form, lock, args: call.args.slice(1), body, start, end: this.end };
  }

  private declaration(start: number): Statement {
    const inherited: string[] = [];
    skipSpecifiers(this, inherited);
    const type = this.textFrom(start);
    const declarators: Declarator[] = [];
    while (!this.done && !STATEMENT_ENDS.has(this.token.text)) {
      declarators.push(this.declarator(inherited));
      if (!this.take(",")) break;
    }
    const read = this.ended({ kind: "declaration", type, declarators, start, end: this.end });
    this.open.push({ start, end: read.end });
    return read;
  }

  private declarator(inherited: readonly string[]): Declarator {
    const { start } = this;
    const attributes = [...inherited, ...this.skipAttributes()];
    let pointers = 0;
    while (this.take("*")) {
      pointers++;
      while (this.take("const") || this.take("volatile") || this.take("restrict"));
      attributes.push(...this.skipAttributes());
    }
    let name = "";
    if (this.token.kind === "name") {
      name = this.token.text;
      this.at++;
    } else if (this.is("(")) {
      for (let ahead = 1; ahead < 8 && name === ""; ahead++) {
        const token = this.peek(ahead);
        if (token.kind === "name") name = token.text; // (*name)(…)
      }
    }
    const isArray = this.is("[");
    while (!this.done && !DECLARATOR_ENDS.has(this.token.text)) {
      const attribute = skipAttribute(this);
      if (attribute !== undefined) attributes.push(attribute);
      else this.at = (this.close(this.at) ?? this.at) + 1;
    }
    const initializer = this.take("=") ? this.assignment() : undefined;
    return { name, pointers, isArray, ...(initializer ? { initializer } : {}), attributes, start, end: this.end };
  }

  private expressionStatement(start: number): Statement {
    const isMacro = this.token.kind === "name" && this.peek(1).text === "(";
    const close = isMacro ? this.close(this.at + 1) : undefined;
    const after = close === undefined ? undefined : this.tokens[close + 1];
    if (close !== undefined && after && this.iterates(this.token.text, after.text, after.kind === "name")) {
      const iterates = this.macroCall();
      if (!iterates) return this.broken(start);
      const body = this.statement();
      return { kind: "loop", form: "macro", iterates, body, start, end: this.end };
    }
    const expression = this.expression();
    // A macro may bring its own semicolon.
    if (isMacro && expression.kind === "call" && !this.is(";") && startsStatement(this.token.text, this.token.bol))
      return { kind: "expression", expression, start, end: this.end };
    return this.ended({ kind: "expression", expression, start, end: this.end });
  }

  private iterates(name: string, after: string, isName: boolean): boolean {
    if (after === "{") return true;
    return ITERATES.test(name) && (isName || after === "*" || after === "(");
  }

  /** The statement, if its semicolon follows. */
  private ended(statement: Statement): Statement {
    if (this.take(";")) return { ...statement, end: this.end };
    return this.broken(statement.start);
  }

  private broken(start: number): Statement {
    this.isWhole = false;
    this.skipTo(STATEMENT_ENDS);
    this.take(";");
    return { kind: "broken", start, end: this.end };
  }
}

function startsStatement(text: string, bol: boolean): boolean {
  return text === "" || text === "}" || (bol && /^\w|^\*/.test(text));
}
