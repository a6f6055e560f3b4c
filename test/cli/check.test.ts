import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { checkJson, inFunction, kallocLens, project } from "./kalloc-lens.ts";
import { checkLines, checkOutput } from "./schema.ts";

/** One site of every kind of size and placement that a file alone can have. */
const EVERYTHING = `
struct entry { char name[40]; int tail[]; };
static void *grow(struct device *dev, struct entry *e, int n)
{
	kmalloc(0, GFP_KERNEL);
	kmalloc(6 << 20, GFP_KERNEL);
	kmalloc(18446744073709551615UL, GFP_KERNEL);
	e = kzalloc(sizeof(*e), GFP_ATOMIC);
	e = kzalloc(struct_size(e, tail, n), GFP_KERNEL);
	kmalloc(sizeof(struct missing), GFP_KERNEL);
	kcalloc(1000, 8, GFP_KERNEL | __GFP_NOWARN);
	kmalloc_array(n, sizeof(*e), GFP_KERNEL);
	kstrndup(e->name, 39, GFP_KERNEL);
	devm_kzalloc(dev, 4096, GFP_KERNEL);
	__get_free_pages(GFP_KERNEL, 6);
	alloc_pages(GFP_KERNEL, n);
	alloc_pages_exact(33792, GFP_KERNEL);
	vmalloc(10000);
	kvmalloc(5 << 20, GFP_KERNEL);
	__alloc_percpu(5, 1);
	dma_alloc_coherent(dev, 5000, &handle, GFP_KERNEL);
	dma_pool_create("p", dev, 100, 64, 0);
	alloc_skb(1500, GFP_ATOMIC);
	kmem_cache_create("c", 328, 8, SLAB_HWCACHE_ALIGN, NULL);
	kmem_cache_alloc(cache, GFP_KERNEL);
#if 0
	kmalloc(1, GFP_KERNEL);
#endif
	return e;
}
`;

describe("schema", () => {
  test.each([[[]], [["--compare", "debian-6.1-arm64", "--compare", "debian-6.1-i386"]]])("json %j", (args) => {
    checkOutput(checkJson({ "a.c": EVERYTHING }, "a.c", ...args), "output");
  });

  test("jsonl says the same, a line each", () => {
    const cwd = project({ "a.c": EVERYTHING, "b.c": "int x;\n" });
    const args = ["check", "--kernel", "none", "a.c", "b.c"];
    const lines = kallocLens([...args, "--format", "jsonl"], { cwd })
      .stdout.trimEnd()
      .split("\n");
    const parsed: unknown[] = lines.map((line) => JSON.parse(line));
    checkLines(parsed);
    const whole = JSON.parse(kallocLens([...args, "--format", "json"], { cwd }).stdout);
    const { sites, findings, summary, ...run } = whole;
    const { milliseconds, ...counted } = summary;
    expect(milliseconds).toBeGreaterThanOrEqual(0);
    const expected = [
      { run },
      ...sites.map((site: unknown) => ({ site })),
      ...findings.map((finding: unknown) => ({ finding })),
      { summary: counted },
    ];
    expect(parsed).toMatchObject(expected);
  });

  test("the same input gives the same output", () => {
    const cwd = project({ "a.c": EVERYTHING });
    const sites = () =>
      kallocLens(["check", "--kernel", "none", "--format", "json", "."], { cwd }).stdout.split('"summary"')[0];
    expect(sites()).toBe(sites());
  });

  test("integers above 2^53 - 1 are decimal strings", () => {
    const source = inFunction("kmalloc(18446744073709551615UL, GFP_KERNEL);");
    expect(checkJson({ "a.c": source }, "a.c")).toMatchObject({
      sites: [
        { size: { kind: "known", bytes: "18446744073709551615" }, placement: { bytesReq: "18446744073709551615" } },
      ],
    });
  });
});

