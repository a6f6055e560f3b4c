import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kmallocAlign, kmallocSizeRoundup } from "../../../src/core/kernel/kmalloc-promises.ts";
import type { Profile } from "../../../src/core/kernel/presets.ts";
import { kernel, kmallocOf } from "./kernels.ts";

const at = (version: string, arch = "x86_64", more: Partial<Profile> = {}) =>
  kernel({ kernel: version, arch, cacheLine: 64, ...more });

describe("kmalloc promises a pointer's alignment by the size asked for", () => {
  test.each([
    ["4.19", "x86_64", "1:8 8:8 64:8 96:8 4096:8 8192:8"],
    ["5.4", "x86_64", "1:8 8:8 64:64 96:8 192:8 100:8 4096:4096 8192:8192"],
    ["6.10", "x86_64", "64:64 96:8 192:8 1536:8"],
    ["6.12", "x86_64", "1:8 64:64 96:32 100:8 192:64 1536:512 4097:8 8192:8192"],
    ["6.1", "arm64", "1:128 96:128 192:128 256:256"],
    ["6.12", "arm64", "1:8 96:32 192:64"],
    ["6.12", "arm", "1:64 96:64 192:64 256:256"],
    ["6.12", "x86_64", "8193:16384 12288:16384 100000:131072"],
  ])("%s %s: %s", (version, arch, pairs) => {
    const given = pairs.split(" ").map((pair) => Number(pair.split(":")[0]));
    expect(given.map((bytes) => `${bytes}:${kmallocAlign(bytes, at(version, arch))}`).join(" ")).toBe(pairs);
  });

  test("without bounce buffers, objects start on their own cache lines", () =>
    expect(kmallocAlign(8, at("6.12", "arm64", { cmdline: "swiotlb=noforce" }))).toBe(64));

  test.each([0, -1, 0.5, Number.NaN, 2 ** 53, 4 * 2 ** 20 + 1])("%f bytes have no pointer", (bytes) =>
    expect(kmallocAlign(bytes, at("6.12"))).toBeUndefined(),
  );

  test("what is promised divides what is given", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("4.19", "5.4", "6.1", "6.12", "7.1"),
        fc.integer({ min: 1, max: 2 ** 22 }),
        (v, bytes) => {
          const placement = kmallocOf(at(v), bytes);
          const align = kmallocAlign(bytes, at(v)) ?? Number.NaN;
          expect("bytesAlloc" in placement && placement.bytesAlloc % align).toBe(0);
        },
      ),
    );
  });
});

describe("kmalloc_size_roundup", () => {
  const MAX = 4 * 2 ** 20;
  test.each([
    ["5.15", 100, undefined],
    ["6.1", 0, 0],
    ["6.1", 100, 128],
    ["6.1", 8193, 16384],
    ["6.1", MAX, MAX],
    ["6.1", MAX + 1, 2 * MAX],
    ["6.6", MAX + 1, MAX + 1],
    ["6.12", 97, 128],
    ["6.12", -1, undefined],
    ["6.12", 1.5, undefined],
    ["6.12", Number.NaN, undefined],
  ] as const)("%s: %f gives %s", (version, bytes, expected) =>
    expect(kmallocSizeRoundup(bytes, at(version))).toBe(expected),
  );

  test("SLOB rounds to its minimum alignment", () => {
    const slob = at("6.1", "x86_64", { config: { CONFIG_SLOB: "y" } });
    expect([1, 8, 9, 4089].map((bytes) => kmallocSizeRoundup(bytes, slob))).toEqual([8, 8, 16, 4096]);
  });

  test("it does not say the debug metadata", () =>
    expect(kmallocSizeRoundup(100, at("6.12", "x86_64", { cmdline: "slub_debug=FZPU" }))).toBe(128));
});
