import type { Assessment } from "../../analysis/assessment.ts";
import type { Server } from "../../api/alloc-api.ts";
import { apiNamed } from "../../api/catalogue.ts";
import { existsIn } from "../../api/form.ts";
import type { CallExpr } from "../../c/call.ts";
import { type Given, givenBy, wastedBytes } from "../../kernel/given.ts";
import { formatVersion } from "../../kernel/version.ts";
import { counted, percentOf } from "../bytes.ts";
import type { Fix } from "../finding.ts";
import type { PlacementRule, RuleContext, RuleOption } from "../rule.ts";

const MIN_PERCENT: RuleOption = {
  name: "minPercent",
  default: 25,
  summary: "Report where at least so many percent of what is given go unused",
};
const MIN_BYTES: RuleOption = {
  name: "minBytes",
  default: 512,
  summary: "Report where at least so many bytes go unused",
};

export const wastefulSize: PlacementRule = {
  id: "wasteful-size",
  sees: "placement",
  severity: "info",
  confidence: "high",
  summary: "Much of the memory that the kernel hands out goes unused",
  why:
    "kmalloc() rounds up to the size of a cache, and above the largest cache to a power of two of pages. " +
    "vmalloc() and alloc_pages_exact() hand out whole pages even for a few bytes.",
  instead:
    "Shrink the request so that it fits the next smaller size, put several small ones into one, or create a kmem_cache " +
    "for objects that are allocated often. A buffer from kvmalloc() that is large for good may come from vmalloc().",
  knownLimits:
    "Only sizes that are known are judged. Coherent DMA memory is not: an IOMMU or a CMA area gives exact pages. The rest of a last page is not reported where whole pages are needed. It is a warning only where one safe change saves a page or more: kvmalloc() " +
    "with exactly GFP_KERNEL, whose memory kvfree() frees as well when it comes from vmalloc().",
  kernelDoc: "https://docs.kernel.org/core-api/memory-allocation.html",
  options: [MIN_PERCENT, MIN_BYTES],
  unless: ["devm-overhead", "exact-pages", "small-vmalloc"],
  examples: {
    bad: [
      `
void *p = kzalloc(1360, GFP_KERNEL);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^ 688 of 2048 bytes given go unused, 51 % of what was asked
`,
      `
void *p = kmalloc(4100, GFP_KERNEL);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^ 4092 of 8192 bytes given go unused, 100 % of what was asked; 4 bytes less would fit 4096
`,
      `
void *p = kvmalloc(2200100, GFP_KERNEL);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 1994204 of 4194304 bytes given go unused, 91 % of what was asked; vmalloc() would take 2203648
`,
    ],
    good: ["void *p = kmalloc(4096, GFP_KERNEL);", "void *p = kmalloc(100, GFP_KERNEL);"],
  },
  check(assessment, context) {
    const given = givenBy(assessment.placement);
    if (!given || given.bytesReq === 0 || !JUDGED.has(assessment.api.by)) return undefined;
    // What an API puts around the caller's bytes on purpose is used, not wasted.
    const wasted = wastedBytes(given) - (assessment.api.wraps ? given.overhead : 0);
    const { option } = context;
    if (wasted <= 0 || wasted < option(MIN_BYTES) || 100 * wasted < option(MIN_PERCENT) * given.bytesAlloc)
      return undefined;
    const message = `${wasted} of ${given.bytesAlloc} bytes given go unused, ${percentOf(wasted, given.bytesReq)} of what was asked`;
    if (WHOLE_PAGES.has(assessment.api.by) && wasted < context.config.pageSize) {
      const small = kmallocInstead(assessment, given, context);
      return small === undefined || given.bytesAlloc - small < option(MIN_BYTES)
        ? undefined
        : { message: `${message}; kmalloc() would take ${small}, freed with kfree()` };
    }
    const mapped = vmallocInstead(assessment, given, context);
    if (mapped)
      return {
        message: `${message}; ${mapped.api}() would take ${mapped.bytesAlloc}`,
        severity: "warning",
        ...(mapped.fix ? { fix: mapped.fix } : {}),
      };
    const fit = smallerFit(assessment, given, context);
    return { message: fit === undefined ? message : `${message}; ${fit}` };
  },
};

