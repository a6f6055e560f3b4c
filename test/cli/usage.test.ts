import { describe, expect, test } from "vitest";
import { inFunction, kallocLens, project } from "./kalloc-lens.ts";

const FILES = { "a.c": inFunction("kmalloc(1360, GFP_KERNEL);"), "bad.json": "{", "list.json": "[]" };

function checkRefused(args: readonly string[], message: string | RegExp): void {
  const run = kallocLens(args, { cwd: project(FILES) });
  expect(run).toMatchObject({ status: 2, stdout: "" });
  expect(run.stderr).toMatch(message);
  expect(run.stderr).not.toMatch(/^\s+at /m);
}

describe("bad usage: exit code 2, a message, no output", () => {
  test.each<[string, string | RegExp]>([
    ["chek a.c", "unknown command 'chek'"],
    ["check --nope a.c", "unknown option '--nope'"],
    ["check --format xml a.c", "Allowed choices are text, json, jsonl, sarif, markdown"],
    ["check --fail-on fatal a.c", "Allowed choices are error, warning, info, hint"],
    ["check --min-severity none a.c", "Allowed choices"],
    ["check --jobs 0 a.c", "whole number"],
    ["check missing.c", "missing.c cannot be read: no such file"],
    ["check a.c missing", "missing cannot be read"],
    ["check a.c/", "a.c/ cannot be read"],
    ["check --profile nope a.c", "`kalloc-lens profiles` lists all"],
    ["check --compare nope a.c", 'no profile "nope"'],
    ["check --profile debian-6.1-amd64 --profile-json bad.json a.c", "exclude each other"],
    ["check --profile-json missing.json a.c", "missing.json cannot be read"],
    ["check --profile-json bad.json a.c", "bad.json is not JSON"],
    ["check --profile-json list.json a.c", "`kernel` and `arch`"],
    ["check --kernel missing a.c", "no such folder"],
    ["check --kernel . a.c", "kernel's Makefile"],
    ["check --btf vmlinux a.c", "--btf vmlinux cannot be read: no such file"],
    ["check --btf a.c a.c", "neither BTF nor an ELF file nor a kernel image"],
    ["check --rules wasteful a.c", 'no rule "wasteful"; there are atomic-high-order'],
    ["simulate", "--api"],
    ["simulate --api kmaloc --size 1", "the nearest is kmalloc"],
    ["simulate --api kmalloc", 'needs "size"'],
    ["simulate --api kmalloc --size -1", "whole number"],
    ["simulate --api kmalloc --size 1 --gfp GFP_NOPE", "GFP_NOPE"],
    ["simulate --api kmalloc --size 1 --order 1", 'takes no "order"'],
    ["profile", "--kernel"],
    ["profile --kernel .", "kernel's Makefile"],
    ["explain kmaloc", "the nearest is kmalloc"],
    ["explain wastful-size", "wasteful-size"],
    ["explain", "missing required argument"],
  ])("%s", (line, message) => checkRefused(line.split(" "), message));
});

describe("exit code 0", () => {
  test.each([
    "--help",
    "--version",
    "check --help",
    "check a.c",
    "check --fail-on error a.c",
    "explain wasteful-size",
    "profiles",
    "explain kmalloc",
  ])("%s", (line) =>
    expect(kallocLens(line.split(" "), { cwd: project(FILES) })).toMatchObject({ status: 0, stderr: "" }),
  );
});

test("an API's page says what it asks, gives and is freed with", () => {
  const { stdout } = kallocLens(["explain", "kvcalloc"]);
  expect(stdout).toMatch(/^kvcalloc\(n, size, gfp\)\n/);
  expect(stdout).toContain("n × size");
  expect(stdout).toContain("kvfree");
});

test("lsp talks over standard input and output without being told to", () =>
  expect(kallocLens(["lsp"])).toEqual({ status: 1, stdout: "", stderr: "" }));
