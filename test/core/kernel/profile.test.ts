import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { place } from "../../../src/core/kernel/place.ts";
import { PRESETS, presetNamed } from "../../../src/core/kernel/presets.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import { inWords, kernel, kmallocOf } from "./kernels.ts";

test("every preset is a profile", () => {
  for (const { profile } of PRESETS) expect(readProfile(profile).kind).toBe("profile");
  expect(presetNamed("debian-6.12-amd64")?.profile.kernel).toBe("6.12.117");
  expect(presetNamed("none")).toBeUndefined();
});

test.each([
  [undefined, "a profile is an object with at least `kernel` and `arch`"],
  [[], "a profile is an object with at least `kernel` and `arch`"],
  [{}, "a profile needs `kernel`, a version such as 6.12.117"],
  [{ kernel: "6.12" }, "a profile needs `arch`, such as x86_64"],
  [{ kernel: 6.12, arch: "arm" }, "`kernel` of a profile is a string"],
  [{ kernel: "new", arch: "arm" }, '"new" is not a kernel version such as 6.12.117'],
  [{ kernel: "6.12", arch: "vax" }, 'architecture "vax" is not known; nearest preset: linux-6.12-x86_64'],
  [{ kernel: "3.10", arch: "armhf" }, "Linux 3.10 is not known (4.19 to 7.2 are); nearest preset: linux-4.19-arm"],
  [
    { kernel: "6.12", arch: "x86_64", pageSize: 65536 },
    "x86_64 has no pages of 65536 bytes; nearest preset: linux-6.12-x86_64",
  ],
  [{ kernel: "6.12", arch: "x86_64", cpus: 0 }, "`cpus` of a profile is a whole number above 0"],
  [{ kernel: "6.12", arch: "x86_64", cacheLine: 48 }, "`cacheLine` of a profile is a power of two"],
  [{ kernel: "6.12", arch: "x86_64", config: ["y"] }, "`config` of a profile is an object of CONFIG_ options"],
  [
    { kernel: "7.9", arch: "arm64", pageSize: 16384 },
    "Linux 7.9 is not known (4.19 to 7.2 are); nearest preset: linux-7.1-arm64-16k",
  ],
  [{ kernel: "6.12", arch: "x86_64", cpus: 8, possibleCpus: 4 }, "8 CPUs are more than the 4 possible ones"],
  [
    { kernel: "6.12", arch: "x86_64", config: { CONFIG_ARM64: "y" } },
    "`config` sets CONFIG_ARM64: it is that of arm64, the profile says x86_64",
  ],
  [
    { kernel: "6.12", arch: "riscv64", config: { CONFIG_MIPS: "y" } },
    "`config` sets CONFIG_MIPS: it is that of mips, the profile says riscv64",
  ],
  [{ kernel: "6.12", arch: "arm", config: { CONFIG_64BIT: "y" } }, "`config` says CONFIG_64BIT=y, arm has 32 bits"],
  [
    { kernel: "6.12", arch: "arm64", pageSize: 4096, config: { CONFIG_ARM64_64K_PAGES: "y" } },
    "`config` sets CONFIG_ARM64_64K_PAGES: pages of 65536 bytes, the profile says 4096",
  ],
  [
    { kernel: "6.1", arch: "x86_64", config: { CONFIG_SLAB: "y", CONFIG_SLOB: "y" } },
    "CONFIG_SLAB and CONFIG_SLOB exclude each other",
  ],
])("%j: %s", (json, why) => expect(readProfile(json)).toEqual({ kind: "error", why }));

test.each([
  ["amd64", "x86_64"],
  ["x86-64", "x86_64"],
  ["i686", "i386"],
  ["aarch64", "arm64"],
  ["armhf", "arm"],
  ["armv7l", "arm"],
  ["riscv", "riscv64"],
  ["ppc64el", "ppc64le"],
])("%s is %s", (arch, known) => expect(kernel({ kernel: "6.12", arch }).arch).toBe(known));

