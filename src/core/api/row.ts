import type { GfpSource, Sizing } from "./alloc-api.ts";

/** The short words that the tables of this folder are written in. */
export const NO_GFP: GfpSource = { from: "none" };

export const GFP_KERNEL: GfpSource = { from: "fixed", mask: "GFP_KERNEL" };

export function gfpAt(index: number): GfpSource {
  return { from: "argument", index };
}

export function fixedGfp(mask: string): GfpSource {
  return { from: "fixed", mask };
}

export function bytesAt(size: number, plus = 0): Sizing {
  return plus === 0 ? { kind: "bytes", size } : { kind: "bytes", size, plus };
}

export function arrayAt(count: number, each: number): Sizing {
  return { kind: "array", count, each };
}

/** What frees memory of the kmalloc family. */
export const KFREE = [
  "kfree",
  "kvfree",
  "kfree_sensitive",
  "kvfree_sensitive",
  "kfree_rcu",
  "kvfree_rcu",
  "kfree_rcu_mightsleep",
  "kvfree_rcu_mightsleep",
  "kvfree_atomic",
  "kfree_bulk",
  "kfree_const",
  "kzfree",
] as const;

/** What frees memory of the kvmalloc family; kfree() is wrong, the block may come from vmalloc. */
export const KVFREE = ["kvfree", "kvfree_sensitive", "kvfree_rcu", "kvfree_rcu_mightsleep", "kvfree_atomic"] as const;

export const VFREE = [
  "vfree",
  "vfree_atomic",
  "kvfree",
  "kvfree_atomic",
  "kvfree_rcu",
  "kvfree_rcu_mightsleep",
] as const;

export const KFREE_SKB = [
  "kfree_skb",
  "kfree_skb_reason",
  "consume_skb",
  "dev_kfree_skb",
  "dev_kfree_skb_any",
  "dev_kfree_skb_irq",
  "dev_consume_skb_any",
  "dev_consume_skb_irq",
  "napi_consume_skb",
  "nlmsg_free",
] as const;
