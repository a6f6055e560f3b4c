import { ARCHES, type Arch } from "./arch.ts";
import { alignUp } from "./bits.ts";
import type { LayoutConfig, NetConfig } from "./config.ts";
import type { Kconfig } from "./kconfig.ts";
import { atLeast } from "./version.ts";

/** Sizes behind alloc_skb(), from the options that the networking headers test. */
export function netConfig(layout: LayoutConfig, options: Kconfig, arch: Arch): NetConfig {
  const { wordSize, l1CacheBytes } = layout;
  const fragment = wordSize === 8 ? 16 : 12;
  // struct skb_shared_info up to its fragments.
  const fixed = wordSize === 8 ? 48 : 44;
  return {
    maxHeader: maxHeader(options),
    skBuffSize: wordSize === 8 ? 232 : 192,
    sharedInfoSize: alignUp(fixed + fragment * maxSkbFrags(layout, options), l1CacheBytes),
    netSkbPad: Math.max(32, l1CacheBytes),
    netIpAlign: ARCHES[arch].netIpAlign,
  };
}

/** MAX_HEADER of include/linux/netdevice.h: link layer, and 48 bytes where a tunnel is built. */
function maxHeader(options: Kconfig): number {
  const wireless = options.isSet("CONFIG_WLAN") || options.isSet("CONFIG_AX25");
  const linkLayer = !wireless ? 32 : options.isSet("CONFIG_MAC80211_MESH") ? 128 : 96;
  const tunnels = ["CONFIG_NET_IPIP", "CONFIG_NET_IPGRE", "CONFIG_IPV6_SIT", "CONFIG_IPV6_TUNNEL"];
  return linkLayer + (tunnels.some((name) => options.isSet(name)) ? 48 : 0);
}

/** MAX_SKB_FRAGS: CONFIG_MAX_SKB_FRAGS since 6.4, 17 by default; before, what 64 KiB need, and at least 16. */
function maxSkbFrags({ pageSize, version }: LayoutConfig, options: Kconfig): number {
  const configured = options.number("CONFIG_MAX_SKB_FRAGS");
  return configured ?? (atLeast(version, "6.4") ? 17 : Math.max(16, 65536 / pageSize + 1));
}
