import { type FileAnalysis, functionAt } from "../../analysis/file-analysis.ts";
import type { Expression } from "../../c/tree/nodes.ts";
import { valuesAt } from "../../flow/values.ts";
import type { KernelConfig } from "../../kernel/config.ts";
import { maySleep } from "../../kernel/gfp.ts";
import { evidenceAt, lineOf } from "../related.ts";
import type { SiteRule } from "../rule.ts";
import type { Site } from "../sites.ts";
import { isSleepingMask, withoutSleep } from "./sleeping-mask.ts";

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
gfp = GFP_KERNEL;
spin_lock(&dev->lock);
p = kmalloc(n, gfp);
//  ^^^^^^^^^^^^^^^ kmalloc() may sleep with GFP_KERNEL, which \`gfp\` is set to in line 3, which is a bug here: under \`dev->lock\`, taken in line 4
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
      "gfp = n ? GFP_ATOMIC : GFP_KERNEL;\nspin_lock(&dev->lock);\np = kmalloc(n, gfp);\nspin_unlock(&dev->lock);",
      "if (n)\n\tspin_lock(&dev->lock);\np = kmalloc(n, GFP_KERNEL);",
    ],
  },
  check(site, { config, file }) {
    const { api, gfp } = site.assessment;
    const byVariable = api.sleeps === "gfp" && gfp.kind === "unknown" ? variableMask(site, file, config) : undefined;
    const byMask =
      byVariable !== undefined || (gfp.kind === "known" && api.sleeps === "gfp" && maySleep(gfp.value, config));
    const context = byMask || api.sleeps === "always" ? site.assessment.atomic() : undefined;
    if (context?.kind !== "atomic") return undefined;
    const mask = byVariable
      ? ` with ${byVariable.written}, which \`${byVariable.name}\` is set to in line ${lineOf(byVariable.at, site.text)}`
      : byMask && gfp.kind === "known" && api.gfp.from !== "fixed"
        ? ` with ${writtenMask(gfp.flags, api.adds)}`
        : "";
    return {
      message: `${api.name}() may sleep${mask}, which is a bug here: ${context.why}`,
      ...evidenceAt(context.at, "this is why it may not sleep", site.text),
      ...withoutSleep(maskOf(site)),
    };
  },
};

interface VariableMask {
  readonly name: string;
  /** A mask that the variable has, all of which may sleep, and where it is set. */
  readonly written: string;
  readonly at: number;
}

/** The mask of a local variable, where all that it may hold at the call are masks that may sleep. */
function variableMask(site: Site, file: FileAnalysis, config: KernelConfig): VariableMask | undefined {
  const { call, text } = site;
  const mask = maskOf(site);
  const around = mask?.kind === "name" && site.assessment.atomic() ? functionAt(file, call.start) : undefined;
  const graph = around && file.flow.graphOf(around.source);
  const values = graph && mask?.kind === "name" ? [...(valuesAt(graph, mask.name, call.start) ?? [])] : [];
  const [first] = values;
  if (!first || mask?.kind !== "name" || !values.every((value) => isSleepingMask(value, config))) return undefined;
  return { name: mask.name, written: text.slice(first.start, first.end), at: first.start };
}

function writtenMask(flags: readonly string[], added: readonly string[] = []): string {
  return flags.filter((flag) => !added.includes(flag)).join(" | ");
}

function maskOf({ assessment: { api }, call }: Site): Expression | undefined {
  return api.gfp.from === "argument" ? call.args[api.gfp.index] : undefined;
}
