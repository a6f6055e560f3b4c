import { describe, expect, test } from "vitest";
import { indexFile } from "../../src/core/c/file-index.ts";
import { normalizePath } from "../../src/headers/file-system.ts";
import { buildOf, makefileFolders } from "../../src/headers/kbuild-flags.ts";
import { KernelHeaderFiles } from "../../src/headers/kernel-headers.ts";
import { Makefiles } from "../../src/headers/makefile.ts";
import { virtual } from "../support/virtual-files.ts";

const TREE = {
  "/k/include/linux/list.h": "struct list_head { int generic; };",
  "/k/include/linux/kconfig.h": "#define IMPLICIT 1",
  "/k/arch/x86/include/asm/page.h": "#define X86 1",
  "/k/arch/arm64/include/asm/page.h": "#define ARM64 1",
  "/k/include/asm-generic/page.h": "#define GENERIC 1",
  "/k/arch/x86/include/generated/asm/made.h": "#define MADE 1",
  "/k/include/uapi/linux/types.h": "#define UAPI 1",
  "/k/drivers/x/Makefile": "ccflags-y := -I$(src)/hw -DFOO \\\n\t-I $(srctree)/drivers/parts\n",
  "/k/drivers/x/x.c": "",
  "/k/drivers/x/own.h": "#define OWN 1",
  "/k/drivers/x/hw/regs.h": "#define REGS 1",
  "/k/drivers/parts/common.h": "#define COMMON 1",
  "/k/drivers/gpu/drm/a/inc/deep/only.h": "#define ONLY 1",
  "/k/drivers/gpu/drm/a/one/twice.h": "#define TWICE 1",
  "/k/drivers/gpu/drm/a/two/twice.h": "#define TWICE 2",
  "/k/drivers/gpu/drm/a/core/main.c": "",
};

function found(
  main: string,
  include: string,
  arch = "x86_64",
  files: Readonly<Record<string, string>> = TREE,
): string | undefined {
  const headers = new KernelHeaderFiles("/k", arch, virtual(files));
  const angled = include.startsWith("<");
  const path = include.slice(1, -1);
  const from = indexFile(main, "");
  const index = headers.resolveLocal(main)(from, path, angled) ?? headers.headers().resolve(from, path, angled);
  return index?.path;
}

describe("where an include leads", () => {
  test.each([
    ['"own.h"', "/k/drivers/x/own.h"],
    ["<linux/list.h>", "/k/include/linux/list.h"],
    ["<linux/types.h>", "/k/include/uapi/linux/types.h"],
    ["<asm/page.h>", "/k/arch/x86/include/asm/page.h"],
    ["<asm/made.h>", "/k/arch/x86/include/generated/asm/made.h"],
    ['"regs.h"', "/k/drivers/x/hw/regs.h"],
    ["<common.h>", "/k/drivers/parts/common.h"],
    ['"../parts/common.h"', "/k/drivers/parts/common.h"],
    ['"missing.h"', undefined],
    ["<linux>", undefined],
    ['"../../../../../../etc/passwd"', undefined],
  ])("%s → %s", (include, path) => expect(found("/k/drivers/x/x.c", include)).toBe(path));

  test("another architecture has its own", () =>
    expect(found("/k/drivers/x/x.c", "<asm/page.h>", "arm64")).toBe("/k/arch/arm64/include/asm/page.h"));

  test("the only header of a name around is the one, of several none is", () => {
    expect(found("/k/drivers/gpu/drm/a/core/main.c", '"deep/only.h"')).toBe("/k/drivers/gpu/drm/a/inc/deep/only.h");
    expect(found("/k/drivers/gpu/drm/a/core/main.c", '"twice.h"')).toBeUndefined();
  });

  test("which header asks makes a difference to what is the only one around, whoever asked before", () => {
    const headers = new KernelHeaderFiles("/k", "x86_64", virtual(TREE));
    const resolve = headers.resolveLocal("/k/drivers/gpu/drm/a/core/main.c");
    const foundFrom = (folder: string) => resolve(indexFile(`/k/drivers/gpu/drm/a/${folder}/x.h`, ""), "twice.h", true);
    expect(["core", "one", "two"].map((folder) => foundFrom(folder)?.path)).toEqual([
      undefined,
      "/k/drivers/gpu/drm/a/one/twice.h",
      "/k/drivers/gpu/drm/a/two/twice.h",
    ]);
  });

  test("a headers package may keep the common part elsewhere", () => {
    const split = {
      "/k/Makefile": "include /common/Makefile\n",
      "/k/arch/x86/include/generated/asm/made.h": "",
      "/common/include/linux/list.h": "",
      "/common/arch/x86/include/asm/page.h": "",
    };
    expect(found("/m/m.c", "<linux/list.h>", "x86_64", split)).toBe("/common/include/linux/list.h");
    expect(found("/m/m.c", "<asm/page.h>", "x86_64", split)).toBe("/common/arch/x86/include/asm/page.h");
  });

  test("a kernel without headers says so", () =>
    expect(new KernelHeaderFiles("/nowhere", "x86_64", virtual(TREE)).isEmpty).toBe(true));
});

