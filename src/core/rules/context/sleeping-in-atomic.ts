import { maySleep } from "../../kernel/gfp.ts";
import { fixOf } from "../edits.ts";
import type { Fix } from "../finding.ts";
import { evidenceAt } from "../related.ts";
import type { SiteRule } from "../rule.ts";
import type { Site } from "../sites.ts";

export const sleepingInAtomic: SiteRule = {
  id: "sleeping-in-atomic",
  sees: "site",
  severity: "error",
  confidence: "high",
  summary: "An allocation that may sleep where sleeping is not allowed",
  why:
    "Under a spinlock, with interrupts or preemption disabled, in an RCU reader or an interrupt handler nothing may " +
    "sleep: another task that runs meanwhile may wait for the same lock for ever.",
  instead:
    "Allocate before the lock is taken, or use a mask that does not sleep: GFP_NOWAIT where failing is fine, GFP_ATOMIC " +
    "where the reserves are justified. Both fail sooner.",
  knownLimits:
    "What happens in functions of other files is not seen, nor what the caller of this function holds, unless the file " +
    "itself calls or registers it. A function or a macro that may release the lock in between silences the rule.",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  alsoFoundBy: ["Coccinelle locks/call_kern", "smatch check_scheduling_in_atomic", "CONFIG_DEBUG_ATOMIC_SLEEP"],
  examples: {
    bad: [
      `
spin_lock(&dev->lock);
p = kmalloc(n, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^ kmalloc() may sleep with GFP_KERNEL, which is a bug here: under \`dev->lock\`, taken in line 3
spin_unlock(&dev->lock);
`,
      `
rcu_read_lock();
p = vmalloc(n);
//  ^^^^^^^^^^ vmalloc() may sleep, which is a bug here: in the RCU read-side critical section of line 3
rcu_read_unlock();
`,
    ],
    fixed: [
      `
spin_lock(&dev->lock);
p = kmalloc(n, GFP_NOWAIT);
spin_unlock(&dev->lock);
`,
    ],
    good: [
      "spin_lock(&dev->lock);\np = kmalloc(n, GFP_ATOMIC);\nspin_unlock(&dev->lock);",
      "spin_lock(&dev->lock);\nspin_unlock(&dev->lock);\np = kmalloc(n, GFP_KERNEL);",
      "mutex_lock(&dev->mutex);\np = kmalloc(n, GFP_KERNEL);\nmutex_unlock(&dev->mutex);",
      "if (n)\n\tspin_lock(&dev->lock);\np = kmalloc(n, GFP_KERNEL);",
    ],
  },
  check(site, { config }) {
    const { api, gfp } = site.assessment;
    const byMask = api.sleeps === "gfp" && gfp.kind === "known" && maySleep(gfp.value, config);
    const context = byMask || api.sleeps === "always" ? site.assessment.atomic() : undefined;
    if (context?.kind !== "atomic") return undefined;
    const mask =
      byMask && gfp.kind === "known" && api.gfp.from !== "fixed" ? ` with ${writtenMask(gfp.flags, api.adds)}` : "";
    return {
      message: `${api.name}() may sleep${mask}, which is a bug here: ${context.why}`,
      ...evidenceAt(context.at, "this is why it may not sleep", site.text),
      ...withoutSleep(site),
    };
  },
};

function writtenMask(flags: readonly string[], added: readonly string[] = []): string {
  return flags.filter((flag) => !added.includes(flag)).join(" | ");
}

function withoutSleep({ assessment: { api }, call, text }: Site): { readonly fix?: Fix } {
  const mask = api.gfp.from === "argument" ? call.args[api.gfp.index] : undefined;
  if (mask?.kind !== "name" || mask.name !== "GFP_KERNEL") return {};
  const title = "Use GFP_NOWAIT, which does not sleep and fails sooner (GFP_ATOMIC may use the reserves)";
  return fixOf(title, false, {
    start: mask.start,
    end: mask.end,
    text: text.slice(mask.start, mask.end).replace("GFP_KERNEL", "GFP_NOWAIT"),
  });
}
