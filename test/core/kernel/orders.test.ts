import { expect, test } from "vitest";
import { place } from "../../../src/core/kernel/place.ts";
import type { Profile } from "../../../src/core/kernel/presets.ts";
import { kernel, kmallocOf } from "./kernels.ts";

/** Slabs of caches with natural alignment: `512: 1/16` is order 1 with 16 objects. */
function checkOrders(profile: Partial<Profile>, expected: string): void {
  const config = kernel({ kernel: "6.12", arch: "x86_64", cacheLine: 64, ...profile });
  for (const entry of expected.split(" ")) {
    const [size, geometry] = entry.split(":");
    const bytes = Number(size);
    const placement = place({ by: "cache", bytes, align: 8, flags: [], ctor: false }, config);
    const layout = placement.kind === "slab" ? placement.layout : undefined;
    expect(`${size}:${layout?.order}/${layout?.objectsPerSlab}`, JSON.stringify(profile)).toBe(`${size}:${geometry}`);
  }
}

test("more CPUs take more objects of a slab", () => {
  checkOrders({ cpus: 1 }, "128:0/32 256:0/16 512:0/8 1024:1/8 2048:2/8 4096:3/8 8192:3/4");
  checkOrders({ cpus: 4 }, "128:0/32 256:0/16 512:1/16 1024:2/16 2048:3/16 4096:3/8 8192:3/4");
  checkOrders({ cpus: 8 }, "128:0/32 256:1/32 512:2/32 1024:3/32 2048:3/16 4096:3/8 8192:3/4");
  checkOrders({ cpus: 16 }, "128:0/32 192:1/42 256:1/32 512:2/32 1024:3/32 2048:3/16");
  checkOrders({ cpus: 128 }, "96:0/42 128:1/64 192:1/42 256:2/64 512:3/64 1024:3/32");
});

test("sizes between the classes", () => {
  checkOrders(
    { cpus: 4 },
    "200:0/20 312:1/26 616:2/26 904:2/18 1360:3/24 2736:3/11 5000:3/6 16000:3/2 32776:4/1 70000:5/1",
  );
  checkOrders({ cpus: 16 }, "200:1/40 232:1/35 400:2/40 688:3/47 744:3/44 904:3/36");
});

test("longer pages hold more", () => {
  const arm64 = { arch: "arm64", cpus: 8 };
  checkOrders({ ...arm64, pageSize: 65536 }, "2048:0/32 4096:1/32 8192:2/32 16384:3/32 32768:3/16 131072:3/4");
  checkOrders({ ...arm64, pageSize: 16384 }, "512:0/32 1024:1/32 2048:2/32 4096:3/32 8192:3/16 32768:3/4");
});

test("SLUB_TINY keeps slabs small", () =>
  checkOrders({ cpus: 1, config: { CONFIG_SLUB_TINY: "y" } }, "512:0/8 1024:1/8 2048:1/4 4096:1/2 8192:1/1"));

test("up to 5.10 possible CPUs count, later those present", () => {
  checkOrders({ kernel: "5.10", cpus: 2, possibleCpus: 16 }, "1024:3/32");
  checkOrders({ kernel: "6.1", cpus: 2, possibleCpus: 16 }, "1024:2/16");
  checkOrders({ kernel: "6.1", cpus: 1, possibleCpus: 16 }, "1024:3/32");
});

test.each([
  ["x86_64 6.12", { arch: "x86_64", kernel: "6.12" }, "8 16 64 96 128 192 256 4096 8192 16384 32768 131072 262144"],
  ["arm64 6.1", { arch: "arm64", kernel: "6.1" }, "128 128 128 128 128 256 256 4096 8192 16384 32768 131072 262144"],
  ["arm 6.1", { arch: "arm", kernel: "6.1" }, "64 64 64 128 128 192 256 4096 8192 16384 32768 131072 262144"],
  [
    "arm64 6.12 without bounce buffers",
    { arch: "arm64", kernel: "6.12", cmdline: "swiotlb=noforce" },
    "64 64 64 128 128 192 256 4096 8192 16384 32768 131072 262144",
  ],
  ["ppc64le 6.1", { arch: "ppc64le", kernel: "6.1" }, "8 16 64 96 128 192 256 4096 8192 16384 32768 131072 262144"],
])("%s: what kmalloc gives", (_, profile, given) => {
  const config = kernel({ cacheLine: 64, ...profile });
  const asked = [1, 9, 64, 65, 97, 129, 193, 4095, 4097, 8193, 16385, 65537, 131073];
  const got = asked
    .map((bytes) => kmallocOf(config, bytes))
    .map((at) => ("bytesAlloc" in at ? at.bytesAlloc : at.kind));
  expect(got.join(" ")).toBe(given);
});
