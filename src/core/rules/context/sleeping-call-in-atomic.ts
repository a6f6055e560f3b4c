import type { FunctionView } from "../../analysis/file-analysis.ts";
import type { Expression, FunctionTree } from "../../c/tree/nodes.ts";
import { nodesOf } from "../../c/tree/walk.ts";
import { evidenceAt } from "../related.ts";
import type { FunctionRule } from "../rule.ts";
import { isSleepingMask, withoutSleep } from "./sleeping-mask.ts";

/** A mask that may sleep as an argument. */
const MASK = /\bGFP_(?:KERNEL|KERNEL_ACCOUNT|NOIO|NOFS|USER|HIGHUSER)\b/;
/** These let go of the lock of their XArray or maple tree while they wait for memory. */
const UNLOCKS_MEANWHILE = /^(?:__xa_|xas_|mas_)/;

export const sleepingCallInAtomic: FunctionRule = {
  id: "sleeping-call-in-atomic",
  sees: "function",
  mentions: MASK,
  severity: "error",
  confidence: "high",
  summary: "A function is told that it may sleep where sleeping is not allowed",
  why:
    "The function passes the mask on to an allocator. With GFP_KERNEL that waits for memory: under a spinlock, with " +
    "interrupts disabled or in an interrupt handler nothing may.",
  instead: "Call it before the lock is taken, or pass GFP_NOWAIT, or GFP_ATOMIC where the reserves are justified.",
  knownLimits:
    "Only masks that are written with the names of flags, in calls of functions: what a macro makes of a mask is not seen.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["Coccinelle locks/call_kern", "smatch check_scheduling_in_atomic", "CONFIG_DEBUG_ATOMIC_SLEEP"],
  examples: {
    bad: [
      `
spin_lock(&dev->lock);
n = usb_submit_urb(dev->urb, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ usb_submit_urb() may sleep with GFP_KERNEL, which is a bug here: under \`dev->lock\`, taken in line 3
spin_unlock(&dev->lock);
`,
    ],
    fixed: ["spin_lock(&dev->lock);\nn = usb_submit_urb(dev->urb, GFP_NOWAIT);\nspin_unlock(&dev->lock);"],
    good: [
      "spin_lock(&dev->lock);\nn = usb_submit_urb(dev->urb, GFP_ATOMIC);\nspin_unlock(&dev->lock);",
      "spin_lock(&dev->lock);\nspin_unlock(&dev->lock);\nn = usb_submit_urb(dev->urb, GFP_KERNEL);",
      "spin_lock(&dev->tree.xa_lock);\nn = __xa_insert(&dev->tree, 1, p, GFP_KERNEL);\nspin_unlock(&dev->tree.xa_lock);",
      "mutex_lock(&dev->mutex);\nn = usb_submit_urb(dev->urb, GFP_KERNEL);\nmutex_unlock(&dev->mutex);",
    ],
  },
  *check({ view, text, tree }, { file: { flow }, config }) {
    if (!isNamedElsewhere(view, text)) return;
    const known = new Set(view.assessments.map(({ call }) => call.start));
    for (const call of nodesOf(tree.body)) {
      if (call.kind !== "call" || call.name === "" || known.has(call.start) || UNLOCKS_MEANWHILE.test(call.name))
        continue;
      const index = call.args.findIndex((argument) => isSleepingMask(argument, config));
      const mask = call.args[index];
      if (!mask || flow.hasMacro(call.name) || !passesOn(flow.functionNamed(call.name)?.tree, index)) continue;
      const context = flow.atomicAt(view.source, call.start);
      if (context?.kind !== "atomic") continue;
      yield {
        message: `${call.name}() may sleep with ${text.slice(mask.start, mask.end)}, which is a bug here: ${context.why}`,
        span: { start: call.start, end: call.end },
        ...evidenceAt(context.at, "this is why it may not sleep", text),
        ...withoutSleep(mask),
      };
    }
  },
};

/** Whether masks stand outside of the allocation calls of a function. */
function isNamedElsewhere({ assessments, start, end }: FunctionView, text: string): boolean {
  let at = start;
  for (const { call } of assessments) {
    if (MASK.test(text.slice(at, call.start))) return true;
    at = Math.max(at, call.end);
  }
  return MASK.test(text.slice(at, end));
}

/** Whether a function of the file gives its parameter to others as it is; those of other files do. */
function passesOn(tree: FunctionTree | undefined, index: number): boolean {
  if (!tree) return true;
  const name = tree.parameters[index]?.name;
  const nodes = nodesOf(tree.body);
  const isIt = (node: Expression) => node.kind === "name" && node.name === name;
  return (
    nodes.some((node) => node.kind === "call" && node.args.some(isIt)) &&
    !nodes.some((node) => (node.kind === "assign" && isIt(node.target)) || (node.kind === "binary" && isIt(node.left)))
  );
}