describe("sites", () => {
  function checkSite(statement: string, expected: object): void {
    expect(checkJson({ "a.c": inFunction(statement) }, "a.c")).toMatchObject({ sites: [expected] });
  }

  test("asked, given and wasted", () =>
    checkSite("kzalloc(1360, GFP_KERNEL);", {
      file: "a.c",
      function: "f",
      api: "kzalloc",
      text: "kzalloc(1360, GFP_KERNEL)",
      active: true,
      size: { kind: "known", bytes: 1360, from: ["file"] },
      placement: { kind: "slab", bytesReq: 1360, bytesAlloc: 2048, cache: "kmalloc-2k", overhead: 0 },
      wasted: { bytes: 688, ofRequested: 0.506, ofAllocated: 0.336 },
    }));

  test("a hidden header counts as waste and as overhead", () =>
    checkSite("devm_kzalloc(dev, 4096, GFP_KERNEL);", {
      placement: { bytesReq: 4096, bytesAlloc: 8192, overhead: 40 },
      wasted: { bytes: 4096, ofRequested: 1 },
    }));

  test("no ratio of nothing", () => {
    checkSite("kmalloc(0, GFP_KERNEL);", { placement: { kind: "none", bytesAlloc: 0 }, wasted: { bytes: 0 } });
    expect(JSON.stringify(checkJson({ "a.c": inFunction("kmalloc(0, GFP_KERNEL);") }, "a.c"))).not.toContain("ofReq");
  });

  test("what fails wastes nothing and does not count", () =>
    expect(checkJson({ "a.c": inFunction("kmalloc(6 << 20, GFP_KERNEL);") }, "a.c")).toMatchObject({
      sites: [{ placement: { kind: "fails", bytesReq: 6291456, bytesAlloc: 0 } }],
      summary: { sites: 1, known: 1, unknown: 0, bytesReq: 0, bytesAlloc: 0 },
    }));

  test("unknown has a reason", () =>
    checkSite("kmalloc(sizeof(struct missing), GFP_KERNEL);", {
      size: { kind: "unknown", why: expect.stringContaining("missing") },
      placement: { kind: "unknown", why: expect.stringContaining("missing") },
    }));

  test("a macro's call stands where the macro is used", () => {
    const source = `#define NEW(n) kmalloc(n, GFP_KERNEL)\n${inFunction("p = NEW(100);")}`;
    expect(checkJson({ "a.c": source }, "a.c")).toMatchObject({
      sites: [{ macro: "NEW", api: "kmalloc", text: "NEW(100)", line: 4, column: 6, size: { bytes: 100 } }],
    });
  });

  test("what the configuration leaves out is not summed", () =>
    expect(checkJson({ "a.c": inFunction("\n#if 0\n\tkmalloc(100, GFP_KERNEL);\n#endif\n") }, "a.c")).toMatchObject({
      sites: [{ active: false }],
      summary: { sites: 1, bytesReq: 0 },
    }));

  test("--compare places a call under other kernels too, with their sizes", () =>
    expect(
      checkJson(
        { "a.c": inFunction("kmalloc(100 * sizeof(long), GFP_KERNEL);") },
        "a.c",
        "--compare",
        "debian-6.1-i386",
      ),
    ).toMatchObject({
      sites: [{ size: { bytes: 800 }, compare: [{ profile: "debian-6.1-i386", size: { bytes: 400 } }] }],
    }));
});

describe("positions count bytes", () => {
  function checkPosition(text: string | Buffer, expected: object): void {
    expect(checkJson({ "a.c": text }, "a.c")).toMatchObject({ sites: [expected] });
  }

  test("a tab is one", () =>
    checkPosition("void f(void)\n{\n\t\tkmalloc(1, GFP_KERNEL);\n}\n", {
      line: 3,
      column: 3,
      endLine: 3,
      endColumn: 25,
    }));

  test("a letter of two bytes is two", () =>
    checkPosition('void f(void)\n{\n\t/* é€ */ kstrdup("é", GFP_KERNEL);\n}\n', {
      line: 3,
      column: 14,
      endColumn: 39,
      text: 'kstrdup("é", GFP_KERNEL)',
      size: { bytes: 3 },
    }));

  test("lines end at the newline, whatever is before it", () =>
    checkPosition("void f(void)\r\n{\r\n\tkmalloc(1,\r\n\t\tGFP_KERNEL);\r\n}\r\n", {
      line: 3,
      column: 2,
      endLine: 4,
      endColumn: 14,
    }));

  test("text that is no UTF-8 is shown as far as it is", () =>
    checkPosition(Buffer.from('void f(void)\n{\n\tkstrdup("\xff\xe9", GFP_KERNEL);\n}\n', "latin1"), {
      column: 2,
      endColumn: 27,
      text: 'kstrdup("\ufffd\ufffd", GFP_KERNEL)',
      size: { bytes: 3 },
    }));

  test("NUL bytes are passed over", () =>
    expect(checkJson({ "a.c": "\0\0\nvoid f(void)\n{\n\tkmalloc(1, GFP_KERNEL);\n}\n\0" }, "a.c")).toMatchObject({
      summary: { files: 1 },
    }));

  test.each(["", "\n", "\ufeff", "#", '"', "/*", "void f(void) { kmalloc("])(
    "a file with only %j is no error",
    (text) => expect(checkJson({ "a.c": text }, "a.c")).toMatchObject({ summary: { files: 1 } }),
  );
});

