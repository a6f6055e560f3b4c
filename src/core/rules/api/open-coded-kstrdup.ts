import { leaves } from "../../c/tree/leaves.ts";
import type { Call, Statement } from "../../c/tree/nodes.ts";
import { bareCode, hasDirective, hasEffects, isZero, sameCode } from "../code.ts";
import { calling, fixOf, withoutStatement } from "../edits.ts";
import type { Report, RuleContext, SiteRule } from "../rule.ts";
import { callIn, checkedOf, isTarget, type Site, textOf } from "../sites.ts";
import { asArgument, sizeArgument, termsOf } from "./sizes.ts";

export const openCodedKstrdup: SiteRule = {
  id: "open-coded-kstrdup",
  sees: "site",
  severity: "info",
  confidence: "high",
  summary: "A string is copied by hand",
  why: "kstrdup() and kmemdup_nul() count the terminating NUL and cannot write past the end.",
  instead: "Use kstrdup() for a string, kmemdup_nul() for characters of a known number.",
  knownLimits: "The copy must follow the allocation and its check.",
  kernelDoc: "https://docs.kernel.org/core-api/mm-api.html",
  alsoFoundBy: ["Coccinelle api/kstrdup.cocci"],
  examples: {
    bad: [
      `
p = kmalloc(strlen(s) + 1, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The string s is copied by hand: kstrdup(s, …) does that
if (!p)
	return;
strcpy(p, s);
`,
      `
p = kmalloc(n + 1, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ n characters of s and a NUL are copied by hand: kmemdup_nul(s, n, …) does that
if (!p)
	return;
memcpy(p, s, n);
p[n] = '\\0';
`,
    ],
    fixed: [
      "p = kstrdup(s, GFP_KERNEL);\nif (!p)\n\treturn;",
      "p = kmemdup_nul(s, n, GFP_KERNEL);\nif (!p)\n\treturn;",
    ],
    good: ["p = kmalloc(strlen(s) + 2, GFP_KERNEL);\nstrcpy(p, s);", "p = kstrdup(s, GFP_KERNEL);"],
  },
  check(site, context) {
    if (!APIS.has(site.call.name)) return undefined;
    const { check, rest } = checkedOf(site);
    if (check && (!leaves(check.then) || check.otherwise)) return undefined;
    const last = rest[1] ?? rest[0];
    if (!last || hasDirective(site.text, { start: site.statement.start, end: last.end })) return undefined;
    return copiesString(site, rest[0], context) ?? copiesCharacters(site, rest[0], rest[1]);
  },
};

const APIS: ReadonlySet<string> = new Set(["kmalloc", "kzalloc"]);

/** `kmalloc(strlen(s) + 1)` and `strcpy(p, s)`, or a memcpy() of as much. */
function copiesString(site: Site, statement: Statement | undefined, context: RuleContext): Report | undefined {
  const copy = callIn(statement, ["strcpy", "memcpy", "strscpy"]);
  const [to, source, size] = copy?.args ?? [];
  if (!statement || !copy || !isTarget(to, site) || !source || hasEffects(source)) return undefined;
  const text = asArgument(source, site);
  if (text === undefined || !isLength(site, text, 1n, context)) return undefined;
  if (copy.name !== "strcpy" && !(size && isLengthCode(textOf(size, site), text, 1n, site, context))) return undefined;
  return {
    message: `The string ${text} is copied by hand: kstrdup(${text}, …) does that`,
    ...fixFor(site, "kstrdup", text, [statement]),
  };
}

/** Whether the request is strlen(text) + `plus` bytes. */
function isLength(site: Site, text: string, plus: bigint, context: RuleContext): boolean {
  const size = sizeArgument(site);
  return size !== undefined && isLengthCode(textOf(size, site), text, plus, site, context);
}

function isLengthCode(code: string, text: string, plus: bigint, site: Site, context: RuleContext): boolean {
  const fact = context.at(site.assessment.call).size(code);
  if (fact.kind !== "symbolic" || fact.base !== plus || fact.unit !== 1n) return false;
  return fact.terms.length === 1 && sameCode(fact.terms[0] ?? "", `strlen(${text})`);
}

/** `kmalloc(len + 1)`, `memcpy(p, s, len)` and `p[len] = 0`. */
function copiesCharacters(site: Site, copying: Statement | undefined, ending?: Statement): Report | undefined {
  const copy = callIn(copying, ["memcpy", "strncpy"]);
  const [to, source, length] = copy?.args ?? [];
  if (!copying || !copy || !source || !length || hasEffects(source) || hasEffects(length)) return undefined;
  if (!isTarget(to, site) || !isOneMore(site, textOf(length, site))) return undefined;
  const isEnded = ending !== undefined && endsAt(ending, site, length);
  // kzalloc() has put the NUL there.
  if (!isEnded && site.call.name !== "kzalloc") return undefined;
  const text = asArgument(source, site);
  const count = asArgument(length, site);
  if (text === undefined || count === undefined || copy.name === "strncpy") return undefined;
  return {
    message: `${count} characters of ${text} and a NUL are copied by hand: kmemdup_nul(${text}, ${count}, …) does that`,
    ...fixFor(site, "kmemdup_nul", `${text}, ${count}`, isEnded && ending ? [copying, ending] : [copying]),
  };
}

function isOneMore(site: Site, length: string): boolean {
  const size = sizeArgument(site);
  const terms = size ? termsOf(size).map((term) => bareCode(textOf(term, site))) : [];
  return terms.length === 2 && terms.includes("1") && terms.includes(bareCode(length));
}

function endsAt(statement: Statement, site: Site, length: Call["args"][number]): boolean {
  if (statement.kind !== "expression" || statement.expression.kind !== "assign") return false;
  const { target, value, operator } = statement.expression;
  if (operator !== "=" || target.kind !== "index" || !isTarget(target.object, site)) return false;
  return (
    sameCode(textOf(target.index, site), textOf(length, site)) && (isZero(value) || textOf(value, site) === "'\\0'")
  );
}

function fixFor(site: Site, api: string, by: string, copies: readonly Statement[]): Pick<Report, "fix"> {
  const argument = sizeArgument(site);
  if (!argument) return {};
  const gone = copies.map((statement) => withoutStatement(statement, site.text));
  return fixOf(`Use ${api}()`, true, calling(site, api, [{ argument, by }]), ...gone);
}
