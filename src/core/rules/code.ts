import type { Expression, Span, Statement } from "../c/tree/nodes.ts";
import { nodesOf } from "../c/tree/walk.ts";

/** C code as its words and signs alone: comments and blanks are gone, and parentheses around the whole. */
export function bareCode(code: string): string {
  let bare = code
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ ?([^\w ]) ?/g, "$1")
    .trim();
  while (bare.startsWith("(") && closesAt(bare) === bare.length - 1) bare = bare.slice(1, -1);
  return bare;
}

/** Whether two pieces of code are the same but for blanks, comments and outer parentheses. */
export function sameCode(a: string, b: string): boolean {
  return a === b || bareCode(a) === bareCode(b);
}

function closesAt(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return -1;
}

/** `!p`, `p == NULL`, `NULL == p`, `unlikely(!p)`, also where `p` is an assignment to it. */
export function isNullTest(condition: Expression, target: string, text: string): boolean {
  const is = (expression: Expression): boolean => {
    const bare = expression.kind === "assign" ? expression.target : expression;
    return sameCode(text.slice(bare.start, bare.end), target);
  };
  switch (condition.kind) {
    case "unary":
      return condition.operator === "!" && is(condition.operand);
    case "binary": {
      if (condition.operator !== "==") return false;
      const { left, right } = condition;
      return (isNull(right) && is(left)) || (isNull(left) && is(right));
    }
    case "call": {
      const [only] = condition.args;
      return (
        (condition.name === "unlikely" || condition.name === "WARN_ON" || condition.name === "WARN_ON_ONCE") &&
        only !== undefined &&
        isNullTest(only, target, text)
      );
    }
    default:
      return false;
  }
}

/** `p`, `p != NULL`, `NULL != p`. */
export function isNonNullTest(condition: Expression, target: string, text: string): boolean {
  if (condition.kind === "binary" && condition.operator === "!=") {
    const { left, right } = condition;
    const tested = isNull(right) ? left : isNull(left) ? right : undefined;
    return tested !== undefined && sameCode(text.slice(tested.start, tested.end), target);
  }
  return sameCode(text.slice(condition.start, condition.end), target);
}

function isNull(expression: Expression): boolean {
  return (
    (expression.kind === "name" && expression.name === "NULL") ||
    (expression.kind === "number" && expression.text === "0")
  );
}

export function isZero(expression: Expression | undefined): boolean {
  return expression?.kind === "number" && /^(?:0|0x0+|0[uU]|'\\0'|'\\x00')$/.test(expression.text);
}

/** Statements of a block, or the one statement that stands in its place. */
export function statementsOf(statement: Statement): readonly Statement[] {
  return statement.kind === "block" ? statement.statements : [statement];
}

/** Whether the words of a text name a variable or member. */
export function mentions(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w])${name.replace(/[^\w]/g, "\\$&")}(?![\\w])`).test(code);
}

/** Whether code between two nodes holds directives or comments that an edit would lose or move. */
export function hasDirective(text: string, { start, end }: Span): boolean {
  return /^[ \t]*#/m.test(text.slice(start, end));
}

export function hasComment(text: string, { start, end }: Span): boolean {
  return /\/[*/]/.test(text.slice(start, end));
}

/** Whether evaluating an expression once more, or once less, makes a difference. */
export function hasEffects(expression: Expression): boolean {
  for (const node of nodesOf(expression)) {
    if (node.kind === "assign" || node.kind === "update" || node.kind === "statements" || node.kind === "other")
      return true;
    if (node.kind === "call" && !PURE.test(node.name)) return true;
  }
  return false;
}

/** Functions and macros that only compute. */
const PURE =
  /^(?:strn?len|array3?_size|struct_size(?:_t)?|flex_array_size|size_(?:add|mul|sub)|(?:DIV_ROUND_UP|ALIGN|PAGE_ALIGN|round_?up|round_?down|min|max|min_t|max_t|BITS_TO_\w+|ARRAY_SIZE|offsetof|sizeof_field|[bl]e(?:16|32|64)_to_cpu(?:p)?))$/;