describe("what decides a class", () => {
  const arm64 = { arch: "arm64", cacheLine: 64 };
  test.each([
    ["arm64 up to 6.4 starts at 128", { ...arm64, kernel: "6.1" }, "kmalloc-128: 1 asked, 128 given"],
    ["arm64 since 6.5 starts at 8", { ...arm64, kernel: "6.12" }, "kmalloc-8: 1 asked, 8 given"],
    [
      "without bounce buffers at the cache line",
      { ...arm64, kernel: "6.12", cmdline: "swiotlb=noforce" },
      "kmalloc-64: 1 asked, 64 given",
    ],
    [
      "which the profile may leave open",
      { arch: "arm64", kernel: "6.12", cmdline: "swiotlb=noforce" },
      "kmalloc-64: 1 asked, 64 given or kmalloc-128: 1 asked, 128 given",
    ],
    ["but then need not matter", { arch: "arm64", kernel: "6.12" }, "kmalloc-8: 1 asked, 8 given"],
    ["armhf starts at 64", { arch: "armhf", kernel: "6.1" }, "kmalloc-64: 1 asked, 64 given"],
    ["4.19 spells sizes out", { arch: "amd64", kernel: "4.19" }, "kmalloc-8: 1 asked, 8 given"],
  ])("%s", (_, profile, expected) => expect(inWords(kmallocOf(kernel(profile), 1))).toBe(expected));

  test.each([
    ["5.10 has no accounted caches", { arch: "amd64", kernel: "5.10" }, "kmalloc-1k"],
    ["6.12 has", { arch: "amd64", kernel: "6.12" }, "kmalloc-cg-1k"],
    [
      "unless the memory cgroup is built out",
      { arch: "amd64", kernel: "6.12", config: { CONFIG_MEMCG: "n" } },
      "kmalloc-1k",
    ],
    ["or told not to count", { arch: "amd64", kernel: "6.12", cmdline: "cgroup.memory=nokmem" }, "kmalloc-1k"],
    ["4.19 writes 1024", { arch: "amd64", kernel: "4.19" }, "kmalloc-1024"],
  ])("%s", (_, profile, cache) =>
    expect(kmallocOf(kernel(profile), 1000, "GFP_KERNEL_ACCOUNT")).toMatchObject({ kind: "slab", cache }),
  );

  test("random copies depend on the call site", () => {
    const profile = { arch: "amd64", kernel: "6.12", config: { CONFIG_RANDOM_KMALLOC_CACHES: "y" } };
    expect(kmallocOf(kernel(profile), 8)).toMatchObject({ cache: "kmalloc-rnd-NN-8" });
  });
});

describe("boot parameters", () => {
  const slot = (cmdline: string, bytes: number, version = "6.12.117") =>
    inWords(kmallocOf(kernel({ arch: "amd64", kernel: version, cmdline }), bytes));
  test.each([
    ["slub_debug=FZPU", 8, "kmalloc-8: 8 asked, 112 given"],
    ["slab_debug", 8, "kmalloc-8: 8 asked, 112 given"],
    ["slub_debug=-", 8, "kmalloc-8: 8 asked, 8 given"],
    ["slub_debug=FZPU,dentry", 8, "kmalloc-8: 8 asked, 8 given"],
    ["slub_debug=FZPU,kmalloc-*", 8, "kmalloc-8: 8 asked, 112 given"],
    ["quiet slab-debug=ZZ -- slub_debug=FZPU", 96, "kmalloc-96: 96 asked, 160 given"],
  ])("%s", (cmdline, bytes, expected) => expect(slot(cmdline, bytes)).toBe(expected));

  test("slub_debug under its new name means nothing to an old kernel", () =>
    expect(slot("slab_debug=FZPU", 8, "6.1.192")).toBe("kmalloc-8: 8 asked, 8 given"));

  test.each([
    ["slub_max_order=0", 0, 4],
    ["slub_min_order=2", 2, 16],
    ["slub_min_objects=32", 3, 32],
    ["", 2, 16],
  ])("%s: kmalloc-1k has order %i", (cmdline, order, objectsPerSlab) => {
    const config = kernel({ arch: "amd64", kernel: "6.12", cpus: 4, cmdline });
    const placement = place({ by: "cache", bytes: 1024, align: 1024, flags: [], ctor: false }, config);
    expect(placement).toMatchObject({ layout: { order, objectsPerSlab } });
  });
});

