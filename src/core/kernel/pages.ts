import { alignUp } from "./bits.ts";
import type { KernelConfig } from "./config.ts";
import { fails, none, unknown } from "./outcome.ts";
import { getOrder, orderBytes, pagesFor } from "./page-order.ts";
import type { FailsPlacement, PagesPlacement, Placement } from "./placement.ts";

/** A block of 2^order pages. Kernel: alloc_pages(), __get_free_pages(). */
export function allocPages(order: number, config: KernelConfig): PagesPlacement | FailsPlacement {
  const bytes = orderBytes(order, config);
  if (order > config.maxPageOrder)
    return fails(
      Number.isFinite(bytes) ? (Number.isSafeInteger(bytes) ? bytes : BigInt(bytes)) : 0,
      "__alloc_pages()",
      `order ${order} is above the highest of the buddy allocator, ${config.maxPageOrder}`,
    );
  return {
    kind: "pages",
    bytesReq: bytes,
    bytesAlloc: bytes,
    overhead: 0,
    order,
    pages: 2 ** order,
    trace: [{ kernel: "__alloc_pages()", says: `order ${order} is a block of ${2 ** order} pages, ${bytes} bytes` }],
  };
}

/** The block of pages that holds `bytes`. Kernel: get_order(), alloc_pages(). */
export function allocPagesFor(bytes: number, config: KernelConfig): Placement {
  if (bytes === 0) return fails(0, "get_order()", "0 bytes have no order: the request always fails");
  const order = getOrder(bytes, config);
  const block = allocPages(order, config);
  const trace = [{ kernel: "get_order()", says: `${bytes} bytes need a block of order ${order}` }, ...block.trace];
  return { ...block, bytesReq: bytes, trace };
}

/** The pages that hold `bytes`, cut from a block whose tail is given back. Kernel: alloc_pages_exact(), make_alloc_exact(). */
export function allocPagesExact(bytes: number, config: KernelConfig): Placement {
  if (bytes === 0) return fails(0, "get_order()", "0 bytes have no order: alloc_pages_exact(0) always fails");
  const order = getOrder(bytes, config);
  if (order > config.maxPageOrder)
    return fails(
      bytes,
      "__get_free_pages()",
      `${bytes} bytes need a block of order ${order}, the highest is ${config.maxPageOrder}`,
    );
  const pages = pagesFor(bytes, config);
  const freedPages = 2 ** order - pages;
  return {
    kind: "pages",
    bytesReq: bytes,
    bytesAlloc: pages * config.pageSize,
    overhead: 0,
    order,
    pages,
    freedPages,
    trace: [
      { kernel: "get_order()", says: `${bytes} bytes need a block of order ${order}, ${2 ** order} pages` },
      { kernel: "make_alloc_exact()", says: `${pages} pages are kept, ${freedPages} go back to the buddy allocator` },
    ],
  };
}

/** `count` single pages. Kernel: alloc_pages_bulk(). */
export function allocPagesBulk(count: number, config: KernelConfig): Placement {
  if (count === 0) return none("alloc_pages_bulk()", "no page is asked for");
  const bytes = count * config.pageSize;
  return {
    kind: "pages",
    bytesReq: bytes,
    bytesAlloc: bytes,
    overhead: 0,
    order: 0,
    pages: count,
    trace: [{ kernel: "alloc_pages_bulk()", says: `${count} single pages; it may return fewer` }],
  };
}

/** PAGE_FRAG_CACHE_MAX_SIZE. */
const CHUNK = 32768;

/** A fragment of a chunk of pages shared with others. `align` is a power of two. Kernel: page_frag_alloc_align(). */
export function pageFrag(bytes: number, align: number, config: KernelConfig): Placement {
  const chunkBytes = alignUp(CHUNK, config.pageSize);
  const fragment = alignUp(bytes, align);
  if (bytes === 0) return unknown("a fragment of 0 bytes");
  if (fragment > chunkBytes)
    return fails(bytes, "page_frag_alloc()", `${fragment} bytes are above the chunk of ${chunkBytes} bytes`);
  const order = getOrder(chunkBytes, config);
  return {
    kind: "pages",
    bytesReq: bytes,
    bytesAlloc: fragment,
    overhead: 0,
    order,
    pages: 2 ** order,
    chunkBytes,
    trace: [
      {
        kernel: "page_frag_alloc()",
        says: `${fragment} bytes are cut from a chunk of ${chunkBytes} bytes, freed when its last fragment is`,
      },
    ],
  };
}
