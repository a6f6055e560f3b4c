import type { AllocApi } from "./alloc-api.ts";
import { GFP_KERNEL, gfpAt } from "./row.ts";

const common = {
  family: "percpu",
  header: "linux/percpu.h",
  by: "percpu",
  gfp: GFP_KERNEL,
  zeroes: true,
  contiguity: "virtual",
  sleeps: "always",
  returns: "pointer",
  frees: ["free_percpu"],
  exported: "inline",
} as const;

export const PERCPU_APIS: readonly AllocApi[] = [
  {
    ...common,
    name: "alloc_percpu",
    signature: "alloc_percpu(type)",
    sizing: { kind: "type", type: 0 },
    returns: "typed-pointer",
  },
  {
    ...common,
    name: "alloc_percpu_gfp",
    signature: "alloc_percpu_gfp(type, gfp)",
    sizing: { kind: "type", type: 0 },
    gfp: gfpAt(1),
    sleeps: "gfp",
    returns: "typed-pointer",
  },
  {
    ...common,
    name: "__alloc_percpu",
    signature: "__alloc_percpu(size, align)",
    sizing: { kind: "percpu", size: 0, align: 1 },
    exported: "gpl",
    notes: "At most 32 KiB for each CPU; align at most a page",
  },
  {
    ...common,
    name: "__alloc_percpu_gfp",
    signature: "__alloc_percpu_gfp(size, align, gfp)",
    sizing: { kind: "percpu", size: 0, align: 1 },
    gfp: gfpAt(2),
    sleeps: "gfp",
    exported: "gpl",
  },
  {
    ...common,
    name: "__alloc_reserved_percpu",
    signature: "__alloc_reserved_percpu(size, align)",
    sizing: { kind: "percpu", size: 0, align: 1 },
    exported: "no",
    notes: "Out of the area that is kept for the static per-CPU variables of modules",
  },
];
