import type { Branch } from "./directives.ts";
import { expand, type MacroScope } from "./expand.ts";
import { integerOf } from "./literals.ts";
import { PRECEDENCE } from "./operators.ts";
import type { Token } from "./tokens.ts";
import { Unknown } from "./unknown.ts";

export interface ConditionScope extends MacroScope {
  isDefined(name: string): boolean;
  /** False where a name that is defined nowhere may still be a macro of a header that was not found. */
  readonly complete: boolean;
}

/** Value of a preprocessing condition. Throws Unknown where it hangs on a name that nothing decides. */
export function evaluateCondition(kind: Branch["kind"], tokens: readonly Token[], scope: ConditionScope): boolean {
  const name = tokens[0]?.text ?? "";
  switch (kind) {
    case "else":
      return true;
    case "ifdef":
    case "elifdef":
      return isDefined(name, scope);
    case "ifndef":
    case "elifndef":
      return !isDefined(name, scope);
    case "if":
    case "elif": {
      const value = new Condition(expandAround(tokens, scope), scope).read();
      if (typeof value === "string") throw new Unknown(value);
      return value !== 0n;
    }
  }
}

/** A name that no header found defines is undefined only if all headers were found. */
function isDefined(name: string, scope: ConditionScope): boolean {
  if (scope.isDefined(name)) return true;
  if (name.startsWith("CONFIG_")) return false; // the configuration has decided
  if (!scope.complete && !NEVER_DEFINED.has(name))
    throw new Unknown(`whether ${name} is defined is not known without the headers`);
  return false;
}

const NEVER_DEFINED: ReadonlySet<string> = new Set([
  "__cplusplus",
  "__ASSEMBLY__",
  "__ASSEMBLER__",
  "__CHECKER__",
  "__LINT__",
  // The kernel's byteorder headers define the names of the other endianness only; every ABI here is little-endian.
  "__BIG_ENDIAN",
  "__BIG_ENDIAN_BITFIELD",
]);

/** Expands all but the operands of `defined`; an Unknown in a macro taints only the operand it stands in. */
function expandAround(tokens: readonly Token[], scope: ConditionScope): Token[] {
  const out: Token[] = [];
  const pending: Token[] = [];
  const flush = () => {
    if (pending.length > 0) out.push(...expand(pending.splice(0), scope));
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    if (token.text !== "defined") {
      pending.push(token);
      continue;
    }
    flush();
    const parenthesised = tokens[i + 1]?.text === "(";
    const operand = tokens[i + (parenthesised ? 2 : 1)];
    out.push({ ...token, kind: "name", text: "defined" }, { ...token, kind: "string", text: operand?.text ?? "" });
    i += parenthesised ? 3 : 1;
  }
  flush();
  return out;
}

/** A number, or why it is not known. */
type Known = bigint | string;

class Condition {
  private i = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly scope: ConditionScope,
  ) {}

  read(): Known {
    const value = this.ternary();
    if (this.i < this.tokens.length)
      return `the condition "${this.tokens.map(({ text }) => text).join(" ")}" cannot be read`;
    return value;
  }

  private ternary(): Known {
    const condition = this.binary(0);
    if (!this.take("?")) return condition;
    const then = this.ternary();
    this.take(":");
    const otherwise = this.ternary();
    if (typeof condition === "string") return condition;
    return condition !== 0n ? then : otherwise;
  }

  private binary(level: number): Known {
    const operators = PRECEDENCE[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (
      let operator = this.tokens[this.i]?.text ?? "";
      operators.includes(operator);
      operator = this.tokens[this.i]?.text ?? ""
    ) {
      this.i++;
      left = combine(operator, left, this.binary(level + 1));
    }
    return left;
  }

  private unary(): Known {
    const token = this.tokens[this.i++];
    if (!token) return "its condition is cut off";
    switch (token.text) {
      case "!":
        return apply(this.unary(), (value) => (value === 0n ? 1n : 0n));
      case "-":
        return apply(this.unary(), (value) => -value);
      case "+":
        return this.unary();
      case "~":
        return apply(this.unary(), (value) => ~value);
      case "(": {
        const value = this.ternary();
        this.take(")");
        return value;
      }
      case "defined": {
        const name = this.tokens[this.i++]?.text ?? "";
        return this.ask(() => isDefined(name, this.scope));
      }
    }
    if (token.kind === "number" || token.kind === "char")
      return integerOf(token)?.value ?? `"${token.text}" is not a number`;
    if (token.undecided !== undefined) return this.undecided(token.undecided);
    if (token.kind === "name") return this.name(token.text);
    return `"${token.text}" is not expected in a condition`;
  }

  /** A name that is no macro counts as 0; __has_attribute(x) and the like are not decided. */
  private name(name: string): Known {
    if (name === "__has_attribute" && this.tokens[this.i]?.text === "(") {
      // Attributes that a compiler may lack never change a layout.
      while (this.tokens[this.i] && this.tokens[this.i++]?.text !== ")");
      return 1n;
    }
    if (this.tokens[this.i]?.text === "(") return `${name}() is not known without the headers`;
    if (name === "true") return 1n;
    return this.scope.complete ? 0n : `${name} is not known without the headers`;
  }

  /** The arguments of a macro that is not decided go with it. */
  private undecided(why: string): string {
    if (this.tokens[this.i]?.text === "(") {
      let depth = 0;
      do {
        const text = this.tokens[this.i++]?.text;
        if (text === "(") depth++;
        else if (text === ")") depth--;
      } while (depth > 0 && this.i < this.tokens.length);
    }
    return why;
  }

  private ask(question: () => boolean): Known {
    try {
      return question() ? 1n : 0n;
    } catch (problem) {
      if (problem instanceof Unknown) return problem.why;
      throw problem;
    }
  }

  private take(text: string): boolean {
    if (this.tokens[this.i]?.text !== text) return false;
    this.i++;
    return true;
  }
}

function apply(value: Known, change: (value: bigint) => bigint): Known {
  return typeof value === "string" ? value : change(value);
}

function combine(operator: string, left: Known, right: Known): Known {
  // Either side alone can decide && and ||.
  if (operator === "&&" && (left === 0n || right === 0n)) return 0n;
  if (operator === "||") {
    if (typeof left === "bigint" && left !== 0n) return 1n;
    if (typeof right === "bigint" && right !== 0n) return 1n;
  }
  if (typeof left === "string") return left;
  if (typeof right === "string") return right;
  const truth = (value: boolean) => (value ? 1n : 0n);
  switch (operator) {
    case "||":
    case "&&":
      return truth(operator === "&&" ? left !== 0n && right !== 0n : left !== 0n || right !== 0n);
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "&":
      return left & right;
    case "==":
      return truth(left === right);
    case "!=":
      return truth(left !== right);
    case "<":
      return truth(left < right);
    case ">":
      return truth(left > right);
    case "<=":
      return truth(left <= right);
    case ">=":
      return truth(left >= right);
    case "<<":
      return right < 0n || right > 63n ? "a shift is out of range" : BigInt.asIntN(64, left << right);
    case ">>":
      return right < 0n || right > 63n ? "a shift is out of range" : left >> right;
    case "+":
      return BigInt.asIntN(64, left + right);
    case "-":
      return BigInt.asIntN(64, left - right);
    case "*":
      return BigInt.asIntN(64, left * right);
    default:
      if (right === 0n) return "a condition divides by zero";
      return operator === "/" ? left / right : left % right;
  }
}
