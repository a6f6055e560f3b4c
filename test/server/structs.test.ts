import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Editor } from "./editor.ts";
import { FAKE_KERNEL, writeFiles } from "./fake-kernel.ts";
import { list, record } from "./rpc.ts";

let root: string;
let editor: Editor;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "kalloc-lens-"));
  writeFiles(root, FAKE_KERNEL);
});

afterEach(async () => {
  await editor.stop();
  rmSync(root, { recursive: true });
});

async function openDriver(settings = { kernel: "auto" }): Promise<string> {
  const folder = pathToFileURL(root).href;
  editor = await Editor.start({ folder, settings });
  return editor.open(FAKE_KERNEL["drivers/foo/foo.c"] ?? "", `${folder}/drivers/foo/foo.c`);
}

test("a struct's name shows its size, what of it is unused, where it is from, and its members", async () => {
  const uri = await openDriver();
  const hover = await editor.hover(uri, "foo *foo");
  expect(hover).toContain("struct foo: 1360 bytes, aligned to 4, 22 cache lines of 64");
  expect(hover).toContain("From: include/linux/foo.h, line 4");
  expect(hover).toContain("Holes: 1, 3 bytes in all");
  expect(hover).toContain(
    [
      "    0     1  char tag",
      "    1     3  --- unused ---",
      "    4     4  u32 id",
      "    8  1352  char [1352] room",
    ].join("\n"),
  );
});

test("a call names the structs that it takes the size of", async () => {
  const uri = await openDriver();
  expect(await editor.hover(uri, "kzalloc")).toContain(
    "struct foo: 1360 bytes, aligned to 4, 22 cache lines of 64; from include/linux/foo.h, line 4",
  );
  expect(await editor.hover(uri, "kcalloc")).toContain("104 bytes for each of n");
});

test("pinned kernels have a row each, with their own sizes", async () => {
  const kernels = ["debian-6.1-i386", { kernel: "6.1", arch: "arm64" }, "no-such-kernel"];
  const text = `struct foo { void *p[17]; long long n; };
void f(void)
{
	kmalloc(sizeof(struct foo), GFP_KERNEL);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 6, 0)
	kzalloc(1, GFP_KERNEL);
#endif
	kmalloc(sizeof(struct bar), GFP_KERNEL);
}
`;
  editor = await Editor.start({ settings: { kernel: "none", pinnedKernels: kernels } });
  const uri = editor.open(text);
  const hover = (await editor.hover(uri, "kmalloc")) ?? "";
  expect(hover).toContain("| this file's | 144 → 192 (kmalloc-192)");
  expect(hover).toContain("| debian-6.1-i386 | 76 → 96 (kmalloc-96)");
  expect(hover).toContain("| Linux 6.1, arm64 | 144 → 256 (kmalloc-256)");
  expect(hover).toMatch(/\| no-such-kernel \| .*There is no profile/);
  expect(await editor.hover(uri, "kzalloc")).toContain(
    "| debian-6.1-i386 | left out by the kernel's configuration or version |",
  );
  expect(await editor.hoverAt(uri, editor.positionOf(uri, "kmalloc(sizeof(struct bar"))).toMatch(
    /\| debian-6.1-i386 \| size unknown/,
  );
});

test("a panel asks for the structs of a file, and for any by its name", async () => {
  const uri = await openDriver();
  const listed = await editor.rpc.request("kallocLens/structs", { uri });
  expect(list(listed.result)).toEqual([]);
  const { result } = await editor.rpc.request("kallocLens/structLayout", { uri, name: "own" });
  const answer = record(result);
  expect(record(answer.layout)).toMatchObject({ kind: "struct", name: "struct own", bytes: 104, holes: [] });
  expect(record(answer.declared)).toEqual({ uri: uri.replace("foo.c", "own.h"), line: 1 });
  const unknown = record((await editor.rpc.request("kallocLens/structLayout", { uri, name: "struct bar" })).result);
  expect(record(unknown.layout).kind).toBe("unknown");
});
