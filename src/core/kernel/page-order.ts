import { fls } from "./bits.ts";
import type { LayoutConfig } from "./config.ts";

export type PageConfig = Pick<LayoutConfig, "pageShift" | "pageSize">;

/** Order of the smallest block of pages that holds `bytes` (at least 1). Kernel: get_order(). */
export function getOrder(bytes: number, { pageSize }: PageConfig): number {
  return fls(Math.ceil(bytes / pageSize) - 1);
}

/** Bytes of a block of `order`: PAGE_SIZE << order. */
export function orderBytes(order: number, { pageSize }: PageConfig): number {
  return pageSize * 2 ** order;
}

/** Pages that hold `bytes`. Kernel: PAGE_ALIGN(bytes) >> PAGE_SHIFT. */
export function pagesFor(bytes: number, { pageSize }: PageConfig): number {
  return Math.ceil(bytes / pageSize);
}
