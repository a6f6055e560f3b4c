import type { KernelConfig } from "./config.ts";
import { gfpBit } from "./gfp.ts";
import { kmalloc } from "./kmalloc.ts";
import { unknown } from "./outcome.ts";
import { allocPages } from "./pages.ts";
import type { Placement } from "./placement.ts";

/** What a pool holds in reserve: `bytes` for mempool_create_kmalloc_pool(), `order` for mempool_create_page_pool(). */
export interface MempoolElement {
  readonly bytes?: number;
  readonly order?: number;
}

/** A pool with `minNr` elements allocated ahead. Kernel: mempool_create() → mempool_init_node(). */
export function mempool(minNr: number, { bytes, order }: MempoolElement, config: KernelConfig): Placement {
  const gfp = gfpBit("GFP_KERNEL", config) ?? 0;
  if (bytes === undefined && order === undefined) return unknown("the size of the pool's elements is not known");
  const element = order === undefined ? kmalloc(bytes ?? 0, gfp, config) : allocPages(order, config);
  const pool = kmalloc(mempoolSize(config), gfp, config);
  const array = kmalloc(Math.max(minNr, 1) * config.wordSize, gfp, config);
  if (element.kind !== "slab" && element.kind !== "pages") return element;
  if (array.kind === "fails" || array.kind === "unknown") return array;
  if (pool.kind !== "slab") return pool;

  const overhead = pool.bytesAlloc + array.bytesAlloc;
  const bytesReq = minNr * element.bytesReq;
  const bytesAlloc = minNr * element.bytesAlloc + overhead;
  const says = `${minNr} elements of ${element.bytesAlloc} bytes wait in the pool, whose own tables take ${overhead} bytes`;
  const trace = [...element.trace, { kernel: "mempool_init_node()", says }];
  return { ...element, bytesReq, bytesAlloc, overhead, elements: minNr, trace };
}

/** sizeof(mempool_t), exact to a kmalloc class: 72 bytes with 64-bit words, 40 with 32-bit ones. */
function mempoolSize({ wordSize }: KernelConfig): number {
  return wordSize === 8 ? 72 : 40;
}
