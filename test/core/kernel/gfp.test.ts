import { describe, expect, test } from "vitest";
import { decodeGfp, gfpBit, gfpMask, maySleep } from "../../../src/core/kernel/gfp.ts";
import { kernel } from "./kernels.ts";

const at = (version: string, config: Record<string, string> = {}) =>
  kernel({ kernel: version, arch: "x86_64", config });

describe.each([
  ["4.19", { __GFP_ZERO: 0x8000, __GFP_DIRECT_RECLAIM: 0x200000, __GFP_ACCOUNT: 0x100000, GFP_KERNEL: 0x6000c0 }],
  ["5.10", { __GFP_ZERO: 0x100, __GFP_ATOMIC: 0x200, __GFP_ACCOUNT: 0x400000, GFP_KERNEL: 0xcc0, GFP_ATOMIC: 0xa20 }],
  ["6.1", { __GFP_ATOMIC: 0x200, GFP_ATOMIC: 0xa20, GFP_NOWAIT: 0x800 }],
  ["6.12", { GFP_KERNEL: 0xcc0, GFP_ATOMIC: 0x820, GFP_NOWAIT: 0x2800, GFP_KERNEL_ACCOUNT: 0x400cc0 }],
])("%s", (version, values) => {
  test.each(Object.entries(values))("%s", (name, value) => expect(gfpBit(name, at(version))).toBe(value));
});

test("__GFP_ATOMIC is gone since 6.3", () => {
  expect(gfpBit("__GFP_ATOMIC", at("6.12"))).toBeUndefined();
  expect(gfpMask(["GFP_KERNEL", "__GFP_ATOMIC"], at("6.12"))).toBeUndefined();
});

test("flags of options that are off are 0, and since 6.10 leave no hole", () => {
  expect(gfpBit("__GFP_NOLOCKDEP", at("6.12"))).toBe(0);
  expect(gfpBit("__GFP_NOLOCKDEP", at("6.12", { CONFIG_LOCKDEP: "y" }))).toBe(0x1000000);
  expect(gfpBit("__GFP_NO_OBJ_EXT", at("6.12"))).toBe(0x1000000);
});

test.each([
  [0xcc0, ["GFP_KERNEL"]],
  [0xdc0, ["GFP_KERNEL", "__GFP_ZERO"]],
  [0xcc1, ["GFP_KERNEL", "__GFP_DMA"]],
  [0x820, ["GFP_ATOMIC"]],
  [0xc00, ["GFP_NOIO"]],
  [0x400cc0, ["GFP_KERNEL_ACCOUNT"]],
  [0, []],
  [0x80000cc0, ["GFP_KERNEL", "0x80000000"]],
])("%i reads as %j", (value, names) => expect(decodeGfp(value, at("6.12"))).toEqual(names));

test("only direct reclaim sleeps", () => {
  const config = at("6.12");
  expect(maySleep(gfpBit("GFP_KERNEL", config) ?? 0, config)).toBe(true);
  expect(maySleep(gfpBit("GFP_ATOMIC", config) ?? 0, config)).toBe(false);
  expect(maySleep(gfpBit("GFP_DMA", config) ?? 0, config)).toBe(false);
});

test("what is OR-ed reads back", () => {
  for (const version of ["4.19", "5.10", "5.15", "6.1", "6.6", "6.12", "7.2"]) {
    const config = at(version);
    for (const names of [
      ["GFP_KERNEL"],
      ["GFP_ATOMIC", "__GFP_NOWARN"],
      ["GFP_USER", "__GFP_ZERO"],
      ["GFP_TRANSHUGE"],
    ]) {
      const mask = gfpMask(names, config) ?? Number.NaN;
      expect(gfpMask(decodeGfp(mask, config), config)).toBe(mask);
    }
  }
});
