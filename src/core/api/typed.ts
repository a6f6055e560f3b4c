import type { AllocApi, GfpSource } from "./alloc-api.ts";
import { KFREE, KVFREE } from "./row.ts";

const common = {
  family: "typed",
  header: "linux/slab.h",
  by: "kmalloc",
  zeroes: false,
  contiguity: "physical",
  sleeps: "gfp",
  returns: "typed-pointer",
  frees: KFREE,
  exported: "inline",
  since: "7.0",
} as const;

const zeroed = { ...common, zeroes: true, adds: ["__GFP_ZERO"] } as const;

const virtual = { ...common, by: "kvmalloc", contiguity: "either", frees: KVFREE } as const;

const zeroedVirtual = { ...virtual, zeroes: true, adds: ["__GFP_ZERO"] } as const;

const obj = { sizing: { kind: "type", type: 0 }, gfp: lastArgument(1) } as const;

const objs = {
  sizing: { kind: "type-array", type: 0, count: 1 },
  gfp: lastArgument(2),
  notes: "NULL when the size overflows",
} as const;

const flex = {
  sizing: { kind: "flex", type: 0, member: 1, count: 2 },
  gfp: lastArgument(3),
  notes: "Stores the count in the member's __counted_by() field where there is one; NULL when it does not fit",
} as const;

function lastArgument(index: number): GfpSource {
  return { from: "optional", index, default: "GFP_KERNEL" };
}

export const TYPED_APIS: readonly AllocApi[] = [
  { ...common, ...obj, name: "kmalloc_obj", signature: "kmalloc_obj(type, [gfp])" },
  { ...common, ...objs, name: "kmalloc_objs", signature: "kmalloc_objs(type, n, [gfp])" },
  { ...common, ...flex, name: "kmalloc_flex", signature: "kmalloc_flex(type, member, n, [gfp])" },
  { ...zeroed, ...obj, name: "kzalloc_obj", signature: "kzalloc_obj(type, [gfp])" },
  { ...zeroed, ...objs, name: "kzalloc_objs", signature: "kzalloc_objs(type, n, [gfp])" },
  { ...zeroed, ...flex, name: "kzalloc_flex", signature: "kzalloc_flex(type, member, n, [gfp])" },
  { ...virtual, ...obj, name: "kvmalloc_obj", signature: "kvmalloc_obj(type, [gfp])" },
  { ...virtual, ...objs, name: "kvmalloc_objs", signature: "kvmalloc_objs(type, n, [gfp])" },
  { ...virtual, ...flex, name: "kvmalloc_flex", signature: "kvmalloc_flex(type, member, n, [gfp])" },
  { ...zeroedVirtual, ...obj, name: "kvzalloc_obj", signature: "kvzalloc_obj(type, [gfp])" },
  { ...zeroedVirtual, ...objs, name: "kvzalloc_objs", signature: "kvzalloc_objs(type, n, [gfp])" },
  { ...zeroedVirtual, ...flex, name: "kvzalloc_flex", signature: "kvzalloc_flex(type, member, n, [gfp])" },
];
