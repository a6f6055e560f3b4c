import type { Declaration } from "./file-index.ts";
import { type FunctionTokens, keptTokens } from "./function-tokens.ts";
import { HELPERS } from "./prelude.ts";
import type { Token } from "./tokens.ts";

/**
 * The text of a function with everything that is no C for tree-sitter replaced at the same length: comments, directives
 * and annotations become blanks, iteration macros become `while`, typeof(x) becomes one word. Offsets stay the same. It
 * ends with its last token: blanks behind a function that is not closed would change what the parser makes of it.
 */
export function maskFunction(text: string, declaration: Declaration, function_: FunctionTokens): string {
  const masker = new Masker(text, declaration, keptTokens(function_));
  return masker.run();
}

const KEYWORDS: ReadonlySet<string> = new Set(
  "if while for switch return sizeof typeof __typeof__ else do case goto default _Alignof __alignof__ alignof break continue".split(
    " ",
  ),
);
const PRIMITIVES: ReadonlySet<string> = new Set(
  "void char short int long unsigned signed bool const float double".split(" "),
);
const TYPEOF: ReadonlySet<string> = new Set(["typeof", "__typeof__", "__typeof"]);
const ATTRIBUTES: ReadonlySet<string> = new Set(["__attribute__", "__attribute"]);
const ASM: ReadonlySet<string> = new Set(["asm", "__asm__", "__asm"]);
/** A name behind a statement-like call without braces: only these are taken for iteration. */
export const ITERATES = /for_each|foreach|_each_|guard|iterate|^for_/;

class Masker {
  private readonly out: string[] = [];
  private end: number;
  /** For each open parenthesis, whether it holds the arguments of a call. */
  private readonly calls: boolean[] = [];
  private closing: ReadonlyMap<number, number> | undefined;

  constructor(
    private readonly text: string,
    private readonly declaration: Declaration,
    private readonly tokens: readonly Token[],
  ) {
    this.end = declaration.start;
  }

  run(): string {
    for (let i = 0; i < this.tokens.length; ) i = this.step(i);
    return this.out.join("");
  }

  /** Writes the token at `i`, or what stands for it, and returns the next index. */
  private step(i: number): number {
    const token = this.tokens[i];
    if (!token) return i + 1;
    if (token.kind !== "name") {
      this.track(i, token.text);
      this.put(token, token.text);
      return i + 1;
    }
    const { text } = token;
    const next = this.tokens[i + 1]?.text;
    const inBody = token.at > this.declaration.body;
    if (ATTRIBUTES.has(text)) return next === "(" ? this.close(i + 1) + 1 : i + 1;
    if (isAnnotation(text)) return takesArguments(text) && next === "(" ? this.close(i + 1) + 1 : i + 1;
    if (!inBody && text.startsWith("__") && this.tokens[i - 1]?.text === ")" && this.calls.length === 0) {
      return next === "(" ? this.close(i + 1) + 1 : i + 1; // __acquires(x) between parameters and body
    }
    if (ASM.has(text)) return this.skipAsm(i);
    if (TYPEOF.has(text) && next === "(") return this.joinTypeof(i);
    if (inBody && next === "(" && this.isIteration(i)) {
      this.put(token, "while".padEnd(text.length));
      return i + 1;
    }
    if (inBody && this.isTypeArgument(i)) return this.writeTypeArgument(i);
    this.put(token, text);
    return i + 1;
  }

  private track(i: number, text: string): void {
    if (text === "(") {
      const before = this.tokens[i - 1];
      this.calls.push(before?.kind === "name" && !KEYWORDS.has(before.text));
    } else if (text === ")") this.calls.pop();
  }

  /** `for_each_foo(a, b) {`, `scoped_guard(mutex, &m) {`, or the same in front of a statement. */
  private isIteration(i: number): boolean {
    const name = this.tokens[i]?.text ?? "";
    if (KEYWORDS.has(name) || name.length < 5 || this.tokens[i + 2]?.text === ")") return false;
    const before = this.tokens[i - 1]?.text ?? "";
    if (![";", "{", "}", ")", "else", "do", ":"].includes(before)) return false;
    const after = this.tokens[this.close(i + 1) + 1];
    if (after?.text === "{") return true;
    return (
      ITERATES.test(name) && after !== undefined && (after.kind === "name" || after.text === "*" || after.text === ";")
    );
  }

  /** `struct foo` or `unsigned int` as an argument of a macro call. */
  private isTypeArgument(i: number): boolean {
    if (!this.calls.at(-1)) return false;
    const { text = "" } = this.tokens[i] ?? {};
    if (text !== "struct" && text !== "union" && text !== "enum" && !PRIMITIVES.has(text)) return false;
    const before = this.tokens[i - 1]?.text;
    return before === "(" || before === ",";
  }

  private writeTypeArgument(i: number): number {
    const token = this.tokens[i];
    if (!token) return i + 1;
    if (!PRIMITIVES.has(token.text)) return i + 1; // the tag alone is a name
    let last = i;
    while (PRIMITIVES.has(this.tokens[last + 1]?.text ?? "")) last++;
    this.put(token, "_".repeat(token.text.length));
    return last + 1;
  }

  private joinTypeof(i: number): number {
    const token = this.tokens[i];
    const last = this.close(i + 1);
    const end = (this.tokens[last]?.at ?? token?.at ?? 0) + 1;
    if (!token) return i + 1;
    const inside = this.text.slice(token.at, end);
    if (inside.includes("\n")) this.put(token, token.text);
    else this.put(token, token.text.padEnd(inside.length, "_"));
    return last + 1;
  }

  private skipAsm(i: number): number {
    let at = i + 1;
    while (this.tokens[at]?.kind === "name") at++;
    return this.tokens[at]?.text === "(" ? this.close(at) + 1 : at;
  }

  /** Index of the parenthesis that closes the one at `open`, or of the last token. */
  private close(open: number): number {
    this.closing ??= closingParentheses(this.tokens);
    return this.closing.get(open) ?? this.tokens.length - 1;
  }

  private put(token: Token, text: string): void {
    this.blankTo(token.at);
    this.out.push(text);
    this.end = token.at + text.length;
  }

  private blankTo(offset: number): void {
    if (offset > this.end) this.out.push(this.text.slice(this.end, offset).replace(/[^\n\r]/g, " "));
    this.end = Math.max(this.end, offset);
  }
}

function closingParentheses(tokens: readonly Token[]): Map<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const text = tokens[i]?.text;
    if (text === "(") open.push(i);
    else if (text === ")") {
      const start = open.pop();
      if (start !== undefined) closing.set(start, i);
    }
  }
  return closing;
}

/** Kernel annotations: helpers that stand for nothing. */
export function isAnnotation(name: string): boolean {
  if (name === "__extension__" || name === "__init_or_module") return true;
  const helper = name.startsWith("_") ? HELPERS.get(name) : undefined;
  return (
    helper !== undefined && helper !== null && (helper.body.length === 0 || helper.body[0]?.text === "__attribute__")
  );
}

export function takesArguments(name: string): boolean {
  return HELPERS.get(name)?.params !== undefined;
}
