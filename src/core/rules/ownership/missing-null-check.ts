import type { FunctionTree } from "../../c/tree/nodes.ts";
import type { Allocation, Fault } from "../../flow/ownership/fault.ts";
import { fixOf } from "../edits.ts";
import type { Fix } from "../finding.ts";
import { evidenceAt, lineOf } from "../related.ts";
import type { FunctionRule, RuleFunction } from "../rule.ts";
import { faultsIn, OWNS } from "./faults.ts";

export const missingNullCheck: FunctionRule = {
  id: "missing-null-check",
  sees: "function",
  ...OWNS,
  severity: "warning",
  confidence: "high",
  summary: "The result of an allocation is used without a test",
  why: "Every allocation may fail, also a small one with GFP_KERNEL: then this access crashes.",
  instead: "Test the pointer and return -ENOMEM, or ask with __GFP_NOFAIL where failing cannot be handled.",
  knownLimits:
    "A pointer is not reported any more behind a macro or a function that may have tested it, nor behind a condition that " +
    "may rest on what others say who have it, nor where the mask is a variable, in tests of KUnit and with GFP_NOWAIT in " +
    "__init functions.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["smatch check_deref, check_unchecked_allocation", "Coccinelle null/kmerr"],
  examples: {
    bad: [
      `
struct foo *p = kmalloc(sizeof(*p), GFP_KERNEL);
if (n) p->n = 1;
//     ^^^^ \`p\` may be NULL: kmalloc() in line 3 is not checked
`,
    ],
    good: [
      "struct foo *p = kmalloc(n, GFP_KERNEL);\nif (!p)\n\treturn;\np->n = 1;\nkfree(p);",
      "struct foo *p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);\np->n = 1;\nkfree(p);",
      "struct foo *p = kmalloc(n, GFP_KERNEL);\nASSERT_NOT_NULL(p);\np->n = 1;",
    ],
  },
  *check(view, context) {
    for (const fault of faultsIn(view, context, "unchecked")) {
      const { place, taken, at } = fault;
      if (crashesOnPurpose(taken, view)) continue;
      yield {
        message: `\`${place}\` may be NULL: ${taken.api.name}() in line ${lineOf(taken.call.start, view.text)} is not checked`,
        span: { start: at.start, end: at.end },
        ...evidenceAt(taken.call.start, `\`${place}\` is taken here`, view.text),
        ...nullCheck(fault, view.text, view.tree),
      };
    }
  },
};

/** A crash is what a test of KUnit reports, and all that is left to early boot, which cannot wait for memory. */
function crashesOnPurpose({ call }: Allocation, { text, tree }: RuleFunction): boolean {
  if (/^[ \t]*#[ \t]*include[ \t]*<kunit\//m.test(text)) return true;
  const head = text.slice(tree.start, tree.body.start);
  return /\b__init\b/.test(head) && call.args.some((mask) => text.slice(mask.start, mask.end) === "GFP_NOWAIT");
}

/** A test behind the statement that allocates, which leaves as the function does when it fails further on. */
function nullCheck(
  { place, taken }: Extract<Fault, { kind: "unchecked" }>,
  text: string,
  { start, body, end: functionEnd }: FunctionTree,
): { readonly fix?: Fix } {
  const lineStart = text.lastIndexOf("\n", taken.call.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const isAlone = text.slice(lineStart + indent.length).startsWith(`${place} = `) && text[taken.call.end] === ";";
  const before = text.slice(0, lineStart).trimEnd().at(-1) ?? "";
  if (!isAlone || !";{}".includes(before)) return {};
  const behind = text.slice(taken.call.end, functionEnd);
  const type = typeGiven(text.slice(start, body.start));
  const way = /\bgoto\b/.test(text.slice(body.start, functionEnd))
    ? jumpOut(place, behind, type)
    : returnOut(type, text.slice(body.start, functionEnd));
  const end = taken.call.end + 1;
  if (way.length === 0) return {};
  const [open, close] = way.length > 1 ? [" {", `\n${indent}}`] : ["", ""];
  const lines = way.map((statement) => `\n${indent}\t${statement}`).join("");
  return fixOf(`Test \`${place}\``, false, {
    start: end,
    end,
    text: `\n${indent}if (!${place})${open}${lines}${close}`,
  });
}

/** The type that a function's head names, without its storage class: `int`, `struct foo *`. */
function typeGiven(head: string): string | undefined {
  const found = /^(?:static\s+)?(?:inline\s+)?(?:__\w+\s+)*((?:const\s+)?(?:struct\s+)?\w+[\s*]+)\w+\s*\(/.exec(head);
  return found?.[1]?.trim();
}

/** The jump that the next failure behind the allocation makes, with the error in the variable that is returned there. */
function jumpOut(place: string, behind: string, type: string | undefined): readonly string[] {
  const label = /\bgoto (\w+);/.exec(behind)?.[1];
  const ladder = label === undefined ? "" : (behind.split(new RegExp(`^\\s*${label}:`, "m"))[1] ?? "");
  const used = new RegExp(`(?<![\\w>.])${place.replace(/[.]/g, "\\.")}(?:->|\\[)|[*]${place}\\b`);
  const returned = /\breturn\b\s*([^;]*);/.exec(ladder)?.[1];
  if (label === undefined || returned === undefined || used.test(ladder)) return [];
  const jump = `goto ${label};`;
  // What is returned there is this very pointer, or says already that the function failed.
  if (["", "NULL", "false", place].includes(returned)) return [jump];
  const asPointer = /^ERR_PTR\(([a-z]\w*)\)$/.exec(returned)?.[1];
  const error = asPointer ?? (isErrno(type) ? /^[a-z]\w*$/.exec(returned)?.[0] : undefined);
  return error === undefined ? [] : [`${error} = -ENOMEM;`, jump];
}

/** Types in which functions give a negative error number back. */
function isErrno(type: string | undefined): boolean {
  return type === "int" || type === "ssize_t" || type === "long";
}

/** The return of a function that says by it that it failed. */
function returnOut(type: string | undefined, body: string): readonly string[] {
  if (type === undefined) return [];
  if (type.includes("*")) {
    if (/\breturn ERR_PTR\(/.test(body)) return ["return ERR_PTR(-ENOMEM);"];
    return /\breturn NULL;/.test(body) ? ["return NULL;"] : [];
  }
  if (isErrno(type)) return ["return -ENOMEM;"];
  switch (type) {
    case "void":
      return ["return;"];
    case "bool":
      return /\breturn false;/.test(body) ? ["return false;"] : [];
    default:
      return [];
  }
}
