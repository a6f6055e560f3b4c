import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Editor } from "./editor.ts";
import { record } from "./rpc.ts";

let root: string;
let editor: Editor;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "kalloc-lens-"));
  mkdirSync(join(root, "work/inc"), { recursive: true });
});

afterEach(async () => {
  await editor.stop();
  rmSync(root, { recursive: true });
});

const uriOf = (path: string) => pathToFileURL(join(root, path)).href;

const USE = (header: string) =>
  `#include "${header}"\nvoid *f(void)\n{\n\treturn kmalloc(sizeof(struct foo), GFP_KERNEL);\n}\n`;

async function hoverWith(header: string): Promise<string | undefined> {
  editor = await Editor.start({ folder: uriOf("work") });
  const uri = editor.open(USE(header), uriOf("work/driver.c"));
  return editor.hover(uri, "kmalloc");
}

describe("headers beside the file", () => {
  test("are read, and those that they include", async () => {
    writeFileSync(join(root, "work/inc/foo bar.h"), '#include "../len.h"\nstruct foo { char text[LEN]; };');
    writeFileSync(join(root, "work/len.h"), "#define LEN 1360\n");
    expect(await hoverWith("inc/foo bar.h")).toContain("2048");
  });

  test("are not read outside the workspace", async () => {
    writeFileSync(join(root, "secret.h"), "struct foo { char text[1360]; };");
    expect(await hoverWith("../secret.h")).not.toContain("2048");
  });

  test("that are no regular files are left alone", async () => {
    execFileSync("mkfifo", [join(root, "work/foo.h")]);
    expect(await hoverWith("foo.h")).toMatch(/not (known|found)|unknown/i);
  });

  test("may include one another", async () => {
    writeFileSync(join(root, "work/a.h"), '#include "b.h"\nstruct foo { char text[1360]; };');
    writeFileSync(join(root, "work/b.h"), '#include "a.h"\n#include "b.h"\n');
    expect(await hoverWith("a.h")).toContain("2048");
  });

  test("count as they stand in the editor", async () => {
    writeFileSync(join(root, "work/foo.h"), "struct foo { char text[100]; };");
    editor = await Editor.start({ folder: uriOf("work") });
    const uri = editor.open(USE("foo.h"), uriOf("work/driver.c"));
    expect(await editor.hover(uri, "kmalloc")).toContain("128");
    const header = editor.open("struct foo { char text[1360]; };", uriOf("work/foo.h"), "cpp");
    await editor.diagnosed(uri, (all) => all.length === 1);
    editor.replace(header, "1360", "10");
    await editor.diagnosed(uri, (all) => all.length === 0);
    expect(await editor.hover(uri, "kmalloc")).toContain("16");
  });

  test("are read again when they change on disk", async () => {
    editor = await Editor.start({ folder: uriOf("work") });
    const uri = editor.open(USE("foo.h"), uriOf("work/driver.c"));
    await editor.diagnosed(uri, (all) => all.length === 0);
    writeFileSync(join(root, "work/foo.h"), "struct foo { char text[1360]; };");
    editor.rpc.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf("work/foo.h"), type: 1 }] });
    await editor.diagnosed(uri, (all) => all.length === 1);
  });
});

test("over a file system that only the client reads, headers are asked for", async () => {
  const asked: string[] = [];
  editor = await Editor.start({ folder: "vscode-vfs://github/owner/repo", options: { readsFiles: true } });
  editor.rpc.answerWith((method, params) => {
    if (method !== "kallocLens/readFile") return null;
    const { uri } = record(params);
    asked.push(String(uri));
    return uri === "vscode-vfs://github/owner/repo/drivers/foo.h" ? { text: "struct foo { char text[1360]; };" } : {};
  });
  const uri = editor.open(USE("foo.h"), "vscode-vfs://github/owner/repo/drivers/driver.c");
  expect(await editor.hover(uri, "kmalloc")).toContain("2048");
  expect(asked).toEqual(["vscode-vfs://github/owner/repo/drivers/foo.h"]);
});
