import { alignUp } from "./bits.ts";
import type { KernelConfig } from "./config.ts";
import { gfpMask } from "./gfp.ts";
import { fails, unknown } from "./outcome.ts";
import type { Placement } from "./placement.ts";
import { atLeast } from "./version.ts";
import { kvmalloc } from "./vmalloc.ts";

/** struct net_device with `bytes` of private data behind it. Kernel: alloc_netdev_mqs(). */
export function allocNetdev(bytes: number, structBytes: number | undefined, config: KernelConfig): Placement {
  if (structBytes === undefined) return unknown("sizeof(struct net_device) depends on the configuration");
  const account = atLeast(config.version, "5.19") ? "GFP_KERNEL_ACCOUNT" : "GFP_KERNEL";
  const gfp = gfpMask([account, "__GFP_ZERO"], config) ?? 0;
  const size = sizeOf(structBytes, bytes, config);
  const inner = kvmalloc(size, gfp, config);
  const says = `struct net_device and ${bytes} private bytes make ${size} bytes`;
  const step = { kernel: "alloc_netdev_mqs()", says };
  switch (inner.kind) {
    case "slab":
    case "pages":
    case "vmalloc":
      return { ...inner, bytesReq: bytes, overhead: size - bytes, trace: [step, ...inner.trace] };
    case "fails":
      return { ...fails(bytes, "alloc_netdev_mqs()", inner.why), overhead: size - bytes };
    default:
      return inner;
  }
}

/** NETDEV_ALIGN is 32; since 6.11 the private data is a flexible array on a cache line. */
function sizeOf(structBytes: number, bytes: number, { version, l1CacheBytes }: KernelConfig): number {
  if (atLeast(version, "6.11")) return alignUp(structBytes, l1CacheBytes) + bytes;
  return (bytes === 0 ? structBytes : alignUp(structBytes, 32) + bytes) + 31;
}
