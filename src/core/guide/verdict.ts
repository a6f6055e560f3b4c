import type { Assessment } from "../analysis/assessment.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { answersFor, isDmaPool, isForUser, isMemblock, isSubsystemApi } from "./answers-for.ts";
import type { LeafId } from "./graph.ts";
import { type Judgement, judge } from "./judge.ts";
import { LEAVES } from "./leaves.ts";
import { devresCost } from "./size-answers.ts";

/** Whether the API in use is right for what is known of the call, and why. */
export function verdict(assessment: Assessment, config: KernelConfig): Judgement {
  const { api, placement, context, gfp } = assessment;
  const judgement = judge(api.name, leavesOf(assessment), answersFor(assessment, config));
  const instead = judgement.kind === "better" || judgement.kind === "depends" ? judgement.leaf : undefined;
  const other = instead === undefined ? "" : ` Instead: ${LEAVES[instead].label}.`;
  if (placement.kind === "fails")
    return { ...judgement, kind: "wrong", text: `This call can never succeed: ${placement.why}.${other}` };
  const sleeps = api.sleeps === "always" || (gfp.kind === "known" && (gfp.value & config.gfp.directReclaim) !== 0);
  if (context.kind === "atomic" && sleeps && api.sleeps !== "never")
    return {
      ...judgement,
      kind: "wrong",
      text: `${api.name}() may sleep, which is not allowed here: ${context.why}.${other}`,
    };
  const header = headerReason(assessment, config);
  return header === undefined || judgement.kind !== "better"
    ? judgement
    : { ...judgement, text: `${judgement.text} ${header}` };
}

/** The leaves of the graph where this API is one to use. */
function leavesOf(assessment: Assessment): readonly LeafId[] {
  const { api, call } = assessment;
  if (isMemblock(api)) return ["memblock"];
  if (isSubsystemApi(api)) return api.sizing.kind === "none" ? [] : ["subsystem"];
  const shape = shapeLeaves(assessment);
  switch (api.by) {
    case "kmalloc":
    case "krealloc":
      if (api.managed) return ["devm"];
      if (api.name === "kmalloc_nolock") return ["nolock"];
      return [...shape, "kmalloc", "kmalloc-atomic", "streaming-dma", "pages"];
    case "kvmalloc":
      return [...shape, "kvmalloc", "vmalloc"];
    case "vmalloc":
      return isForUser(api) ? ["vmalloc-user"] : [...shape, "vmalloc", "kvmalloc"];
    case "pages":
      if (api.name.endsWith("_nolock")) return ["nolock"];
      return assessment.order?.kind === "known" && assessment.order.value === 0
        ? ["pages", "scatter-gather", "kmalloc", "kmalloc-atomic"]
        : ["pages"];
    case "pages-bulk":
      return ["pages", "scatter-gather"];
    case "pages-exact":
      return ["exact-pages", "pages"];
    case "devm":
      return ["devm", ...shape];
    case "devm-pages":
      return ["devm", "pages"];
    case "percpu":
      return ["percpu"];
    case "cache":
      return ["kmem-cache"];
    case "mempool":
      return ["mempool"];
    case "dma-pool":
      return ["dma-pool"];
    case "dma-coherent":
      if (api.managed) return ["dmam-coherent"];
      if (api.name === "dma_alloc_noncontiguous") return ["scatter-gather"];
      return /noncoherent|dma_alloc_pages/.test(api.name) ? ["streaming-dma", "dma-coherent"] : ["dma-coherent", "cma"];
    case "object":
      if (isDmaPool(api)) return ["dma-pool"];
      if (api.family === "mempool") return ["mempool"];
      return api.family === "slab caches" ? ["kmem-cache", "kmalloc-atomic"] : [];
    case "skb":
    case "page-frag":
    case "netdev":
      return ["subsystem"];
    case "subsystem":
      return /contig|cma_alloc/.test(call.callee) ? ["cma"] : [];
  }
}

/** Leaves that this call suits by the shape of its arguments. */
function shapeLeaves({ api, call, size, elements }: Assessment): readonly LeafId[] {
  const text = call.args.join(", ");
  if (api.family === "user copies") return ["memdup-user"];
  if (api.sizing.kind === "string" || api.sizing.kind === "format" || api.family === "strings") return ["kstrdup"];
  if (api.zeroes === "copies" || api.name.includes("memdup")) return ["kmemdup"];
  if (api.sizing.kind === "flex" || /\bstruct_size(_t)?\s*\(/.test(text)) return ["flexible"];
  if (elements !== undefined || /\barray3?_size\s*\(/.test(text)) return ["array"];
  // A product of constants cannot overflow unnoticed.
  if (size.kind === "known" && /[\w)]\s*\*\s*[\w(]/.test(text)) return ["array"];
  return [];
}

/** What the devres header costs, where it costs another size. */
function headerReason({ api, size }: Assessment, config: KernelConfig): string | undefined {
  if (api.by !== "devm" || size.kind !== "known") return undefined;
  const cost = devresCost(Number(size.bytes), config);
  if (cost.with === cost.without) return undefined;
  return `Its devres header of ${config.devresHeader} bytes makes ${cost.with} bytes out of ${cost.without}.`;
}
