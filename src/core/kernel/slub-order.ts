import { fls } from "./bits.ts";
import type { LayoutConfig } from "./config.ts";
import { getOrder, orderBytes } from "./page-order.ts";
import { atLeast } from "./version.ts";

/** MAX_OBJS_PER_PAGE: the object count of a slab is kept in 15 bits. */
const MAX_OBJS_PER_PAGE = 32767;

/** Preferred order of the slabs of a cache with slots of `size` bytes; undefined if none holds one. Kernel: calculate_order(). */
export function calculateOrder(size: number, config: LayoutConfig): number | undefined {
  return atLeast(config.version, "6.7") ? orderSince67(size, config) : orderBefore67(size, config);
}

/** slub_min_objects: a slab should hold more objects where more CPUs take from it. */
function minObjects({ slubMinObjects, nrCpus }: LayoutConfig): number {
  return slubMinObjects || 4 * (fls(nrCpus) + 1);
}

function objectsIn(order: number, size: number, config: LayoutConfig): number {
  return Math.floor(orderBytes(order, config) / size);
}

/** Whether at most 1/`fraction` of a slab stays unused. */
function isAcceptable(order: number, size: number, fraction: number, config: LayoutConfig): boolean {
  const slab = orderBytes(order, config);
  return slab % size <= Math.floor(slab / fraction);
}

/** Since 6.7: one lower bound, then orders that waste at most 1/16, 1/8, 1/4, 1/2. */
function orderSince67(size: number, config: LayoutConfig): number | undefined {
  const { slubMinOrder, slubMaxOrder, maxPageOrder } = config;
  const objects = Math.min(minObjects(config), Math.max(objectsIn(slubMaxOrder, size, config), 1));
  const least = Math.max(slubMinOrder, getOrder(objects * size, config));
  if (objectsIn(least, size, config) > MAX_OBJS_PER_PAGE) return getOrder(size * MAX_OBJS_PER_PAGE, config) - 1;
  for (const fraction of [16, 8, 4, 2])
    for (let order = least; order <= slubMaxOrder; order++)
      if (isAcceptable(order, size, fraction, config)) return order;
  const order = getOrder(size, config);
  return order <= maxPageOrder ? order : undefined;
}

/** Up to 6.6: fewer and fewer objects, each with at most 1/16, 1/8, 1/4 wasted. */
function orderBefore67(size: number, config: LayoutConfig): number | undefined {
  const { slubMaxOrder, maxPageOrder } = config;
  for (let objects = Math.min(minObjects(config), objectsIn(slubMaxOrder, size, config)); objects > 1; objects--)
    for (const fraction of [16, 8, 4]) {
      const order = slabOrder(size, objects, slubMaxOrder, fraction, config);
      if (order <= slubMaxOrder) return order;
    }
  let order = slabOrder(size, 1, slubMaxOrder, 1, config);
  if (order <= slubMaxOrder) return order;
  order = slabOrder(size, 1, maxPageOrder, 1, config);
  return order <= maxPageOrder ? order : undefined;
}

/** Kernel: slab_order(), calc_slab_order() since 6.2; above `maxOrder` if none is found. */
function slabOrder(size: number, objects: number, maxOrder: number, fraction: number, config: LayoutConfig): number {
  const { slubMinOrder } = config;
  if (objectsIn(slubMinOrder, size, config) > MAX_OBJS_PER_PAGE) return getOrder(size * MAX_OBJS_PER_PAGE, config) - 1;
  let order = Math.max(slubMinOrder, getOrder(objects * size, config));
  while (order <= maxOrder && !isAcceptable(order, size, fraction, config)) order++;
  return order;
}
