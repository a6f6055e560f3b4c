import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  archOfConfig,
  includedMakefile,
  kernelFolderOf,
  readConfig,
  versionFromHeader,
  versionFromMakefile,
} from "../../src/headers/kernel-files.ts";
import { inFunction, kallocLens, project } from "./kalloc-lens.ts";

const VERSION_H = "include/generated/uapi/linux/version.h";
const SOURCE = inFunction("kmalloc(1360, GFP_KERNEL);");

describe("version", () => {
  test.each([
    [
      "#define LINUX_VERSION_CODE 396405\n#define LINUX_VERSION_MAJOR 6\n#define LINUX_VERSION_PATCHLEVEL 12\n#define LINUX_VERSION_SUBLEVEL 117\n",
      "6.12.117",
    ],
    [
      "#define LINUX_VERSION_CODE 396543\n#define LINUX_VERSION_MAJOR 6\n#define LINUX_VERSION_PATCHLEVEL 12\n#define LINUX_VERSION_SUBLEVEL 300\n",
      "6.12.300",
    ],
    ["#define LINUX_VERSION_CODE 330495\n", "5.10.255"],
    ["", undefined],
    ["#define LINUX_VERSION_CODE abc\n", undefined],
  ])("of version.h %j", (text, version) => expect(versionFromHeader(text)).toBe(version));

  test.each([
    ["VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 117\nEXTRAVERSION = -rc1\n", "6.12.117"],
    ["VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL =\n", "6.1.0"],
    ["all:\n\techo\n", undefined],
  ])("of a Makefile %j", (text, version) => expect(versionFromMakefile(text)).toBe(version));

  test.each([
    ["include /usr/src/linux-headers-6.12-common/Makefile\n", "/usr/src/linux-headers-6.12-common/Makefile"],
    ["include $(srctree)/scripts/Kbuild.include\n", undefined],
    ["# include x\n", undefined],
  ])("an include of it %j", (text, path) => expect(includedMakefile(text)).toBe(path));
});

describe("configuration", () => {
  test("options, strings, and what is not set", () =>
    expect(
      readConfig(
        'CONFIG_A=y\r\nCONFIG_B=m\n# CONFIG_C is not set\nCONFIG_D="a \\"b\\""\nCONFIG_E=0x10\n# CONFIG_F=y\n',
      ),
    ).toEqual({ CONFIG_A: "y", CONFIG_B: "m", CONFIG_C: "n", CONFIG_D: 'a "b"', CONFIG_E: "0x10" }));

  test.each([
    ["CONFIG_X86_64=y", "x86_64"],
    ["CONFIG_X86_32=y", "i386"],
    ["CONFIG_ARM64=y", "arm64"],
    ["CONFIG_ARM=y", "arm"],
    ["CONFIG_RISCV=y\nCONFIG_64BIT=y", "riscv64"],
    ["CONFIG_PPC64=y\nCONFIG_CPU_LITTLE_ENDIAN=y", "ppc64le"],
    ["CONFIG_PPC64=y", undefined],
    ["CONFIG_MIPS=y", undefined],
  ])("%j is for %s", (text, arch) => expect(archOfConfig(readConfig(text))).toBe(arch));
});

describe("the kernel that a Makefile names", () => {
  test.each([
    ["KDIR ?= /lib/modules/$(shell uname -r)/build\n", "/lib/modules/6.1.0/build"],
    ["KDIR := /lib/modules/`uname -r`/build\n", "/lib/modules/6.1.0/build"],
    ["    KERNELDIR ?= /usr/src/linux # the tree\n", "/usr/src/linux"],
    ["export KDIR=$(PWD)/../linux\n", "/drv/../linux"],
    ["KDIR ?= $(shell ./find-kernel.sh)\n", undefined],
    ["KDIR ?= $(TOP)/linux\nKERNELDIR = /k\n", "/k"],
    ["all:\n\techo KDIR\n", undefined],
  ])("%j", (makefile, dir) => expect(kernelFolderOf(makefile, "/drv", "6.1.0")).toBe(dir));
});

describe("profile --kernel", () => {
  test("version, architecture and configuration of a built tree; utsrelease.h is not asked", () => {
    const folder = project({
      [VERSION_H]: "#define LINUX_VERSION_CODE 393472\n",
      "include/generated/utsrelease.h": '#define UTS_RELEASE "9.9.9"\n',
      ".config": "CONFIG_ARM64=y\nCONFIG_ARM64_16K_PAGES=y\nCONFIG_CC_IS_GCC=y\n",
    });
    const run = kallocLens(["profile", "--kernel", folder]);
    expect(JSON.parse(run.stdout)).toMatchObject({
      kernel: "6.1.0",
      arch: "arm64",
      pageSize: 16384,
      config: { CONFIG_ARM64: "y" },
      assumed: false,
    });
  });

  test("of headers whose Makefile includes another, configured by auto.conf", () => {
    const folder = project({
      "arch/Makefile": "include ../common/Makefile\n",
      "common/Makefile": "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\n",
      "arch/include/config/auto.conf": "CONFIG_X86_32=y\n",
    });
    expect(JSON.parse(kallocLens(["profile", "--kernel", `${folder}/arch`]).stdout)).toMatchObject({
      kernel: "6.12.3",
      arch: "i386",
    });
  });

  test("can be given back", () => {
    const folder = project({
      [VERSION_H]: "#define LINUX_VERSION_CODE 393472\n",
      ".config": "CONFIG_ARM64=y\n",
      "a.c": SOURCE,
    });
    const { stdout } = kallocLens(["profile", "--kernel", folder]);
    const cwd = project({ "p.json": stdout, "a.c": SOURCE });
    expect(kallocLens(["check", "--profile-json", "p.json", "a.c"], { cwd })).toMatchObject({ status: 0 });
  });

  test("a kernel that is too new is refused with its nearest preset", () => {
    const folder = project({ [VERSION_H]: "#define LINUX_VERSION_CODE 655360\n" });
    const run = kallocLens(["profile", "--kernel", folder]);
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("nearest preset");
  });
});

