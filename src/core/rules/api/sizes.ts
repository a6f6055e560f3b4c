import type { SizeFact } from "../../c/size-fact.ts";
import type { Binary, Expression, Span } from "../../c/tree/nodes.ts";
import { bareCode } from "../code.ts";
import type { RuleContext } from "../rule.ts";
import { type Site, textOf } from "../sites.ts";

/** The argument that is the number of bytes. */
export function sizeArgument({ assessment: { api }, call }: Site): Expression | undefined {
  const { sizing } = api;
  return sizing.kind === "bytes" && sizing.plus === undefined ? call.args[sizing.size] : undefined;
}

/** The arguments that are the number of elements and the size of one. */
export function arrayArguments({ assessment, call }: Site): { count: Expression; each: Expression } | undefined {
  const { sizing } = assessment.api;
  if (sizing.kind !== "array") return undefined;
  const count = call.args[sizing.count];
  const each = call.args[sizing.each];
  return count && each ? { count, each } : undefined;
}

/** The argument that is the mask. */
export function gfpArgument({ assessment: { api }, call }: Site): Expression | undefined {
  return api.gfp.from === "argument" ? call.args[api.gfp.index] : undefined;
}

export function isProduct(expression: Expression): expression is Binary {
  return expression.kind === "binary" && expression.operator === "*";
}

/** `a * b * c` as its factors. */
export function factorsOf(expression: Expression): readonly Expression[] {
  return isProduct(expression) ? [...factorsOf(expression.left), ...factorsOf(expression.right)] : [expression];
}

/** `a + b + c` as its terms. */
export function termsOf(expression: Expression): readonly Expression[] {
  const isSum = expression.kind === "binary" && expression.operator === "+";
  return isSum ? [...termsOf(expression.left), ...termsOf(expression.right)] : [expression];
}

/** Whether a product may be more than its type holds: a factor that is not constant and has more than 16 bits. */
export function mayOverflow(product: Binary, site: Site, context: RuleContext): boolean {
  const facts = context.at(site.assessment.call);
  const code = textOf(product, site);
  if (facts.size(code).kind === "known") return false;
  const wide = factorsOf(product).filter((factor) => {
    const text = textOf(factor, site);
    const fact = facts.size(text);
    if (fact.kind === "known") return false;
    if (/^[A-Z][A-Z0-9_]*$/.test(text)) return false;
    const type = facts.type(text);
    return !(type?.kind === "int" && type.bytes <= 2);
  });
  // What is a sizeof of a type that is not known is a constant too.
  return wide.some((factor) => factor.kind !== "sizeof");
}

/** Whether another size is exactly what the call asks for. */
export function isWhole(size: Expression, site: Site, context: RuleContext): boolean {
  const code = textOf(size, site);
  if (site.assessment.api.sizing.kind === "object") return isObject(size, site);
  const asked = requestCode(site);
  if (asked !== undefined && bareCode(code) === bareCode(asked)) return true;
  const fact = context.at(site.assessment.call).size(code);
  return isSameSize(fact, site.assessment.size);
}

/** `sizeof(*p)` of an object whose size a cache or pool knows. */
function isObject(size: Expression, site: Site): boolean {
  const { target } = site;
  return (
    size.kind === "sizeof" && target !== undefined && bareCode(textOf(size, site)) === bareCode(`sizeof(*${target})`)
  );
}

function isSameSize(a: SizeFact, b: SizeFact): boolean {
  if (a.kind === "known" && b.kind === "known") return a.bytes === b.bytes;
  return a.kind === "symbolic" && b.kind === "symbolic" && a.expression === b.expression && a.base === b.base;
}

/** The number of bytes as the caller writes it: an argument, or the product of two. */
function requestCode(site: Site): string | undefined {
  const size = sizeArgument(site);
  if (size) return textOf(size, site);
  const array = arrayArguments(site);
  return array && `${textOf(array.count, site)} * ${textOf(array.each, site)}`;
}

/** The text of an operand as an argument of its own; undefined where that would mean something else. */
export function asArgument(expression: Expression, { text }: Pick<Site, "text">): string | undefined {
  if (expression.kind === "comma" || expression.kind === "other") return undefined;
  return oneLine(text, expression);
}

/** Code on one line. */
function oneLine(text: string, { start, end }: Span): string {
  return text.slice(start, end).replace(/(?<!\s)\s*\\?\n\s*/g, " ");
}