function makefiles(files: Readonly<Record<string, string>>): Makefiles {
  return new Makefiles("/k", virtual(files));
}

describe("Makefiles", () => {
  const folders = (makefile: string, above = "") =>
    makefileFolders("/k/d/e/f.c", "/k", makefiles({ "/k/d/e/Makefile": makefile, "/k/d/Makefile": above }));

  test.each([
    ["variables are expanded", "TOP := $(src)/..\nccflags-y += -I$(TOP)/include", ["/k/d/include"]],
    ["a file's own flags count", "CFLAGS_f.o = -I$(src)/own", ["/k/d/e/own"]],
    ["what a variable does not tell is left out", "ccflags-y += -I$(shell pwd)/x -I$(src)/y", ["/k/d/e/y"]],
    ["a variable that names itself ends", "A = $(A)/x\nccflags-y += -I$(src)/z$(A)", ["/k/d/e/z/x"]],
  ])("%s", (_, makefile, expected) => expect(folders(makefile)).toEqual(expect.arrayContaining(expected)));

  test("subdir-ccflags-y holds below, ccflags-y does not", () => {
    expect(folders("", "subdir-ccflags-y += -I$(src)/all\nccflags-y += -I$(src)/here")).toEqual(["/k/d/all"]);
  });
});

describe("what the build says of a file", () => {
  const options: Readonly<Record<string, string>> = { CONFIG_Y: "y", CONFIG_M: "m", CONFIG_N: "n" };
  const build = (makefile: string, source = "/k/d/e/f.c", above = "") =>
    buildOf(source, "/k", makefiles({ "/k/d/e/Makefile": makefile, "/k/d/Makefile": above }), (name) => options[name]);

  test.each([
    ["obj-m += f.o", true],
    ["obj-y += f.o", false],
    ["obj-$(CONFIG_M) += f.o", true],
    ["obj-$(CONFIG_Y) += f.o", false],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: make spells variables so too
    ["obj-${CONFIG_M} += g.o f.o", true],
    ["obj-$(CONFIG_M) += big.o\nbig-y := g.o \\\n\tf.o", true],
    ["obj-$(CONFIG_Y) += big.o\nbig-objs := f.o", false],
    ["obj-$(CONFIG_M) += big.o\nPARTS := f.o\nbig-$(CONFIG_Y) += $(PARTS)", true],
    ["obj-$(CONFIG_M) += one.o\nobj-$(CONFIG_Y) += two.o\none-y := f.o\ntwo-y := f.o", false],
    ["obj-$(CONFIG_NOBODY_KNOWS) += f.o", undefined],
    ["obj-$(CONFIG_N) += f.o", undefined],
    ["ifeq ($(X),y)\nobj-m += f.o\nendif", undefined],
    ["obj-m += $(shell ls)", undefined],
    ["obj-m += a.o\na-y := b.o\nb-y := a.o\na-y += f.o", true],
  ])("%j", (makefile, isModule) => expect(build(makefile).isModule).toBe(isModule));

  test("a Makefile above may list it, and outside of the tree all is modules", () => {
    expect(build("", "/k/d/e/f.c", "obj-$(CONFIG_M) += big.o\nbig-y := e/f.o").isModule).toBe(true);
    expect(build("", "/m/f.c").isModule).toBe(true);
  });

  test("macros are defined as far as that is certain", () => {
    const { defines } = build(
      'ccflags-y += -DONE -DTWO=2 -DTEXT=\\"x\\"\nccflags-$(CONFIG_M) += -DNOT\nCFLAGS_f.o := -DOWN=1\n' +
        "CFLAGS_g.o := -DOTHERS\nifdef X\nccflags-y += -DMAYBE\nendif",
      "/k/d/e/f.c",
      "subdir-ccflags-y += -DALL=0x10\nccflags-y += -DHERE",
    );
    expect(Object.fromEntries(defines)).toEqual({
      ONE: "1",
      TWO: "2",
      TEXT: undefined,
      OWN: "1",
      MAYBE: undefined,
      ALL: "0x10",
    });
  });

  test("a source that only another one includes is read below it", () => {
    const files = {
      "/k/d/Makefile": "obj-y += whole.o",
      "/k/d/whole.c": '#include "priv.h"\nstruct above { int a; };\n#include "part.c"\nstruct below { int b; };\n',
      "/k/d/part.c": "",
      "/k/d/other.c": "",
    };
    const headers = new KernelHeaderFiles("/k", "x86_64", virtual(files));
    const includer = headers.buildOf("/k/d/part.c", () => undefined).includer;
    expect([...(includer?.tags.keys() ?? [])]).toEqual(["struct above"]);
    expect(headers.buildOf("/k/d/other.c", () => undefined).includer).toBeUndefined();
    expect(headers.buildOf("/k/d/whole.c", () => undefined).includer).toBeUndefined();
  });
});