test.each([
  [8, 32],
  [64, 128],
  [1024, 2048],
  [8192, 16384],
])("generic KASAN surrounds an object of %i bytes: a slot of %i", (bytes, slotSize) => {
  const config = kernel({ arch: "amd64", kernel: "6.12", config: { CONFIG_KASAN: "y" } });
  expect(kmallocOf(config, bytes)).toMatchObject({ objectSize: bytes, slotSize });
});

test("where KASAN's metadata is not known, neither is a slot", () => {
  const config = kernel({ arch: "amd64", kernel: "5.10", config: { CONFIG_KASAN_GENERIC: "y" } });
  expect(kmallocOf(config, 64).kind).toBe("unknown");
});

test.each([
  ["x86_64", 4096, "6.12", 4 * 2 ** 20],
  ["arm64", 16384, "6.12", 32 * 2 ** 20],
  ["arm64", 65536, "6.12", 512 * 2 ** 20],
  ["arm", 4096, "6.1", 8 * 2 ** 20],
  ["ppc64le", 65536, "6.1", 16 * 2 ** 20],
] as const)("%s with %i-byte pages, %s: kmalloc ends at %i bytes", (arch, pageSize, version, max) => {
  const config = kernel({ arch, pageSize, kernel: version, cacheLine: 64 });
  expect(kmallocOf(config, max)).toMatchObject({ kind: "pages", bytesAlloc: max });
  expect(kmallocOf(config, max + 1)).toMatchObject({ kind: "fails" });
});

const GCC = { CONFIG_CC_IS_GCC: "y", CONFIG_CC_VERSION_TEXT: "gcc 12.2.0" };

test("a whole .config leaves nothing to assume; one that is cut off before memory does, and it is said", () => {
  const read = (config: Record<string, string>) => readProfile({ kernel: "6.12.1", arch: "x86_64", config });
  const [whole, cut] = [read({ ...GCC, CONFIG_SLUB: "y" }), read(GCC)];
  if (whole.kind === "error" || cut.kind === "error") throw new Error("not read");
  expect([whole.config.memcg, cut.config.memcg]).toEqual([false, true]);
  expect(whole.notes.some((note) => note.includes("cut off"))).toBe(false);
  expect(cut.notes).toContain("config: it names no slab allocator, so it seems cut off; what it leaves out is assumed");
});

test("what a binary file holds is no option, and harms nothing", () => {
  const config = { "CONFIG_\0ELF": "\u0001\u0002", __proto__constructor: "y", "": "y", CONFIG_SLUB: "\ufffd" };
  expect(readProfile({ kernel: "6.12", arch: "x86_64", config }).kind).toBe("profile");
});

test("anything at all is read without throwing", () => {
  fc.assert(fc.property(fc.anything(), (json) => void readProfile(json)));
  const text = fc.string({ maxLength: 40 });
  const profile = fc.record(
    {
      kernel: fc.oneof(fc.constantFrom("6.12.117", "5.10", "7.2"), text),
      release: text,
      arch: fc.oneof(fc.constantFrom("amd64", "arm64", "riscv64"), text),
      cpus: fc.oneof(fc.nat(), fc.constant(2 ** 52)),
      cacheLine: fc.constantFrom(1, 64, 2 ** 40),
      config: fc.dictionary(
        fc.oneof(fc.constantFrom("CONFIG_SLAB", "CONFIG_SLOB", "CONFIG_ARCH_FORCE_MAX_ORDER"), text),
        text,
      ),
      cmdline: fc.oneof(text, fc.constantFrom("slub_debug=;;,-O", "slub_min_order=999999999", "slub_max_order=0")),
    },
    { requiredKeys: ["kernel", "arch"] },
  );
  fc.assert(
    fc.property(profile, fc.nat(20000), (json, bytes) => {
      const read = readProfile(json);
      if (read.kind === "error") return;
      place({ by: "cache", bytes, align: 64, flags: ["SLAB_HWCACHE_ALIGN"], ctor: false }, read.config);
      place({ by: "skb", bytes, gfp: 0, via: "napi" }, read.config);
      place({ by: "devm", bytes, gfp: 0 }, read.config);
    }),
  );
});
