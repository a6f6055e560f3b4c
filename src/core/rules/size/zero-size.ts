import type { PlacementRule } from "../rule.ts";

export const zeroSize: PlacementRule = {
  id: "zero-size",
  sees: "placement",
  severity: "warning",
  confidence: "high",
  summary: "Nothing is allocated",
  why: "kmalloc(0) returns ZERO_SIZE_PTR, which is not NULL and must not be read or written; vmalloc(0) returns NULL and warns.",
  instead: "Ask for the size that is meant, or do without the call.",
  kernelDoc: "https://docs.kernel.org/core-api/mm-api.html",
  examples: {
    bad: [
      `
p = kmalloc(0, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^ 0 bytes are asked for: kmalloc() returns ZERO_SIZE_PTR, which is not NULL and points to nothing
`,
    ],
    good: ["p = kmalloc(1, GFP_KERNEL);", "p = krealloc(p, 0, GFP_KERNEL);"],
  },
  check({ api, call, placement }) {
    if (placement.kind !== "none" || placement.bytesReq !== 0) return undefined;
    // A struct without members on purpose, a record of device resources without data.
    if (call.args.some((arg) => arg.includes("sizeof")) || call.callee.startsWith("devres_")) return undefined;
    if (api.by !== "kmalloc" && api.by !== "devm" && api.by !== "kvmalloc") return undefined;
    return {
      message: `0 bytes are asked for: ${call.callee}() returns ZERO_SIZE_PTR, which is not NULL and points to nothing`,
    };
  },
};