describe("compile_commands.json", () => {
  const tree = (entries: unknown, at = "/k") => ({
    ...TREE,
    "/k/drivers/gpu/drm/a/one/own.h": "",
    [`${at}/compile_commands.json`]: typeof entries === "string" ? entries : JSON.stringify(entries),
  });
  const main = "/k/drivers/gpu/drm/a/core/main.c";
  const command =
    'gcc -Idrivers/gpu/drm/a/two -I include -DMODULE -DLEVEL=3 \'-DNAME="a b"\' -DX=\\"y\\" -UGONE -c main.c';
  const args = ["gcc", "-Idrivers/gpu/drm/a/two", "-DMODULE", "-D", "LEVEL=3", 'x"y', 7];
  const entry = { directory: "/k", file: "drivers/gpu/drm/a/core/main.c" };

  test.each([
    ["as a command", { ...entry, command }],
    ["as arguments", { ...entry, arguments: args }],
    ["with an absolute file", { directory: "/k", file: main, command }],
  ])("%s", (_, item) => {
    const files = tree([null, 3, {}, { directory: "/k" }, item]);
    expect(found(main, '"twice.h"', "x86_64", files)).toBe("/k/drivers/gpu/drm/a/two/twice.h");
    const build = new KernelHeaderFiles("/k", "x86_64", virtual(files)).buildOf(main, () => undefined);
    expect(build.isModule).toBe(true);
    expect(build.defines.get("LEVEL")).toBe("3");
  });

  test("quotes are taken as a shell does", () => {
    const { defines } = new KernelHeaderFiles("/k", "x86_64", virtual(tree([{ ...entry, command }]))).buildOf(
      main,
      () => undefined,
    );
    expect(Object.fromEntries(defines)).toEqual({ MODULE: "1", LEVEL: "3", NAME: '"a b"', X: '"y"' });
  });

  test.each(["", "{", "[[[", '{"a":1}', "[1]"])("%j says nothing", (text) =>
    expect(found(main, '"twice.h"', "x86_64", tree(text))).toBeUndefined(),
  );

  test("the nearest one above a file counts", () => {
    const files = { ...tree([{ ...entry, command }]), "/k/drivers/compile_commands.json": "[]" };
    expect(found(main, '"twice.h"', "x86_64", files)).toBe("/k/drivers/gpu/drm/a/two/twice.h");
  });
});

test("paths are normalised", () => {
  expect(normalizePath("/a/./b/../c//d")).toBe("/a/c/d");
  expect(normalizePath("/../..")).toBe("/");
});
