import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Editor } from "./editor.ts";
import { FAKE_KERNEL, writeFiles } from "./fake-kernel.ts";
import { list, record } from "./rpc.ts";

let root: string;
let editor: Editor;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "kalloc-lens-"));
});

afterEach(async () => {
  await editor.stop();
  rmSync(root, { recursive: true });
});

const uriOf = (path: string) => pathToFileURL(join(root, path)).href;
const AUTO = { kernel: "auto" };
const DRIVER = FAKE_KERNEL["drivers/foo/foo.c"] ?? "";

function status(uri: string) {
  return editor.rpc.request("kallocLens/status", { uri }).then(({ result }) => record(result));
}

describe("the kernel of a file", () => {
  test("is the tree around it, whose headers and configuration count", async () => {
    writeFiles(join(root, "linux"), FAKE_KERNEL);
    editor = await Editor.start({ folder: uriOf("linux"), settings: AUTO });
    const uri = editor.open(DRIVER, uriOf("linux/drivers/foo/foo.c"));
    const hover = await editor.hover(uri, "kzalloc");
    expect(hover).toContain("1360 → 2048");
    expect(hover).toContain("6.12.9");
    expect(hover).not.toContain("assumed");
    expect(await editor.hover(uri, "kmalloc")).toContain("104 → 128");
  });

  test("is found around the folder of the workspace", async () => {
    writeFiles(join(root, "linux"), FAKE_KERNEL);
    editor = await Editor.start({ folder: uriOf("linux/drivers/foo"), settings: AUTO });
    const uri = editor.open(DRIVER, uriOf("linux/drivers/foo/foo.c"));
    expect(await editor.hover(uri, "kzalloc")).toContain("1360 → 2048");
  });

  test("is the one that the module's Makefile names", async () => {
    writeFiles(join(root, "linux"), FAKE_KERNEL);
    writeFiles(join(root, "module"), {
      Makefile: `KDIR ?= ${root}/linux\n`,
      "own.h": FAKE_KERNEL["drivers/foo/own.h"] ?? "",
    });
    editor = await Editor.start({ folder: uriOf("module"), settings: AUTO });
    const uri = editor.open(DRIVER, uriOf("module/foo.c"));
    expect(await editor.hover(uri, "kzalloc")).toContain("1360 → 2048");
    const { kernel } = await status(uri);
    expect(record(kernel)).toMatchObject({ dir: join(root, "linux"), chosen: "makefile", headers: true });
  });

  test("is the one that the setting names, or none", async () => {
    writeFiles(join(root, "linux"), FAKE_KERNEL);
    editor = await Editor.start({ folder: uriOf("module"), settings: { kernel: join(root, "linux") } });
    const uri = editor.open(DRIVER, uriOf("module/foo.c"));
    expect(await editor.hover(uri, "kzalloc")).toContain("1360 → 2048");
    editor.settings = { kernel: "none" };
    editor.rpc.notify("workspace/didChangeConfiguration", { settings: {} });
    expect(await editor.hover(uri, "kzalloc")).toContain("unknown");
    editor.settings = { kernel: join(root, "nowhere") };
    editor.rpc.notify("workspace/didChangeConfiguration", { settings: {} });
    expect(String(record((await status(uri)).profile).problem)).toContain("kallocLens.kernel");
  });

  test("gives way to a profile that is set, which its headers are not configured for", async () => {
    writeFiles(join(root, "linux"), FAKE_KERNEL);
    editor = await Editor.start({ folder: uriOf("linux"), settings: { ...AUTO, profile: "debian-6.1-arm64" } });
    const uri = editor.open(DRIVER, uriOf("linux/drivers/foo/foo.c"));
    expect(await editor.hover(uri, "kzalloc")).toContain("unknown");
  });

  test("numbers are the command line's", async () => {
    writeFiles(join(root, "linux"), FAKE_KERNEL);
    editor = await Editor.start({ folder: uriOf("linux"), settings: AUTO });
    const uri = editor.open(DRIVER, uriOf("linux/drivers/foo/foo.c"));
    const file = join(root, "linux/drivers/foo/foo.c");
    const printed = execFileSync(process.execPath, ["dist/cli.js", "check", "--format", "json", file], {
      encoding: "utf8",
    });
    const sites = list(record(JSON.parse(printed)).sites);
    expect(sites).toHaveLength(3);
    for (const { api, placement } of sites) {
      const { bytesReq, bytesAlloc } = record(placement);
      if (bytesAlloc !== undefined)
        expect(await editor.hover(uri, String(api))).toContain(`${bytesReq} → ${bytesAlloc}`);
    }
  });
});