describe("--kernel auto", () => {
  function checkKernel(cwd: string, file: string, kernel: object, profile: object): void {
    const run = kallocLens(["check", "--format", "json", file], { cwd });
    expect(JSON.parse(run.stdout)).toMatchObject({ kernel: { option: "auto", ...kernel }, profile });
  }

  test("the tree around the file", () => {
    const cwd = project({
      Kbuild: "",
      Kconfig: "",
      Makefile: "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 5\n",
      "include/linux/slab.h": "",
      "drivers/x/a.c": SOURCE,
    });
    checkKernel(cwd, "drivers/x/a.c", { chosen: "enclosing" }, { kernel: "6.1.5", arch: "x86_64", assumed: true });
  });

  test("the tree that the module's Makefile names, relative to it", () => {
    const cwd = project({
      "drv/Makefile": "KDIR ?= ../kernel\n",
      "drv/src/a.c": SOURCE,
      [join("kernel", VERSION_H)]: "#define LINUX_VERSION_CODE 393472\n",
      "kernel/.config": "CONFIG_X86_64=y\n",
    });
    checkKernel(cwd, "drv/src/a.c", { chosen: "makefile" }, { kernel: "6.1.0", assumed: false });
  });

  test("none is said, and the profile is assumed", () => {
    const run = kallocLens(["check", "--kernel", "none", "--format", "json", "a.c"], {
      cwd: project({ "a.c": SOURCE }),
    });
    expect(JSON.parse(run.stdout)).toMatchObject({
      kernel: { option: "none", chosen: "none" },
      profile: { name: "debian-6.12-amd64", assumed: true },
    });
  });
});

test("a tree and its sources are one, whichever links lead to them", () => {
  const cwd = project({
    "tree/Makefile": "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 5\n",
    "tree/.config": "CONFIG_X86_64=y\n",
    "tree/include/linux/slab.h": "",
    "tree/drivers/parts/part.h": "struct part { char bytes[100]; };\n",
    "tree/drivers/x/Makefile": "ccflags-y := -I$(srctree)/drivers/parts\n",
    "tree/drivers/x/a.c": `#include "part.h"\n${inFunction("kmalloc(sizeof(struct part), GFP_KERNEL);")}`,
  });
  symlinkSync("tree", join(cwd, "link"));
  const sizeIn = (kernel: string, file: string) => {
    const { stdout } = kallocLens(["check", "--kernel", kernel, "--format", "json", file], { cwd });
    return JSON.parse(stdout).sites[0].size;
  };
  const places = ["tree", "link", join(cwd, "link"), join(cwd, "tree")];
  for (const kernel of places)
    for (const folder of places)
      expect(sizeIn(kernel, join(folder, "drivers/x/a.c"))).toMatchObject({ kind: "known", bytes: 100 });
});

describe("the configuration of an installed kernel", () => {
  const HEAD = "# Automatically generated file; DO NOT EDIT.\n# Linux/arm64 6.6.30 Kernel Configuration\n";
  test("tells version, release and architecture", () => {
    const cwd = project({ "config-6.6.30-own": `${HEAD}CONFIG_ARM64=y\nCONFIG_ARM64_16K_PAGES=y\n` });
    const run = kallocLens(["profile", "--kernel", "config-6.6.30-own"], { cwd });
    expect(JSON.parse(run.stdout)).toMatchObject({ kernel: "6.6.30", release: "6.6.30-own", arch: "arm64" });
  });

  test.each([
    ["cut off before the architecture", HEAD],
    ["binary", "\0\x01\xff# Linux"],
    ["empty", ""],
  ])("%s: refused with a reason", (_, text) => {
    const run = kallocLens(["profile", "--kernel", "config-x"], { cwd: project({ "config-x": text }) });
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("neither a folder nor the configuration of a kernel");
  });
});

test("sizes come from the headers of a configured tree", () => {
  const cwd = project({
    [join("k", VERSION_H)]: "#define LINUX_VERSION_CODE 393472\n",
    "k/.config": "CONFIG_X86_64=y\nCONFIG_WIDE=y\n",
    "k/include/linux/thing.h": "struct thing {\n#ifdef CONFIG_WIDE\n\tlong a[100];\n#else\n\tlong a[1];\n#endif\n};\n",
    "a.c": `#include <linux/thing.h>\n${inFunction("kmalloc(sizeof(struct thing), GFP_KERNEL);")}`,
  });
  const run = kallocLens(["check", "--kernel", "k", "--format", "json", "a.c"], { cwd });
  expect(JSON.parse(run.stdout)).toMatchObject({
    kernel: { option: "k", chosen: "option", headers: true },
    sites: [{ size: { kind: "known", bytes: 800, from: ["headers"] } }],
  });
});

test("profiles lists what --profile takes", () => {
  const presets: { name: string }[] = JSON.parse(kallocLens(["profiles", "--format", "json"]).stdout);
  const listed = kallocLens(["profiles"]).stdout;
  for (const { name } of presets) expect(listed).toContain(name);
  const args = presets.flatMap(({ name }) => ["--compare", name]);
  expect(kallocLens(["check", ...args, "a.c"], { cwd: project({ "a.c": SOURCE }) })).toMatchObject({ status: 0 });
});
