import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { certaintyOf, MEASURED } from "../../../src/core/kernel/measured.ts";
import { presetLike } from "../../../src/core/kernel/nearest-preset.ts";
import { PRESETS, type Profile, presetNamed } from "../../../src/core/kernel/presets.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import { inWords, kernel, kmallocOf } from "./kernels.ts";

const RELEASES = ["4.19", "5.4", "5.10", "5.15", "6.1", "6.6", "6.12", "6.18", "7.0", "7.1"];
const MACHINES = ["x86_64", "i386", "arm64", "arm64-16k", "arm64-64k", "arm", "riscv64", "ppc64le"];
const GENERIC = RELEASES.flatMap((release) => MACHINES.map((machine) => `linux-${release}-${machine}`));

function notesOf(profile: Profile | undefined): readonly string[] {
  const read = readProfile(profile);
  return read.kind === "error" ? [read.why] : read.notes;
}

test("names are unique", () => expect(new Set(PRESETS.map(({ name }) => name)).size).toBe(PRESETS.length));

test.each(GENERIC)("%s is there, and says what it assumes", (name) => {
  const preset = presetNamed(name);
  expect(preset?.profile.assumed).toBe(true);
  expect(preset?.title).toContain("configuration assumed");
  const notes = notesOf(preset?.profile);
  expect(notes.filter((note) => note.startsWith("config: not given, what distributions set is assumed"))).toHaveLength(
    1,
  );
  expect(notes).toContain(`kernel: ${preset?.profile.kernel}.0 assumed, without what stable releases changed`);
});

describe("what a machine's kernels give", () => {
  test.each([
    ["linux-4.19-x86_64", 1000, "kmalloc-1024: 1000 asked, 1024 given"],
    ["linux-6.6-i386", 33, "kmalloc-64: 33 asked, 64 given"],
    ["linux-5.15-arm64", 8, "kmalloc-128: 8 asked, 128 given"],
    ["linux-6.6-arm64", 8, "kmalloc-8: 8 asked, 8 given"],
    ["linux-6.6-arm64-16k", 20000, "kmalloc-32k: 20000 asked, 32768 given"],
    ["linux-6.18-arm64-64k", 131072, "kmalloc-128k: 131072 asked, 131072 given"],
    ["linux-7.1-arm", 1, "kmalloc-64: 1 asked, 64 given"],
    ["linux-6.1-riscv64", 1, "kmalloc-64: 1 asked, 64 given"],
    ["linux-5.10-riscv64", 1, "kmalloc-8: 1 asked, 8 given"],
    ["linux-7.0-ppc64le", 131073, "order 2: 131073 asked, 262144 given"],
  ])("%s: %i bytes", (name, bytes, expected) => expect(inWords(kmallocOf(kernel(name), bytes))).toBe(expected));
});

test.each([
  ["linux-6.9-arm64-16k", "linux-6.6-arm64-16k"],
  ["linux-6.6-aarch64", "linux-6.6-arm64"],
  ["linux-5.19-amd64", "linux-6.1-x86_64"],
  ["debian-6.1-amd64-typo", "linux-6.1-x86_64"],
  ["7.3", "debian-7.2-amd64"],
  ["nonsense", "debian-5.10-amd64"],
])("%s is no preset; %s comes nearest", (name, nearest) => {
  expect(presetNamed(name)).toBeUndefined();
  expect(presetLike(name)?.name).toBe(nearest);
});

describe("how sure numbers are", () => {
  const folder = new URL("../../golden/kernel/", import.meta.url);
  const recorded: Profile[] = readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")).profile,
  );

  test("what is called measured has recorded rows, and the other way round", () => {
    for (const profile of recorded) expect(certaintyOf(kernel(profile))).toEqual({ kind: "measured" });
    const kinds = recorded.map((profile) => {
      const { version, arch, pageSize, allocator, slubTiny } = kernel(profile);
      return [`${version.major}.${version.minor}`, arch, pageSize, slubTiny ? "SLUB_TINY" : allocator.toUpperCase()];
    });
    const measured = MEASURED.map(({ series, arch, pageSize, allocator }) => [series, arch, pageSize, allocator]);
    expect(new Set(kinds.map(String))).toEqual(new Set(measured.map(String)));
  });

  test.each<[Profile, string]>([
    [{ kernel: "6.6.9", arch: "x86_64" }, "Linux 6.6 with SLUB on x86_64 with pages of 4 KiB was not measured"],
    [{ kernel: "6.12.9", arch: "riscv64" }, "Linux 6.12 with SLUB on riscv64 with pages of 4 KiB was not measured"],
    [
      { kernel: "5.4.9", arch: "arm", config: { CONFIG_SLAB: "y" } },
      "Linux 5.4 with SLAB on arm with pages of 4 KiB was not measured",
    ],
    [{ kernel: "6.12.9", arch: "x86_64", config: { CONFIG_KASAN: "y" } }, "no kernel with CONFIG_KASAN was measured"],
  ])("%j: %s", (profile, why) =>
    expect(notesOf(profile)).toContain(`numbers: by the rules of the kernel's source; ${why}`),
  );

  test("a measured kernel has no such note", () =>
    expect(notesOf(presetNamed("debian-6.12-amd64")?.profile).join()).not.toContain("by the rules"));
});
