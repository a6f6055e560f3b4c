import type { GfpFact } from "../../analysis/assessment.ts";
import type { KernelConfig } from "../../kernel/config.ts";
import { maySleep } from "../../kernel/gfp.ts";
import { counted } from "../bytes.ts";
import type { PlacementRule, RuleOption } from "../rule.ts";

const MIN_PAGES: RuleOption = {
  name: "minPages",
  default: 1,
  summary: "Report where at least so many pages would be saved",
};

export const exactPages: PlacementRule = {
  id: "exact-pages",
  sees: "placement",
  severity: "info",
  confidence: "moderate",
  summary: "Whole pages are rounded up to a power of two",
  why:
    "Above its largest cache (two pages) kmalloc() takes a block from the buddy allocator, whose blocks are powers of " +
    "two of pages: 33 pages take 64. alloc_pages_exact() takes the same block and gives the tail back.",
  instead:
    "Use alloc_pages_exact() and free_pages_exact() with the same size; add __GFP_ZERO to the mask in place of " +
    "kzalloc(). Memory that need not be physically contiguous may come from vmalloc() and go back with vfree().",
  knownLimits:
    "There is no fix, since every free of the memory has to change too. kvmalloc() is no remedy: it tries kmalloc() " +
    "first and keeps the rounded block while one is free. Page APIs that take an order are only reported where it is get_order(bytes): otherwise the " +
    "order does not say how many bytes are needed.",
  kernelDoc: "https://docs.kernel.org/core-api/mm-api.html",
  options: [MIN_PAGES],
  examples: {
    bad: [
      `
void *p = kmalloc(132 * 1024, GFP_KERNEL);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 31 pages of 64 go unused: alloc_pages_exact() keeps 33, freed with free_pages_exact(); or vmalloc() with vfree()
`,
      `
void *p = kzalloc(12288, GFP_ATOMIC);
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^ 1 page of 4 goes unused: alloc_pages_exact() keeps 3, freed with free_pages_exact()
`,
      `
unsigned long p = __get_free_pages(GFP_KERNEL, get_order(12288));
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 1 page of 4 goes unused: alloc_pages_exact() keeps 3, freed with free_pages_exact()
`,
    ],
    good: [
      "unsigned long p = __get_free_pages(GFP_KERNEL, 2);",
      "void *p = alloc_pages_exact(132 * 1024, GFP_KERNEL);",
      "void *p = kmalloc(128 * 1024, GFP_KERNEL);",
    ],
  },
  check({ api, call, gfp, placement }, { config, placeAs, option }) {
    const byOrder = api.by === "pages" && api.returns === "address" && /\bget_order\s*\(/.test(call.text);
    if (placement.kind !== "pages" || !(api.by === "kmalloc" || byOrder) || api.zeroes === "copies") return undefined;
    const mask = gfp.kind === "known" ? gfp.value : 0;
    const exact = placeAs({ by: "pages-exact", bytes: placement.bytesReq, gfp: mask });
    if (exact.kind !== "pages") return undefined;
    const saved = placement.pages - exact.pages;
    if (saved < Math.max(1, option(MIN_PAGES))) return undefined;
    const mapped = gfp.kind === "known" && !byOrder ? mappedInstead(gfp, config) : "";
    const unused = `${counted(saved, "page")} of ${placement.pages} ${saved === 1 ? "goes" : "go"} unused`;
    return {
      ...(saved >= MANY_PAGES ? { severity: "warning" } : saved === 1 ? { severity: "hint" } : {}),
      message: `${unused}: alloc_pages_exact() keeps ${exact.pages}, freed with free_pages_exact()${mapped}`,
    };
  },
};

/** So many pages are worth changing every free for. */
const MANY_PAGES = 8;

/** vmalloc() sleeps, and takes its pages from wherever they are: none where the mask asks for a zone. */
function mappedInstead({ flags, value }: Extract<GfpFact, { kind: "known" }>, config: KernelConfig): string {
  if (!maySleep(value, config) || (value & (config.gfp.dma | config.gfp.dma32)) !== 0) return "";
  return `; or ${flags.includes("__GFP_ZERO") ? "vzalloc" : "vmalloc"}() with vfree()`;
}
