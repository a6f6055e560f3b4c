import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inFunction, kallocLens, project } from "./kalloc-lens.ts";

const FILES = {
  "a.c": inFunction("kmalloc(4100, GFP_KERNEL);"),
  "b/huge.c": Buffer.alloc(2 ** 25 + 1),
  "b/x.c": inFunction("kmalloc(n, GFP_KERNEL);"),
  "c.c": "int x;\n",
  "d.c": inFunction("kmalloc(6 << 20, GFP_KERNEL);\n\tkmalloc(4097, GFP_KERNEL);"),
};

function run(cwd: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = kallocLens(args, { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

test.each(["json", "jsonl", "sarif"])("shards put together are the whole: %s", (format) => {
  const cwd = project(FILES);
  const check = ["check", "--kernel", "none", "--format", format];
  const timeless = (output: string) => output.replace(/"milliseconds":\d+/, "");
  const names = [1, 2, 3].map((index) => {
    writeFileSync(join(cwd, `${index}.out`), run(cwd, ...check, "--shard", `${index}/3`, "."));
    return `${index}.out`;
  });
  expect(timeless(run(cwd, "merge", ...names))).toBe(timeless(run(cwd, ...check, ".")));
});

describe("refused", () => {
  const cut = '{"run":{"schema":1}}\n{"site":{}}\n';
  test.each([
    [{ x: "hello" }, ["x"], "no output of check"],
    [{ x: cut }, ["x"], "not whole"],
    [{ x: `${cut}{"summary":{}}\n`, y: '{"run":{"schema":2}}\n{"summary":{}}\n' }, ["x", "y"], "another run"],
    [{ x: '{"schema":1}', y: cut }, ["x", "y"], "not all of one format"],
    [{}, ["x"], "cannot be read"],
  ])("%j", (files, names, message) => {
    const { status, stdout, stderr } = kallocLens(["merge", ...names], { cwd: project(files) });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  test.each(["0/2", "3/2", "1", "a/b"])("--shard %s", (shard) =>
    expect(kallocLens(["check", "--shard", shard], { cwd: project({}) })).toMatchObject({ status: 2, stdout: "" }),
  );
});
