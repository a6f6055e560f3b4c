import type { If } from "../../c/tree/nodes.ts";
import { nodesOf } from "../../c/tree/walk.ts";
import { isNonNullTest, statementsOf } from "../code.ts";
import { fixOf, isFragile } from "../edits.ts";
import type { FunctionRule, PlacedReport, RuleFunction } from "../rule.ts";
import { callIn, textOf } from "../sites.ts";

/** They take NULL and do nothing; the argument that may be NULL is the last. */
const TAKE_NULL = [
  "kfree",
  "kfree_sensitive",
  "kvfree",
  "vfree",
  "bitmap_free",
  "free_percpu",
  "usb_free_urb",
  "debugfs_remove",
  "debugfs_remove_recursive",
  "kmem_cache_destroy",
  "mempool_destroy",
  "dma_pool_destroy",
] as const;

export const needlessNullTest: FunctionRule = {
  id: "needless-null-test",
  sees: "function",
  mentions: { test: isMentionedFirst },
  severity: "hint",
  confidence: "high",
  summary: "A pointer is tested before it is freed",
  why: "kfree() and its like do nothing for NULL.",
  instead: "Free without the test.",
  knownLimits: "Only where nothing else depends on the test.",
  kernelDoc: "https://docs.kernel.org/core-api/mm-api.html",
  alsoFoundBy: ["checkpatch NEEDLESS_IF", "Coccinelle free/ifnullfree.cocci"],
  examples: {
    bad: [
      `
if (dev->ring)
	kfree(dev->ring);
//	^^^^^^^^^^^^^^^^ kfree() takes NULL: the test of dev->ring is not needed
`,
    ],
    fixed: ["kfree(dev->ring);"],
    good: [
      "kfree(dev->ring);",
      "if (dev->ring) {\n\tstop(dev);\n\tkfree(dev->ring);\n}",
      "if (owned)\n\tkfree(dev->ring);",
    ],
  },
  *check(view) {
    for (const node of nodesOf(view.tree.body)) {
      const report = node.kind === "if" ? reportOn(node, view) : undefined;
      if (report) yield report;
    }
  },
};

/** Each of their names has one of these words in it. */
const WORDS = ["free", "debugfs_remove", "_destroy"];
const NAMES = new RegExp(`\\b(?:${TAKE_NULL.join("|")})\\b`, "g");

/** Whether one of them is mentioned where no statement stands right in front of it. */
function isMentionedFirst(text: string): boolean {
  if (!WORDS.some((word) => text.includes(word))) return false;
  for (const { index } of text.matchAll(NAMES)) {
    const before = text.slice(Math.max(0, index - 200), index).trimEnd();
    // In a comment or a directive a semicolon ends nothing.
    if (!/[;}]$/.test(before) || /\/[/*]|#/.test(before.slice(before.lastIndexOf("\n") + 1))) return true;
  }
  return false;
}

function reportOn(test: If, view: RuleFunction): PlacedReport | undefined {
  const [only, ...others] = statementsOf(test.then);
  if (!only || others.length > 0 || test.otherwise) return undefined;
  const call = callIn(only, TAKE_NULL);
  const freed = call?.args.at(-1);
  if (!call || !freed || call.args.length !== 1) return undefined;
  if (!isNonNullTest(test.condition, textOf(freed, view), view.text)) return undefined;
  const lost = isFragile(view.text, test);
  return {
    message: `${call.name}() takes NULL: the test of ${textOf(freed, view)} is not needed`,
    span: { start: call.start, end: call.end },
    ...fixOf("Drop the test", true, lost ? undefined : { start: test.start, end: test.end, text: textOf(only, view) }),
  };
}