describe("findings", () => {
  const SOURCE = `/* é */\n${inFunction('kstrdup("é", GFP_KERNEL);\n\tkvmalloc(2200100, GFP_KERNEL);\n\tkzalloc(1360, GFP_KERNEL);')}`;

  function checkFindings(args: readonly string[], expected: readonly object[]): void {
    expect(checkJson({ "a.c": SOURCE }, "a.c", ...args)).toMatchObject({ findings: expected });
  }

  const WARNING = { rule: "wasteful-size", severity: "warning", file: "a.c", line: 5, column: 2, endColumn: 31 };
  const INFO = { rule: "wasteful-size", severity: "info", line: 6 };

  test("stand at their calls, with a fix in byte offsets", () => {
    const offset = Buffer.from(SOURCE).indexOf("kvmalloc");
    const edits = [{ span: [offset, offset + 29], text: "vmalloc(2200100)" }];
    checkFindings([], [{ ...WARNING, fix: { title: "Use vmalloc()", edits } }, INFO]);
  });

  test("of some severity and above", () => checkFindings(["--min-severity", "warning"], [WARNING]));

  test("of some rules", () => {
    checkFindings(["--rules", "exact-pages,never-succeeds"], []);
    checkFindings(["--rules", "exact-pages, wasteful-size"], [WARNING, INFO]);
  });

  test.each([
    [["--fail-on", "error"], 0],
    [["--fail-on", "warning"], 1],
    [["--fail-on", "hint"], 1],
    [["--fail-on", "hint", "--rules", "never-succeeds"], 0],
    [[], 0],
  ])("%j exits with %i", (args, status) => {
    const cwd = project({ "a.c": SOURCE, "z.c": "int x;\n" });
    for (const format of ["text", "json", "jsonl"])
      expect(kallocLens(["check", "--kernel", "none", "--format", format, ...args, "."], { cwd }).status).toBe(status);
  });

  test("are shown under the table", () => {
    const { stdout } = kallocLens(["check", "--kernel", "none", "a.c"], { cwd: project({ "a.c": SOURCE }) });
    expect(stdout).toMatch(/5:2 {2}warning: .*\(fix: Use vmalloc\(\)\) \[wasteful-size\]/);
  });
});

describe("headers beside the file", () => {
  test("are read from the including file's folder, then from the main file's", () => {
    const files = {
      "drv/a.c": `#include "sub/one.h"\n${inFunction("kmalloc(sizeof(struct two) + ONE, GFP_KERNEL);")}`,
      "drv/sub/one.h": '#include "inner.h"\n#include "two.h"\n',
      "drv/sub/inner.h": "#define ONE 1\n",
      "drv/two.h": "struct two { char x[20]; };\n",
    };
    expect(checkJson(files, "drv/a.c")).toMatchObject({
      sites: [{ file: "drv/a.c", size: { bytes: 21, from: ["headers"] } }],
      summary: { files: 1, sites: 1 },
    });
  });

  test("that include each other are read once", () => {
    const files = {
      "a.c": `#include "a.h"\n${inFunction("kmalloc(SIZE, GFP_KERNEL);")}`,
      "a.h": '#include "b.h"\n#include "a.h"\n#define SIZE 10\n',
      "b.h": '#include "a.h"\n',
    };
    expect(checkJson(files, "a.c")).toMatchObject({ sites: [{ size: { bytes: 10 } }] });
  });
});

