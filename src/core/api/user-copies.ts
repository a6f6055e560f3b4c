import type { AllocApi } from "./alloc-api.ts";
import { arrayAt, bytesAt, fixedGfp, GFP_KERNEL, KFREE, KVFREE } from "./row.ts";

const common = {
  family: "user copies",
  header: "linux/string.h",
  by: "kmalloc",
  gfp: fixedGfp("GFP_USER | __GFP_NOWARN"),
  zeroes: "copies",
  contiguity: "physical",
  sleeps: "always",
  returns: "err-pointer",
  frees: KFREE,
  exported: "yes",
} as const;

const virtual = { ...common, by: "kvmalloc", gfp: fixedGfp("GFP_USER"), contiguity: "either", frees: KVFREE } as const;

/** CONFIG_SLAB_BUCKETS keeps what user space fills in caches of its own. */
const buckets = "memdup_user";

export const USER_COPY_APIS: readonly AllocApi[] = [
  { ...common, name: "memdup_user", signature: "memdup_user(src, len)", sizing: bytesAt(1), buckets },
  {
    ...common,
    name: "memdup_user_nul",
    signature: "memdup_user_nul(src, len)",
    sizing: bytesAt(1, 1),
    gfp: GFP_KERNEL,
    notes: "One byte more than len, for the NUL",
  },
  { ...virtual, name: "vmemdup_user", signature: "vmemdup_user(src, len)", sizing: bytesAt(1), buckets },
  {
    ...common,
    name: "memdup_array_user",
    signature: "memdup_array_user(src, n, size)",
    sizing: arrayAt(1, 2),
    buckets,
    exported: "inline",
    since: "6.7",
    notes: "ERR_PTR(-EOVERFLOW) when n × size overflows",
  },
  {
    ...virtual,
    name: "vmemdup_array_user",
    signature: "vmemdup_array_user(src, n, size)",
    sizing: arrayAt(1, 2),
    buckets,
    exported: "inline",
    since: "6.7",
    notes: "ERR_PTR(-EOVERFLOW) when n × size overflows",
  },
  {
    ...common,
    name: "strndup_user",
    signature: "strndup_user(text, max)",
    sizing: { kind: "string", text: 0, max: 1, plus: 0 },
    buckets,
    notes: "max counts the NUL; a longer string is ERR_PTR(-EINVAL)",
  },
  {
    ...common,
    name: "memdup_sockptr",
    header: "linux/sockptr.h",
    signature: "memdup_sockptr(src, len)",
    sizing: bytesAt(1),
    exported: "inline",
    since: "5.9",
  },
  {
    ...common,
    name: "memdup_sockptr_nul",
    header: "linux/sockptr.h",
    signature: "memdup_sockptr_nul(src, len)",
    sizing: bytesAt(1, 1),
    gfp: GFP_KERNEL,
    exported: "inline",
    since: "5.9",
    notes: "One byte more than len, for the NUL",
  },
];
