import { alignUp, isPowerOfTwo } from "./bits.ts";
import type { KernelConfig } from "./config.ts";
import { maySleep } from "./gfp.ts";
import { kmalloc } from "./kmalloc.ts";
import { fails, unknown } from "./outcome.ts";
import { pageFrag } from "./pages.ts";
import type { PagesPlacement, Placement, SlabPlacement, TraceStep } from "./placement.ts";
import { slubLayout } from "./slub-layout.ts";
import { atLeast, isBetween } from "./version.ts";

/** A socket buffer with room for `bytes`. Kernel: __alloc_skb(), __netdev_alloc_skb(), napi_alloc_skb(). */
export function allocSkb(
  bytes: number,
  gfp: number,
  via: "alloc_skb" | "netdev" | "napi",
  config: KernelConfig,
): Placement {
  const { netSkbPad, netIpAlign, sharedInfoSize } = config.net;
  const headroom = via === "alloc_skb" ? 0 : via === "netdev" ? netSkbPad : netSkbPad + netIpAlign;
  const length = bytes + headroom;
  if (length > 0x7fff_ffff) return fails(bytes, "__alloc_skb()", `${bytes} bytes are above what a length may be`);
  const head =
    via !== "alloc_skb" && takesFragment(length, gfp, config)
      ? pageFrag(headSize(length, config), 1, config)
      : kmallocReserve(length, gfp, config);
  switch (head.kind) {
    case "slab":
    case "pages":
      break;
    case "fails":
      return fails(bytes, "__alloc_skb()", head.why);
    default:
      return head;
  }

  const buffer = skBuffSlot(config);
  const data = headRoom(head, headSize(length, config), config);
  const truesize = data + alignUp(config.net.skBuffSize, config.l1CacheBytes);
  const trace: TraceStep[] = [];
  if (headroom > 0)
    trace.push({ kernel: "__netdev_alloc_skb()", says: `${headroom} bytes of headroom are added for headers` });
  trace.push(
    {
      kernel: "SKB_HEAD_ALIGN()",
      says: `${length} bytes and ${sharedInfoSize} of skb_shared_info behind them make a head of ${headSize(length, config)} bytes`,
    },
    ...head.trace,
    { kernel: "SKB_TRUESIZE()", says: `the head of ${data} bytes and struct sk_buff count as ${truesize} bytes` },
  );
  return { kind: "skb", bytesReq: bytes, bytesAlloc: head.bytesAlloc + buffer, overhead: 0, head, truesize, trace };
}

/** Bytes of a head that the skb uses: the slack too, which SLOB's kmalloc_size_roundup() does not tell. */
function headRoom(head: SlabPlacement | PagesPlacement, size: number, { allocator, version }: KernelConfig): number {
  if (allocator === "slob" && atLeast(version, "6.1")) return size;
  return head.kind === "slab" ? head.objectSize : head.bytesAlloc;
}

/** SKB_HEAD_ALIGN(): data, and skb_shared_info behind it, each to a cache line. */
function headSize(length: number, { l1CacheBytes, net }: KernelConfig): number {
  return alignUp(length, l1CacheBytes) + net.sharedInfoSize;
}

/** Whether the head is cut from a page instead of allocated. */
function takesFragment(length: number, gfp: number, config: KernelConfig): boolean {
  const { version, pageSize, net } = config;
  if (length > pageSize - net.sharedInfoSize) return false;
  if (maySleep(gfp, config) || (gfp & config.gfp.dma) !== 0) return false;
  const small = smallHeadCacheSize(config);
  if (small !== undefined) return length > small - net.sharedInfoSize;
  // "skbuff: back tiny skbs with kmalloc()": 5.11 and the stable trees of January 2021.
  const tinyByKmalloc =
    atLeast(version, "5.11") ||
    isBetween(version, "5.10.11", "5.11") ||
    isBetween(version, "5.4.93", "5.5") ||
    isBetween(version, "4.19.171", "4.20");
  return !tinyByKmalloc || length > 1024 - net.sharedInfoSize;
}

/** The head from the small-head cache (since 6.3) or kmalloc(), whose slack it uses. Kernel: kmalloc_reserve(). */
function kmallocReserve(length: number, gfp: number, config: KernelConfig): Placement {
  const size = headSize(length, config);
  const small = smallHeadCacheSize(config);
  const special = config.gfp.dma | config.gfp.reclaimable | (config.memcg ? config.gfp.account : 0);
  if (small !== undefined && size <= small && (gfp & special) === 0) return smallHead(size, small, config);
  return kmalloc(size, gfp, config);
}

function smallHead(size: number, cacheSize: number, config: KernelConfig): Placement {
  const layout = hwcacheLayout("skbuff_small_head", cacheSize, config);
  if (!layout) return unknown("skbuff_small_head is not laid out by this allocator's rules");
  return {
    kind: "slab",
    bytesReq: size,
    bytesAlloc: layout.slotSize,
    overhead: 0,
    cache: "skbuff_small_head",
    objectSize: cacheSize,
    slotSize: layout.slotSize,
    trace: [
      {
        kernel: "kmalloc_reserve()",
        says: `${size} bytes fit skbuff_small_head, the cache of heads of ${cacheSize} bytes`,
      },
    ],
  };
}

/** SKB_SMALL_HEAD_CACHE_SIZE (since 6.3): room for the longest headers; never a power of two, so that the size tells the cache. */
function smallHeadCacheSize({ version, l1CacheBytes, net }: KernelConfig): number | undefined {
  if (!atLeast(version, "6.3")) return undefined;
  const maxTcpHeader = alignUp(128 + net.maxHeader, l1CacheBytes);
  const groMaxHead = net.maxHeader + 128 + net.netSkbPad + net.netIpAlign;
  const size = alignUp(Math.max(maxTcpHeader, groMaxHead), l1CacheBytes) + net.sharedInfoSize;
  return isPowerOfTwo(size) ? size + l1CacheBytes : size;
}

function skBuffSlot(config: KernelConfig): number {
  const size = config.net.skBuffSize;
  return hwcacheLayout("skbuff_head_cache", size, config)?.slotSize ?? alignUp(size, config.l1CacheBytes);
}

function hwcacheLayout(name: string, size: number, config: KernelConfig) {
  return slubLayout({ name, size, align: 0, flags: ["SLAB_HWCACHE_ALIGN"], ctor: false }, config);
}
