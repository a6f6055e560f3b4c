import { alignUp } from "./bits.ts";
import type { KernelConfig } from "./config.ts";
import { fails, wholeBlock } from "./outcome.ts";
import { getOrder } from "./page-order.ts";
import type { FailsPlacement, PagesPlacement, SlabPlacement } from "./placement.ts";

/** SLOB_UNIT: blocks are multiples of two bytes. */
const SLOB_UNIT = 2;

/** kmalloc() of the SLOB allocator (mm/slob.c, removed in 6.4). `bytes` above 0. Kernel: __do_kmalloc_node(). */
export function slobKmalloc(bytes: number, config: KernelConfig): SlabPlacement | PagesPlacement | FailsPlacement {
  const header = Math.max(config.kmallocMinAlign, config.slabMinAlign);
  if (bytes >= config.pageSize - header) return slobPages(bytes, config);
  const objectSize = alignUp(bytes, SLOB_UNIT);
  const slotSize = alignUp(bytes + header, SLOB_UNIT);
  return {
    kind: "slab",
    bytesReq: bytes,
    bytesAlloc: slotSize,
    overhead: 0,
    cache: "slob",
    objectSize,
    slotSize,
    trace: [
      {
        kernel: "slob_alloc()",
        says: `${bytes} bytes and a header of ${header} bytes are cut from a page shared with others`,
      },
    ],
  };
}

function slobPages(bytes: number, config: KernelConfig): PagesPlacement | FailsPlacement {
  const order = getOrder(bytes, config);
  if (order > config.maxPageOrder)
    return fails(
      bytes,
      "slob_new_pages()",
      `${bytes} bytes need order ${order}, the highest is ${config.maxPageOrder}`,
    );
  return wholeBlock(bytes, order, config, [
    { kernel: "get_order()", says: `${bytes} bytes do not fit a page with their header: order ${order}` },
  ]);
}
