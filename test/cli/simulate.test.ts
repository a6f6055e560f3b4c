import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { kallocLens, project } from "./kalloc-lens.ts";
import { checkAnswer } from "./schema.ts";

/** Answers to lines of input, one each. */
function answers(input: string, ...args: readonly string[]): unknown[] {
  const run = kallocLens(["simulate", "--batch", ...args], { input });
  expect(run).toMatchObject({ status: 0, stderr: "" });
  expect(run.stdout === "" || run.stdout.endsWith("\n")).toBe(true);
  const lines: unknown[] = run.stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  for (const [i, line] of lines.entries()) checkAnswer(line, `answer ${i}`);
  return lines;
}

describe("--batch", () => {
  test("answers in order, errors too, and goes on", () => {
    const input = [
      '{"api":"kmalloc","size":100}',
      "{",
      "",
      "null",
      '{"api":"kmaloc","size":1}',
      '{"api":"kmalloc","size":"18446744073709551615"}',
      '{"api":"kmalloc","size":0}\r',
      '{"api":"vmalloc","size":10000}',
    ].join("\n");
    expect(answers(input)).toMatchObject([
      { kind: "slab", cache: "kmalloc-128", bytesReq: 100, bytesAlloc: 128 },
      { kind: "error" },
      { kind: "error" },
      { kind: "error" },
      { kind: "error", why: expect.stringContaining("kmalloc") },
      { kind: "fails", bytesReq: "18446744073709551615", bytesAlloc: 0 },
      { kind: "none", bytesAlloc: 0 },
      { kind: "vmalloc", pages: 3, guardPages: 1 },
    ]);
  });

  test("no input, no answer", () => expect(answers("")).toEqual([]));

  test("a line of another kind has its keys", () => {
    const input = [
      { api: "kcalloc", count: 1000, size: 8, gfp: ["GFP_KERNEL"] },
      { api: "krealloc", oldSize: 1000, size: 10, gfp: ["GFP_KERNEL"] },
      { api: "alloc_pages", order: 3 },
      { api: "alloc_pages_exact", size: 33792 },
      { api: "kmem_cache_create", size: 328, align: 8, flags: ["SLAB_POISON", "SLAB_RED_ZONE"], ctor: true },
      { api: "dma_pool_create", size: 100, align: 64, boundary: 0 },
      { api: "dma_alloc_coherent", size: 5000 },
      { api: "__alloc_percpu", size: 5, align: 1 },
      { api: "alloc_skb", size: 1500, gfp: ["GFP_ATOMIC"] },
      { api: "nlmsg_new", size: 100 },
    ];
    expect(answers(input.map((request) => JSON.stringify(request)).join("\n"))).toMatchObject([
      { kind: "slab", bytesReq: 8000, cache: "kmalloc-8k" },
      { moved: false, objectSize: 1024 },
      { kind: "pages", order: 3, pages: 8, bytesAlloc: 32768 },
      { kind: "pages", order: 4, pages: 9, freedPages: 7, bytesAlloc: 36864 },
      {
        kind: "slab",
        objectSize: 328,
        inuse: 336,
        freePointerOffset: expect.any(Number),
        slabWaste: expect.any(Number),
      },
      { kind: "dma", blockSize: 128, blocksPerPage: 32 },
      { kind: "dma", bytesAlloc: 8192 },
      { kind: "percpu", bytesAlloc: 8 },
      { kind: "skb", truesize: expect.any(Number), head: { kind: "slab" } },
      { kind: "skb", bytesReq: 100, overhead: expect.any(Number) },
    ]);
  });

  test("the copy that a random kmalloc cache takes is not guessed", () => {
    const profile = { kernel: "6.12.0", arch: "x86_64", config: { CONFIG_RANDOM_KMALLOC_CACHES: "y" } };
    const folder = project({ "p.json": JSON.stringify(profile) });
    const [answer] = answers('{"api":"kmalloc","size":8}', "--profile-json", `${folder}/p.json`);
    expect(answer).toMatchObject({ cache: "kmalloc-rnd-NN-8" });
  });

  test("letters that are cut by chunks of input arrive whole", async () => {
    const child = spawn(process.execPath, [resolve("dist/cli.js"), "simulate", "--batch"]);
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    const bytes = Buffer.from('{"api":"k€malloc"}\n{"api":"kmalloc","size":1}');
    for (const byte of bytes) child.stdin.write(Buffer.from([byte]));
    child.stdin.end();
    await new Promise((done) => child.on("close", done));
    const [first = "", second = ""] = stdout.split("\n");
    expect(JSON.parse(first).why).toContain("k€malloc");
    expect(JSON.parse(second)).toMatchObject({ kind: "slab" });
  });

  test("many requests", () => {
    const input = Array.from({ length: 50_000 }, (_, size) => `{"api":"kmalloc","size":${size}}\n`).join("");
    const all = answers(input);
    expect(all).toHaveLength(50_000);
    expect(all.at(-1)).toMatchObject({ bytesReq: 49_999 });
  });

  test("the trace on demand", () => {
    expect(answers('{"api":"kmalloc","size":1}')[0]).not.toHaveProperty("trace");
    expect(answers('{"api":"kmalloc","size":1}', "--trace")[0]).toHaveProperty("trace");
  });
});

describe("one request", () => {
  test("as JSON, with its trace", () => {
    const args = ["--api", "kmalloc", "--size", "1360", "--gfp", "GFP_KERNEL|__GFP_ZERO", "--format", "json"];
    const run = kallocLens(["simulate", ...args]);
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      kind: "slab",
      cache: "kmalloc-2k",
      trace: [{ kernel: expect.any(String) }, {}],
    });
  });

  test("JSON where the output is no terminal", () =>
    expect(JSON.parse(kallocLens(["simulate", "--api", "alloc_pages", "--order", "3"]).stdout)).toMatchObject({
      pages: 8,
    }));

  test("as text", () => {
    const { stdout } = kallocLens(["simulate", "--api", "kmalloc", "--size", "1360", "--format", "text"]);
    expect(stdout).toContain("1360 → 2048 (kmalloc-2k), 688 B unused, 51 % of asked");
  });

  test("options of a cache", () => {
    const args = [
      "--api",
      "kmem_cache_create",
      "--size",
      "328",
      "--align",
      "8",
      "--flags",
      "SLAB_HWCACHE_ALIGN",
      "--ctor",
    ];
    expect(JSON.parse(kallocLens(["simulate", ...args]).stdout)).toMatchObject({ align: 64, slotSize: 384 });
  });

  test("for another kernel", () => {
    const args = ["--api", "kmalloc", "--size", "1", "--profile", "debian-6.1-arm64"];
    expect(JSON.parse(kallocLens(["simulate", ...args]).stdout)).toMatchObject({ cache: "kmalloc-128" });
  });
});