describe("changes outside the editor", () => {
  test("of a kernel's header, of its configuration, and new headers", async () => {
    writeFiles(join(root, "linux"), FAKE_KERNEL);
    editor = await Editor.start({ folder: uriOf("linux"), settings: AUTO });
    const uri = editor.open(DRIVER, uriOf("linux/drivers/foo/foo.c"));
    expect(await editor.hover(uri, "kzalloc")).toContain("1360 → 2048");
    changed("linux/include/linux/foo.h", "struct foo { char text[100]; };");
    expect(await editor.hover(uri, "kzalloc")).toContain("100 → 128");
    changed("linux/include/linux/foo.h", FAKE_KERNEL["include/linux/foo.h"] ?? "");
    changed("linux/.config", "CONFIG_X86_64=y\nCONFIG_64BIT=y\n# CONFIG_FOO_BIG is not set\n");
    changed("linux/include/generated/autoconf.h", "");
    expect(await editor.hover(uri, "kzalloc")).toContain("8 → 8");
    changed("linux/drivers/foo/linux/foo.h", "");
    changed("linux/drivers/foo/own.h", "struct own { char text[500]; };");
    expect(await editor.hover(uri, "kmalloc")).toContain("500 → 512");
  });

  function changed(path: string, text: string): void {
    writeFiles(root, { [path]: text });
    editor.rpc.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(path), type: 2 }] });
  }
});

describe("in a workspace that is not trusted", () => {
  test("no Makefile leads outside", async () => {
    writeFiles(join(root, "linux"), FAKE_KERNEL);
    writeFiles(join(root, "module"), { Makefile: `KDIR ?= ${root}/linux\n` });
    editor = await Editor.start({ folder: uriOf("module"), settings: AUTO, options: { trusted: false } });
    const uri = editor.open(DRIVER, uriOf("module/foo.c"));
    expect(await editor.hover(uri, "kzalloc")).not.toContain("1360");
    editor.rpc.notify("kallocLens/trustGranted", undefined);
    expect(await editor.hover(uri, "kzalloc")).toContain("1360 → 2048");
  });

  test("no Makefile of a kernel inside leads outside either", async () => {
    writeFiles(join(root, "common"), {
      Makefile: "VERSION = 6\nPATCHLEVEL = 12\n",
      "include/linux/foo.h": "struct foo { char text[1360]; };",
    });
    const { Kbuild = "", Kconfig = "" } = FAKE_KERNEL;
    writeFiles(join(root, "linux"), {
      Kbuild,
      Kconfig,
      Makefile: `include ${root}/common/Makefile\n`,
      ".config": FAKE_KERNEL[".config"] ?? "",
      "include/linux/types.h": "",
      "include/generated/uapi/linux/version.h": "#define LINUX_VERSION_CODE 396288\n",
      "drivers/foo.c": DRIVER,
    });
    editor = await Editor.start({ folder: uriOf("linux"), settings: AUTO, options: { trusted: false } });
    expect(await editor.hover(editor.open(DRIVER, uriOf("linux/drivers/foo.c")), "kzalloc")).not.toContain("1360");
  });
});

describe("nothing is read", () => {
  test("through symbolic links that lead out of the workspace", async () => {
    writeFiles(root, { "secret/foo.h": "struct foo { char text[1360]; };" });
    mkdirSync(join(root, "work"));
    symlinkSync(join(root, "secret/foo.h"), join(root, "work/foo.h"));
    symlinkSync(join(root, "secret"), join(root, "work/inside"));
    editor = await Editor.start({ folder: uriOf("work"), settings: { kernel: "none" } });
    for (const path of ["foo.h", "inside/foo.h"]) {
      const uri = editor.open(
        `#include "${path}"\nvoid f(void) { kmalloc(sizeof(struct foo), GFP_KERNEL); }\n`,
        uriOf(`work/${path}.c`),
      );
      expect(await editor.hover(uri, "kmalloc")).not.toContain("1360");
    }
  });

  test("of what the client asks to be scanned, where that is no file of the workspace", async () => {
    writeFiles(root, { "secret/x.c": DRIVER, "work/own.c": DRIVER });
    symlinkSync(join(root, "secret/x.c"), join(root, "work/link.c"));
    symlinkSync(join(root, "secret"), join(root, "work/inside"));
    symlinkSync("own.c", join(root, "work/alias.c"));
    execFileSync("mkfifo", [join(root, "work/pipe.c")]);
    editor = await Editor.start({
      folder: uriOf("work"),
      settings: { kernel: "none" },
      options: { hasCommands: true, readsFiles: true },
    });
    const asked: string[] = [];
    editor.rpc.answerWith((method) => {
      asked.push(method);
      return method === "kallocLens/readFile" ? { text: DRIVER } : [{ kernel: "none" }];
    });
    const paths = ["link.c", "inside/x.c", "../secret/x.c", "pipe.c", "none.c", "own.c", "alias.c"];
    const uris = [...paths.map((path) => `${uriOf("work")}/${path}`), "file:///etc/passwd", "file:///dev/zero"];
    const { result } = await editor.rpc.request("kallocLens/scan", { uris });
    expect(list(result).map(({ uri }) => uri)).toEqual([`${uriOf("work")}/own.c`, `${uriOf("work")}/alias.c`]);
  });

  test("of devices and pipes", async () => {
    writeFiles(join(root, "linux"), FAKE_KERNEL);
    rmSync(join(root, "linux/include/linux/foo.h"));
    execFileSync("mkfifo", [join(root, "linux/include/linux/foo.h")]);
    editor = await Editor.start({ folder: uriOf("linux"), settings: AUTO });
    const uri = editor.open(DRIVER, uriOf("linux/drivers/foo/foo.c"));
    expect(await editor.hover(uri, "kzalloc")).toContain("unknown");
    writeFileSync(join(root, "other.txt"), "");
  });
});
