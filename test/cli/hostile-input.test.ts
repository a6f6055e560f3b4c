import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { inFunction, kallocLens, project } from "./kalloc-lens.ts";

const CALL = inFunction("kmalloc(4100, GFP_KERNEL);");

/** As JSON.parse() takes it: a key of its own. */
const POLLUTED = '"__proto__": { "severity": "off", "kernel": "4.19", "file": "x", "polluted": 1 }';

test("no code is made of strings, whatever runs", () => {
  const cwd = project({ "a.c": CALL });
  const flag = "--disallow-code-generation-from-strings";
  const runs = [
    { args: ["check", "--kernel", "none", "--format", "sarif", "a.c"], input: "", says: "wasteful-size" },
    { args: ["simulate", "--api", "kmalloc", "--size", "100"], input: "", says: "kmalloc-128" },
    {
      args: ["mcp"],
      input: `${[
        {
          id: 1,
          method: "initialize",
          params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } },
        },
        { method: "notifications/initialized" },
        {
          id: 2,
          method: "tools/call",
          params: { name: "simulate_allocation", arguments: { api: "kmalloc", size: 100 } },
        },
      ]
        .map((message) => JSON.stringify({ jsonrpc: "2.0", ...message }))
        .join("\n")}\n`,
      says: "kmalloc-128",
    },
  ];
  for (const { args, input, says } of runs) {
    const { stdout, stderr } = spawnSync(process.execPath, [flag, resolve("dist/cli.js"), ...args], {
      cwd,
      input,
      encoding: "utf8",
    });
    expect({ args, stderr }).toEqual({ args, stderr: "" });
    expect(stdout).toContain(says);
  }
  const refused = spawnSync(process.execPath, [flag, "-e", "eval('1')"], { encoding: "utf8" });
  expect(refused.stderr).toContain("Code generation from strings disallowed");
});

describe("keys that every object has", () => {
  test("in a profile change nothing", () => {
    const profile = `{ "kernel": "6.12.117", "arch": "x86_64", ${POLLUTED}, "config": { ${POLLUTED} } }`;
    const run = kallocLens(["simulate", "--api", "kmalloc", "--size", "100", "--profile-json", "p.json"], {
      cwd: project({ "p.json": profile }),
    });
    const placed = kallocLens(["simulate", "--api", "kmalloc", "--size", "100", "--profile-json", "p.json"], {
      cwd: project({ "p.json": '{ "kernel": "6.12.117", "arch": "x86_64" }' }),
    });
    if (run.status === 0) expect(run).toEqual(placed);
    else expect(run).toMatchObject({ status: 2, stdout: "" });
  });

  test("alone make no profile", () => {
    const run = kallocLens(["simulate", "--api", "kmalloc", "--size", "1", "--profile-json", "p.json"], {
      cwd: project({ "p.json": '{ "__proto__": { "kernel": "6.12.117", "arch": "x86_64" } }' }),
    });
    expect(run).toMatchObject({ status: 2, stdout: "" });
  });

  test("make no request", () => {
    const lines = [
      '{"__proto__":{"api":"kmalloc","size":1}}',
      '{"api":"__proto__"}',
      '{"api":"kmalloc","size":8,"__proto__":{"gfp":["GFP_DMA"]}}',
    ];
    const { stdout } = kallocLens(["simulate", "--batch"], { input: `${lines.join("\n")}\n` });
    const [first, second, third] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect([first.kind, second.kind, third.cache]).toEqual(["error", "error", "kmalloc-8"]);
  });

  test("in a baseline hide no finding", () => {
    const cwd = project({
      "a.c": CALL,
      "b.json": `{ "schema": 1, ${POLLUTED}, "findings": [{ "__proto__": { "file": "a.c", "rule": "wasteful-size", "fingerprint": "x" } }] }`,
    });
    expect(kallocLens(["check", "--kernel", "none", "--baseline", "b.json", "a.c"], { cwd })).toMatchObject({
      status: 2,
      stdout: "",
    });
  });

  test("in outputs that are merged stay where they are", () => {
    const part = `{"run":{"schema":1,${POLLUTED}}}\n{"summary":{"files":1,"skipped":[],${POLLUTED}}}\n`;
    const { status, stdout } = kallocLens(["merge", "a.jsonl", "b.jsonl"], {
      cwd: project({ "a.jsonl": part, "b.jsonl": part }),
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "").summary.files).toBe(2);
  });
});

describe("includes that lead away", () => {
  test.each(["../../../../../../../../etc/passwd", "/etc/passwd", "/proc/self/environ", "/dev/zero"])("%s", (path) => {
    const cwd = project({ "a.c": `#include "${path}"\n${CALL}` });
    const run = kallocLens(["check", "--kernel", "none", "--format", "json", "a.c"], { cwd });
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(run.stdout).sites).toHaveLength(1);
    expect(run.stdout).not.toContain("root:");
  });
});