describe("--btf", () => {
  const vmlinux = readFileSync("test/golden/btf/x86_64.elf");
  const checkSize = (source: string, size: object) =>
    expect(checkJson({ "a.c": inFunction(source), vmlinux }, "--btf", "vmlinux", "a.c")).toMatchObject({
      sites: [{ size }],
    });

  test("gives sizes of types that nothing declares", () =>
    checkSize("kmalloc(sizeof(struct shape), GFP_KERNEL);", { kind: "known", bytes: 120, from: ["btf"] }));
  test("yields to what the file declares", () =>
    checkSize("struct shape { int i; } *p = kmalloc(sizeof(*p), GFP_KERNEL);", {
      kind: "known",
      bytes: 4,
      from: ["file"],
    }));
  test("of a compressed kernel", () =>
    expect(
      checkJson(
        { "a.c": inFunction("kmalloc(sizeof(struct shape), GFP_KERNEL);"), "vmlinux.gz": gzipSync(vmlinux) },
        "--btf",
        "vmlinux.gz",
        "a.c",
      ),
    ).toMatchObject({ sites: [{ size: { bytes: 120 } }] }));
  test("of another architecture is refused", () => {
    const cwd = project({ "a.c": "", vmlinux: readFileSync("test/golden/btf/ppc32.elf") });
    const run = kallocLens(["check", "--kernel", "none", "--btf", "vmlinux", "a.c"], { cwd });
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("it is big-endian, and x86_64 is little-endian");
  });
});

describe("stdin", () => {
  const input = inFunction("kmalloc(100, GFP_KERNEL);");

  test("is a file like another", () => {
    const run = kallocLens(["check", "--kernel", "none", "--format", "json", "-"], { input });
    expect(JSON.parse(run.stdout)).toMatchObject({ sites: [{ file: "<stdin>" }], summary: { files: 1 } });
  });

  test("has the name and the headers of --stdin-path", () => {
    const cwd = project({ "drv/a.h": "#define SIZE 100\n" });
    const source = `#include "a.h"\n${inFunction("kmalloc(SIZE, GFP_KERNEL);")}`;
    const args = ["check", "--kernel", "none", "--format", "json", "-", "--stdin-path", "drv/a.c"];
    const run = kallocLens(args, { cwd, input: source });
    expect(JSON.parse(run.stdout)).toMatchObject({ sites: [{ file: "drv/a.c", size: { bytes: 100 } }] });
  });
});

describe("text", () => {
  test("shows asked and given, and why something is unknown", () => {
    const source = inFunction("kmalloc(1360, GFP_KERNEL);\n\tkmalloc(n, GFP_KERNEL);");
    const { status, stdout } = kallocLens(["check", "--kernel", "none", "a.c"], { cwd: project({ "a.c": source }) });
    expect(status).toBe(0);
    expect(stdout).toContain("1,360 → 2,048");
    expect(stdout).toContain("688 unused (51 %)");
    expect(stdout).toContain("2 calls in 1 file: 1 known, 1 unknown");
  });

  test("sends no escape sequence, its own or the source's, where there is no terminal", () => {
    const source = inFunction('kstrdup("\x1b[2J\u202e", GFP_KERNEL);');
    const { stdout } = kallocLens(["check", "--kernel", "none", "a.c"], { cwd: project({ "a.c": source }) });
    expect(stdout).not.toContain("\x1b");
    expect(stdout).not.toContain("\u202e");
  });
});

test("a reader that goes away ends the run quietly", async () => {
  const source = Array.from({ length: 3000 }, (_, i) => `void f${i}(void)\n{\n\tkmalloc(${i}, GFP_KERNEL);\n}\n`);
  const cwd = project(Object.fromEntries(["a.c", "b.c", "c.c", "d.c"].map((name) => [name, source.join("")])));
  const child = spawn(process.execPath, [resolve("dist/cli.js"), "check", "--format", "jsonl", "."], { cwd });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const code = await new Promise((done) => child.on("close", done));
  expect(stderr).toBe("");
  expect(code).toBe(0);
});

test("findings of a file without calls stand under its own name", () => {
  const free = inFunction("vfree(p);\n\tvfree(p);");
  const dir = project({ "a.c": inFunction("kmalloc(100, GFP_KERNEL);"), "b.c": free, "c.c": inFunction("p++;") });
  const { stdout } = kallocLens(["check", "--kernel", "none", "a.c", "b.c", "c.c"], { cwd: dir });
  expect(stdout).toMatch(/^b\.c\n +4:2 {2}.*\[double-free\]\n$/m);
  expect(stdout).not.toContain("c.c");
});
