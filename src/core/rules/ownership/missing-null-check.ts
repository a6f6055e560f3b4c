import type { FunctionTree } from "../../c/tree/nodes.ts";
import type { Fault } from "../../flow/ownership/fault.ts";
import { fixOf } from "../edits.ts";
import type { Fix } from "../finding.ts";
import { evidenceAt, lineOf } from "../related.ts";
import type { FunctionRule } from "../rule.ts";
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
    "may rest on what others say who have it, nor where the mask is a variable.",
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
      yield {
        message: `\`${place}\` may be NULL: ${taken.api.name}() in line ${lineOf(taken.call.start, view.text)} is not checked`,
        span: { start: at.start, end: at.end },
        ...evidenceAt(taken.call.start, `\`${place}\` is taken here`, view.text),
        ...nullCheck(fault, view.text, view.tree),
      };
    }
  },
};

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
  const way = /\bgoto\b/.test(text.slice(body.start, functionEnd))
    ? jumpOut(place, behind)
    : returnOut(text.slice(start, body.start), text.slice(body.start, functionEnd));
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

/** The jump that the next failure behind the allocation makes, with the error in the variable that is returned there. */
function jumpOut(place: string, behind: string): readonly string[] {
  const label = /\bgoto (\w+);/.exec(behind)?.[1];
  const ladder = label === undefined ? "" : (behind.split(new RegExp(`^\\s*${label}:`, "m"))[1] ?? "");
  const used = new RegExp(`(?<![\\w>.])${place.replace(/[.]/g, "\\.")}(?:->|\\[)|[*]${place}\\b`);
  const returned = /\breturn\b\s*([^;]*);/.exec(ladder);
  if (label === undefined || !returned || used.test(ladder)) return [];
  const error = /^(?:ERR_PTR\()?(\w+)\)?$/.exec(returned[1] ?? "")?.[1];
  const jump = `goto ${label};`;
  if (returned[1] === "" || returned[1] === "NULL" || returned[1] === "false") return [jump];
  return error !== undefined && /^[a-z]/.test(error) ? [`${error} = -ENOMEM;`, jump] : [];
}

/** The return of a function that says by it that it failed. */
function returnOut(head: string, body: string): readonly string[] {
  const type = /^(?:static\s+)?(?:inline\s+)?(?:__\w+\s+)*((?:const\s+)?(?:struct\s+)?\w+[\s*]+)\w+\s*\(/.exec(
    head,
  )?.[1];
  if (type === undefined) return [];
  if (type.includes("*")) {
    if (/\breturn ERR_PTR\(/.test(body)) return ["return ERR_PTR(-ENOMEM);"];
    return /\breturn NULL;/.test(body) ? ["return NULL;"] : [];
  }
  switch (type.trim()) {
    case "int":
    case "ssize_t":
    case "long":
      return ["return -ENOMEM;"];
    case "void":
      return ["return;"];
    case "bool":
      return /\breturn false;/.test(body) ? ["return false;"] : [];
    default:
      return [];
  }
}
