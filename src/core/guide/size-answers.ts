import type { KernelConfig } from "../kernel/config.ts";
import { devmKmalloc } from "../kernel/devres.ts";
import { gfpMask } from "../kernel/gfp.ts";
import { kmalloc } from "../kernel/kmalloc.ts";
import { getOrder, orderBytes, pagesFor } from "../kernel/page-order.ts";
import type { Placement } from "../kernel/placement.ts";
import type { Answers } from "./walk.ts";

/** Order up to which the page allocator tries hard. Kernel: PAGE_ALLOC_COSTLY_ORDER. */
export const COSTLY_ORDER = 3;

/** The answers that an amount of bytes decides by itself in this kernel. */
export function sizeAnswers(bytes: number, config: KernelConfig): Answers {
  const { pageSize, kmallocMaxSize } = config;
  return {
    small: yesNo(isSmall(bytes, config)),
    "above-kmalloc": yesNo(bytes > kmallocMaxSize),
    "power-of-two-pages": yesNo(fillsBlock(bytes, config)),
    "fits-devres": yesNo(fitsWithHeader(bytes, config)),
    "atomic-small": yesNo(bytes <= 2 * pageSize),
    ...(bytes * 2 >= pageSize ? { "dma-small-blocks": "no" } : {}),
    ...(bytes > kmallocMaxSize ? { "dma-scattered": "yes" } : {}),
    ...(bytes <= orderBytes(COSTLY_ORDER, config) ? { "dma-scattered": "no" } : {}),
  };
}

/** The answers that hold for both. */
export function agreed(a: Answers, b: Answers): Answers {
  const isAgreed = ([question, answer]: [string, string]) =>
    Object.entries(b).some(([other, same]) => other === question && same === answer);
  const differing = Object.entries(a).filter((entry) => !isAgreed(entry));
  return Object.fromEntries(Object.entries(a).filter((entry) => !differing.includes(entry)));
}

/** What kmalloc() spends on `bytes` in front of which a devres header is put, and without it. */
export function devresCost(bytes: number, config: KernelConfig): { readonly with: number; readonly without: number } {
  const gfp = gfpMask(["GFP_KERNEL"], config) ?? 0;
  return { with: spent(devmKmalloc(bytes, gfp, config)), without: spent(kmalloc(bytes, gfp, config)) };
}

function isSmall(bytes: number, config: KernelConfig): boolean {
  if (bytes <= config.pageSize) return true;
  if (bytes > 2 * config.pageSize) return false;
  const given = spent(kmalloc(bytes, gfpMask(["GFP_KERNEL"], config) ?? 0, config));
  return (given - bytes) * 4 < given;
}

/** Whether a block of a power of two of pages leaves less than an eighth of itself unused. */
function fillsBlock(bytes: number, config: KernelConfig): boolean {
  if (bytes <= 0) return true;
  const block = orderBytes(getOrder(bytes, config), config);
  return (block - pagesFor(bytes, config) * config.pageSize) * 8 < block;
}

/** Half a page is small in any case; up to a page the header may not cost another size. */
function fitsWithHeader(bytes: number, config: KernelConfig): boolean {
  const total = bytes + config.devresHeader;
  if (total * 2 <= config.pageSize) return true;
  const cost = devresCost(bytes, config);
  return total <= config.pageSize && cost.with === cost.without;
}

function spent(placement: Placement): number {
  return "bytesAlloc" in placement && placement.kind !== "fails" ? placement.bytesAlloc : Number.POSITIVE_INFINITY;
}

function yesNo(value: boolean): "yes" | "no" {
  return value ? "yes" : "no";
}
