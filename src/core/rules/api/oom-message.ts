import { leaves } from "../../c/tree/leaves.ts";
import type { If, Statement } from "../../c/tree/nodes.ts";
import { statementsOf } from "../code.ts";
import { fixOf, isFragile, withoutStatement } from "../edits.ts";
import type { TextEdit } from "../finding.ts";
import type { Report, SiteRule } from "../rule.ts";
import { checkedOf, type Site, textOf } from "../sites.ts";

export const oomMessage: SiteRule = {
  id: "oom-message",
  sees: "site",
  severity: "hint",
  confidence: "high",
  summary: "A failed allocation is reported to the log once more",
  why: "The allocator itself prints a message with the stack when it fails, unless __GFP_NOWARN is given.",
  instead: "Drop the message.",
  knownLimits: "Only messages that speak of memory or of allocating.",
  kernelDoc: "https://docs.kernel.org/process/coding-style.html#allocating-memory",
  alsoFoundBy: ["checkpatch OOM_MESSAGE"],
  examples: {
    bad: [
      `
p = kmalloc(n, GFP_KERNEL);
if (!p) {
	dev_err(dev, "out of memory\\n");
//	^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ kmalloc() reports its failure itself: the message is not needed
	return;
}
`,
    ],
    fixed: ["p = kmalloc(n, GFP_KERNEL);\nif (!p)\n\treturn;"],
    good: [
      'p = kmalloc(n, GFP_KERNEL | __GFP_NOWARN);\nif (!p) {\n\tdev_err(dev, "out of memory\\n");\n\treturn;\n}',
      'p = kmalloc(n, GFP_KERNEL);\nif (!p) {\n\tdev_err(dev, "the ring is lost\\n");\n\treturn;\n}',
    ],
  },
  check(site) {
    const { check } = checkedOf(site);
    const { api, gfp } = site.assessment;
    if (!check || !leaves(check.then) || !WARN.has(api.family) || api.returns !== "pointer") return undefined;
    if (gfp.kind !== "known" || gfp.flags.includes("__GFP_NOWARN") || gfp.flags.includes("GFP_NOWAIT"))
      return undefined;
    const message = statementsOf(check.then).find((statement) => isMessage(statement, site));
    if (message?.kind !== "expression") return undefined;
    return {
      message: `${site.call.name}() reports its failure itself: the message is not needed`,
      span: { start: message.expression.start, end: message.expression.end },
      ...fixFor(check, message, site),
    };
  },
};

/** Families whose allocators warn by themselves. */
const WARN: ReadonlySet<string> = new Set(["kmalloc", "strings", "kvmalloc", "vmalloc", "device-managed"]);

const PRINTS =
  /^(?:printk|pr_(?:emerg|alert|crit|err|warn|notice|info|debug|dbg)|(?:dev|netdev|netif|wiphy|drm)_(?:emerg|alert|crit|err|error|warn|notice|info|debug|dbg))$/;

/** The text of a message that says nothing else. */
const OF_MEMORY = /\b(?:memory|mem|alloc\w*|kmalloc\w*|kzalloc\w*|ENOMEM|OOM)\b|enomem/i;

function isMessage(statement: Statement, site: Site): boolean {
  if (statement.kind !== "expression" || statement.expression.kind !== "call") return false;
  const { name, args } = statement.expression;
  const words = args.find(({ kind }) => kind === "string");
  return PRINTS.test(name) && words !== undefined && OF_MEMORY.test(textOf(words, site));
}

/** Without the message, and without braces around what is then the only statement. */
function fixFor(check: If, message: Statement, { text }: Site): Pick<Report, "fix"> {
  const statements = statementsOf(check.then);
  const other = statements.find((statement) => statement !== message);
  const title = "Drop the message";
  if (check.then.kind !== "block" || statements.length !== 2 || !other || check.otherwise || isFragile(text, check))
    return fixOf(title, false, statements.length > 1 ? withoutStatement(message, text) : undefined);
  return fixOf(title, false, unbraced(check.then, other, text) ?? withoutStatement(message, text));
}

function unbraced(block: Statement, only: Statement, text: string): TextEdit | undefined {
  const lineStart = text.lastIndexOf("\n", only.start - 1) + 1;
  const indentation = text.slice(lineStart, only.start);
  const before = /(?<![ \t])[ \t]*$/.exec(text.slice(0, block.start))?.[0].length ?? 0;
  if (indentation.trim() !== "" || text.slice(only.start, only.end).includes("\n")) return undefined;
  return {
    start: block.start - before,
    end: block.end,
    text: `\n${indentation}${text.slice(only.start, only.end)}`,
  };
}
