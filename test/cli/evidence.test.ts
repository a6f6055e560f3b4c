import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { kallocLens, project } from "./kalloc-lens.ts";

const GOLDEN = "test/golden/evidence";
const MODULE = readFileSync(join(GOLDEN, "lens_evidence.c"), "utf8");

/** The kernel that the files were recorded in. */
const RECORDED = '{"kernel":"6.12.117","release":"6.12.117+deb12-amd64","arch":"x86_64","cmdline":"slub_debug=U"}';

function recorded(name: string): string {
  return readFileSync(join(GOLDEN, name), "utf8");
}

interface Call {
  readonly measured: { readonly function: string; readonly count: number; readonly source: string };
  readonly verdict: string;
  readonly says: string;
  readonly wasted?: number;
  readonly site?: { readonly line: number };
}

function evidenceOf(files: Readonly<Record<string, string>>, args: readonly string[]) {
  const cwd = project({ "src/lens_evidence.c": MODULE, "profile.json": RECORDED, ...files });
  const all = [
    "evidence",
    ...Object.keys(files).filter((name) => name.endsWith(".txt")),
    "--tree",
    "src",
    "--kernel",
    "none",
    "--format",
    "json",
    ...args,
  ];
  const run = kallocLens(all, { cwd });
  expect(run.stderr).toBe("");
  const found: { calls: readonly Call[]; caches: readonly object[] } = JSON.parse(run.stdout);
  return found;
}

/** What is said of each call of the module: line, number of objects, bytes unused in them, verdict. */
function checkCalls(file: string, args: readonly string[], expected: readonly (readonly unknown[])[]): void {
  const { calls } = evidenceOf({ [file]: recorded(file) }, args);
  const ours = calls.filter(({ measured }) => measured.function.startsWith("lens_"));
  expect(ours.map(({ site, measured, wasted, verdict }) => [site?.line, measured.count, wasted, verdict])).toEqual(
    expected,
  );
}

describe("recorded in a kernel, and predicted for it", () => {
  const AS_RECORDED = ["--profile-json", "profile.json"];

  test("alloc_traces", () =>
    checkCalls("alloc_traces.txt", AS_RECORDED, [
      [25, 100, 68800, "agrees"],
      [37, 10, 40950, "agrees"],
      [47, 1, 291, "new"],
      [48, 1, 192, "agrees"],
      [46, 1, 28, "agrees"],
    ]));

  test("kmem events", () =>
    checkCalls("trace.txt", AS_RECORDED, [
      [25, 100, 273600, "agrees"],
      [37, 10, 122870, "agrees"],
      [48, 1, 8384, "agrees"],
      [47, 1, 1315, "new"],
      [46, 1, 156, "agrees"],
    ]));

  test("allocinfo", () =>
    checkCalls(
      "allocinfo.txt",
      ["--profile", "debian-6.12-amd64"],
      [
        [25, 100, 68800, "agrees"],
        [37, 10, 40950, "agrees"],
      ],
    ));

  test("slabinfo", () => {
    const caches = (file: string) => evidenceOf({ [file]: recorded(file) }, []).caches;
    expect(caches("slabinfo.txt")).toContainEqual(expect.objectContaining({ name: "kmalloc-2k", objectSize: 4096 }));
    expect(caches("slabinfo-X.txt")).toEqual([
      { source: "slabinfo-X", name: "kmalloc-64", objects: 10147, objectSize: 64, slabs: 484, loss: 1333056 },
    ]);
  });
});

test("under another kernel, what differs is said as it is", () => {
  const { calls } = evidenceOf({ "trace.txt": recorded("trace.txt") }, []);
  expect(calls[0]).toMatchObject({ verdict: "differs", says: "4096 bytes given, predicted are 2048" });
});

describe("a measurement that could be of several calls", () => {
  const trace = (bytes: number) =>
    `x-1 [000] 1.0: kmalloc: call_site=f.isra.0+0x1/0x2 ptr=00 bytes_req=${bytes} bytes_alloc=128 gfp_flags=GFP_KERNEL node=-1 accounted=false\n`;
  const source = "void f(int n)\n{\n\tkmalloc(100, GFP_KERNEL);\n\tkmalloc(120, GFP_KERNEL);\n}\n";

  test.each([
    [120, 4, "agrees"],
    [110, undefined, "unplaced"],
  ])("%i bytes", (bytes, line, verdict) => {
    const { calls } = evidenceOf({ "trace.txt": trace(bytes), "src/f.c": source }, []);
    expect([calls[0]?.site?.line, calls[0]?.verdict]).toEqual([line, verdict]);
  });
});

describe("files that are no evidence", () => {
  test.each([
    ["empty", ""],
    ["a source", MODULE],
    ["bytes", "\u0000\u0001\n\u0000"],
  ])("%s", (_, text) => {
    const run = kallocLens(["evidence", "x", "--kernel", "none"], { cwd: project({ x: text }) });
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("holds none of");
  });

  test("no file", () =>
    expect(kallocLens(["evidence", "nothing"], { cwd: project({}) })).toMatchObject({ status: 2, stdout: "" }));
});

test("a text larger than the heap is streamed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kalloc-lens-"));
  try {
    const path = join(folder, "trace.txt");
    const stream = createWriteStream(path);
    const line =
      recorded("trace.txt")
        .split("\n")
        .find((text) => text.includes("lens_fill_lines")) ?? "";
    const block = `${line}\n`.repeat(10_000);
    for (let n = 0; n < 60; n++) if (!stream.write(block)) await once(stream, "drain");
    stream.end();
    await once(stream, "close");
    const args = ["--max-old-space-size=64", "dist/cli.js"];
    const output = execFileSync(
      process.execPath,
      [...args, "evidence", path, "--tree", GOLDEN, "--kernel", "none", "--format", "json"],
      { encoding: "utf8" },
    );
    expect(JSON.parse(output).calls).toMatchObject([{ measured: { count: 600_000 }, site: { line: 37 } }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a file that names more calls than a kernel can have is refused before it fills the memory", () => {
  const lines = Array.from({ length: 200_001 }, (_, n) => `${n} 1 a.c:${n} func:f${n}\n`);
  const cwd = project({ "allocinfo.txt": lines.join("") });
  const run = kallocLens(["evidence", "--kernel", "none", "allocinfo.txt"], { cwd });
  expect(run).toMatchObject({ status: 2, stdout: "" });
  expect(run.stderr).toContain("tells of more calls than a kernel has");
});
