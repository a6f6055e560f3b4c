import { freeFunctionNamed } from "../../api/free-functions.ts";
import type { Span } from "../../c/tree/nodes.ts";
import type { Fault } from "../../flow/ownership/fault.ts";
import { fixOf } from "../edits.ts";
import type { Fix } from "../finding.ts";
import { evidenceAt, lineOf } from "../related.ts";
import type { FunctionRule } from "../rule.ts";
import { faultsIn, OWNS } from "./faults.ts";

export const missingFree: FunctionRule = {
  id: "missing-free",
  sees: "function",
  ...OWNS,
  severity: "warning",
  confidence: "high",
  summary: "A way out of the function loses memory",
  why: "Nothing else knows the pointer on this way: the memory is lost until the machine restarts.",
  instead: "Free it before this return, or jump to the label that does; __free(kfree) does it by itself on every way.",
  knownLimits:
    "Only local pointers. Where the function stores one, or hands it to a function of another file, a way out is reported " +
    "only if it says that it failed, and if that function is known to leave the memory to its caller, or the memory is " +
    "freed behind it on another way.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["smatch check_leaks"],
  examples: {
    bad: [
      `
	char *p = kmalloc(n, GFP_KERNEL);
	if (!p)
		return;
	if (few) {
		return;
//              ^^^^^^^ \`p\` from kmalloc() in line 3 is lost on this way
	}
	kfree(p);
`,
    ],
    good: [
      "char *p = kmalloc(n, GFP_KERNEL);\nif (!p)\n\treturn;\nkfree(p);",
      "char *p = kmalloc(n, GFP_KERNEL);\nif (!p)\n\treturn;\ndev->p = p;",
      "char *p = kmalloc(n, GFP_KERNEL);\nif (!p)\n\treturn;\nregister_it(p);",
      "char *p = kmalloc(n, GFP_KERNEL);\nif (!p)\n\treturn;\nif (few) {\n\t/* Leaked on purpose: it will not boot. */\n\treturn;\n}\nkfree(p);",
    ],
  },
  *check({ text, ...view }, context) {
    for (const fault of faultsIn({ text, ...view }, context, "leak")) {
      const { place, taken, at, others } = fault;
      if (isOnPurpose(at, text)) continue;
      const { related = [] } = evidenceAt(taken.call.start, `\`${place}\` is taken here`, text);
      const lost = others.map(({ start, end }) => ({ start, end, message: `\`${place}\` is lost on this way too` }));
      yield {
        message: `\`${place}\` from ${taken.api.name}() in line ${lineOf(taken.call.start, text)} is lost on this way`,
        span: { start: at.start, end: at.end },
        related: [...related, ...lost],
        ...freeBefore(fault, text),
      };
    }
  },
};

/** Characters in front of a return in which a comment may explain it. */
const EXPLAINED = 400;

/** `/* We leak it: the device may still write there. *\/` */
function isOnPurpose({ start }: Span, text: string): boolean {
  const before = text.slice(Math.max(0, start - EXPLAINED), start);
  return (before.match(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g) ?? []).some((comment) => /\bleak/i.test(comment));
}

/** The free in front of the return, which must be a statement of its own, and on whose every way the memory is held. */
function freeBefore(
  { place, taken, at, always }: Extract<Fault, { kind: "leak" }>,
  text: string,
): { readonly fix?: Fix } {
  const [name = ""] = taken.api.frees;
  const isPlain = /^\w+\(\w+\)$/.test(freeFunctionNamed(name)?.signature ?? "");
  const lineStart = text.lastIndexOf("\n", at.start - 1) + 1;
  const indent = text.slice(lineStart, at.start);
  const lineBefore = text.slice(0, lineStart).trimEnd();
  const before = lineBefore.at(-1) ?? "";
  if (!always || !isPlain || indent.trim() !== "" || text[at.start] === "}") return {};
  const free = { start: at.start, end: at.start, text: `${name}(${place});\n${indent}` };
  if (";{}:".includes(before)) return fixOf(`Free \`${place}\` before`, false, free);
  const isWhole = /\n([ \t]*)if \([^\n]*\)$/.exec(lineBefore);
  if (!isWhole || /^\s*else\b/.test(text.slice(at.end, at.end + 40))) return {};
  const open = { start: lineBefore.length, end: lineBefore.length, text: " {" };
  const close = { start: at.end, end: at.end, text: `\n${isWhole[1]}}` };
  return fixOf(`Free \`${place}\` before`, false, open, free, close);
}
