import { fixOf } from "../edits.ts";
import { evidenceAt } from "../related.ts";
import type { SiteRule } from "../rule.ts";

export const atomicMaySleep: SiteRule = {
  id: "atomic-may-sleep",
  sees: "site",
  severity: "info",
  confidence: "moderate",
  summary: "GFP_ATOMIC where sleeping is allowed",
  why: "GFP_ATOMIC takes from the reserves that interrupt handlers depend on, and fails where GFP_KERNEL would wait.",
  instead: "Use GFP_KERNEL.",
  knownLimits:
    "Reported only where the context is proven: a driver's probe or work item, or a call that sleeps on every way to " +
    "the allocation. A lock that a function of another file takes is not seen.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  examples: {
    bad: [
      `
mutex_lock(&dev->mutex);
p = kmalloc(n, GFP_ATOMIC);
//  ^^^^^^^^^^^^^^^^^^^^^^ GFP_ATOMIC where sleeping is allowed: mutex_lock() in line 3 sleeps too
`,
    ],
    fixed: [
      `
mutex_lock(&dev->mutex);
p = kmalloc(n, GFP_KERNEL);
`,
    ],
    good: [
      "p = kmalloc(n, GFP_ATOMIC);",
      "mutex_lock(&dev->mutex);\nspin_lock(&dev->lock);\np = kmalloc(n, GFP_ATOMIC);",
      "mutex_lock(&dev->mutex);\nhw_lock(dev);\np = kmalloc(n, GFP_ATOMIC);",
    ],
  },
  check({ assessment, call, text }) {
    const { api, gfp } = assessment;
    if (gfp.kind !== "known" || !gfp.flags.includes("GFP_ATOMIC")) return undefined;
    if (gfp.flags.some((flag) => flag !== "GFP_ATOMIC" && !(api.adds ?? []).includes(flag))) return undefined;
    const mask = api.gfp.from === "argument" ? call.args[api.gfp.index] : undefined;
    if (mask?.kind !== "name" || mask.name !== "GFP_ATOMIC") return undefined;
    const { context } = assessment;
    if (context.kind !== "process") return undefined;
    return {
      message: `GFP_ATOMIC where sleeping is allowed: ${context.why}`,
      ...evidenceAt(context.at, "this is why it may sleep", text),
      ...fixOf("Use GFP_KERNEL", false, { start: mask.start, end: mask.end, text: "GFP_KERNEL" }),
    };
  },
};