/** Allocators that round the caller's bytes up; others add structures of their own, or share pages. */
const JUDGED: ReadonlySet<Server> = new Set<Server>([
  "kmalloc",
  "krealloc",
  "devm",
  "kvmalloc",
  "vmalloc",
  "pages-exact",
  "cache",
  "dma-pool",
]);

/** Those that hand out whole pages anyway: the rest of the last one is only waste where kmalloc() would do. */
const WHOLE_PAGES: ReadonlySet<Server> = new Set<Server>(["vmalloc", "pages-exact"]);

/** Bytes that kmalloc() would give in place of whole pages. */
function kmallocInstead({ gfp }: Assessment, given: Given, { placeAs }: RuleContext): number | undefined {
  const placement = placeAs({ by: "kmalloc", bytes: given.bytesReq, gfp: gfp.kind === "known" ? gfp.value : 0 });
  return placement.kind === "slab" ? placement.bytesAlloc : undefined;
}

/** `4 bytes less would fit 4096`, where that is little of what is asked. */
function smallerFit(assessment: Assessment, given: Given, { config }: RuleContext): string | undefined {
  const { by } = assessment.api;
  if (by !== "kmalloc" && by !== "krealloc" && by !== "devm" && by !== "kvmalloc") return undefined;
  if (given.kind !== "slab" && given.kind !== "pages") return undefined;
  const size = given.objectSize ?? given.bytesAlloc;
  const classes = config.kmalloc.normal.flatMap((known) =>
    known && known.objectSize < size ? [known.objectSize] : [],
  );
  const smaller = given.kind === "pages" ? size / 2 : Math.max(0, ...classes);
  const tooMuch = given.bytesReq + given.overhead - smaller;
  if (smaller === 0 || 8 * tooMuch > given.bytesReq) return undefined;
  return `${counted(tooMuch, "byte")} less would fit ${smaller}`;
}

/** The function of the vmalloc family that takes the same arguments but the mask. */
const MAPPED: ReadonlyMap<string, string> = new Map([
  ["kvmalloc", "vmalloc"],
  ["kvzalloc", "vzalloc"],
  ["kvmalloc_array", "vmalloc_array"],
  ["kvcalloc", "vcalloc"],
]);

interface Mapped {
  readonly api: string;
  readonly bytesAlloc: number;
  readonly fix?: Fix;
}

/** kvfree() frees vmalloc() memory too, and vmalloc() means GFP_KERNEL: the change stands alone. */
function vmallocInstead(
  assessment: Assessment,
  given: Given,
  { config, placeAs, includes }: RuleContext,
): Mapped | undefined {
  const { call, gfp } = assessment;
  const api = apiNamed(MAPPED.get(call.callee) ?? "");
  if (!api || !existsIn(api, formatVersion(config.version))) return undefined;
  // A block of pages, or a mapping by huge pages.
  if (given.kind !== "pages" && given.kind !== "vmalloc") return undefined;
  if (gfp.kind !== "known" || gfp.flags.some((flag) => flag !== "GFP_KERNEL" && flag !== "__GFP_ZERO"))
    return undefined;
  if (gfp.flags.includes("__GFP_ZERO") !== (api.zeroes === true)) return undefined;
  const placement = placeAs({ by: "vmalloc", bytes: given.bytesReq });
  if (placement.kind !== "vmalloc" || given.bytesAlloc - placement.bytesAlloc < config.pageSize) return undefined;
  const fix = replacement(call, api.name, includes(api.header));
  return { api: api.name, bytesAlloc: placement.bytesAlloc, ...(fix ? { fix } : {}) };
}

/** The call without its last argument, certain where its header is included; none where a macro makes it, or where a comment would be lost. */
function replacement(call: CallExpr, callee: string, certain: boolean): Fix | undefined {
  if (call.macro !== undefined || !call.text.startsWith(call.callee) || /\/[/*]|^[ \t]*#/m.test(call.text))
    return undefined;
  const text = `${callee}(${call.args.slice(0, -1).join(", ")})`;
  return { title: `Use ${callee}()`, edits: [{ start: call.start, end: call.end, text }], certain };
}
