import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { inFunction, kallocLens, project, type Run } from "./kalloc-lens.ts";

const CALL = inFunction("kmalloc(4100, GFP_KERNEL);");
const CHECK = ["check", "--kernel", "none", "--format", "json"];

/** Files with calls, and what was left out. */
function checkedIn(run: Run) {
  expect(run).toMatchObject({ status: 0, stderr: "" });
  const { sites, summary } = JSON.parse(run.stdout);
  return { files: sites.map(({ file }: { file: string }) => file), skipped: summary.skipped };
}

describe("what may not be read", () => {
  /** Nobody's user id, where the tests run as root, who may read everything. */
  const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

  /** The bundle as somebody without rights runs it; it may lie where only root gets to. */
  function asNobody(cwd: string, args: readonly string[]): Run {
    const dist = join(cwd, ".dist");
    mkdirSync(dist);
    for (const name of ["cli.js", "web-tree-sitter.wasm", "tree-sitter-c.wasm"])
      copyFileSync(resolve("dist", name), join(dist, name));
    writeFileSync(join(dist, "package.json"), '{"type":"module"}');
    chmodSync(cwd, 0o755);
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(dist, "cli.js"), ...args], {
      cwd,
      encoding: "utf8",
      ...NOBODY,
    });
    return { status, stdout, stderr };
  }

  function locked(): string {
    const cwd = project({
      "a.c": `#include "secret.h"\n${CALL}`,
      "secret.h": "int x;\n",
      "secret.c": CALL,
      "d/b.c": CALL,
    });
    for (const name of ["secret.h", "secret.c", "d"]) chmodSync(join(cwd, name), 0);
    onTestFinished(() => chmodSync(join(cwd, "d"), 0o755));
    return cwd;
  }

  test("is told of a folder, and the rest is checked", () =>
    expect(checkedIn(asNobody(locked(), [...CHECK, "."]))).toEqual({
      files: ["a.c"],
      skipped: [
        { file: "d", why: "permission denied" },
        { file: "secret.c", why: "permission denied" },
        { file: "secret.h", why: "permission denied" },
      ],
    }));

  test.each(["secret.c", "d", "d/b.c"])("is refused where it is named: %s", (name) => {
    const run = asNobody(locked(), [...CHECK, name]);
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("permission denied");
  });

  test("with threads as without", () => {
    const cwd = project(Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`f${n}.c`, CALL])));
    chmodSync(join(cwd, "f8.c"), 0);
    const { files, skipped } = checkedIn(asNobody(cwd, [...CHECK, "--jobs", "2", "."]));
    expect(files).toHaveLength(119);
    expect(skipped).toEqual([{ file: "f8.c", why: "permission denied" }]);
  });
});

describe("what is no file", () => {
  test("links in circles, sockets, pipes and devices", async () => {
    const cwd = project({ "d/a.c": CALL });
    symlinkSync("two.c", join(cwd, "one.c"));
    symlinkSync("one.c", join(cwd, "two.c"));
    symlinkSync("..", join(cwd, "d/up"));
    symlinkSync(".", join(cwd, "d/here.c"));
    symlinkSync("/dev/zero", join(cwd, "zero.c"));
    execFileSync("mkfifo", [join(cwd, "pipe.c")]);
    const socket = createServer().listen(join(cwd, "socket.c"));
    onTestFinished(() => void socket.close());
    await once(socket, "listening");
    const loop = "too many symbolic links encountered";
    expect(checkedIn(kallocLens([...CHECK, "."], { cwd }))).toEqual({
      files: ["d/a.c"],
      skipped: [
        { file: "one.c", why: loop },
        { file: "two.c", why: loop },
      ],
    });
    for (const name of ["one.c", "zero.c", "pipe.c", "socket.c"])
      expect(kallocLens([...CHECK, name], { cwd })).toMatchObject({ status: 2, stdout: "" });
  });

  test("is no header either", () => {
    const cwd = project({ "a.c": `#include "zero.h"\n#include "pipe.h"\n#include "loop.h"\n#include "d"\n${CALL}` });
    symlinkSync("/dev/zero", join(cwd, "zero.h"));
    symlinkSync("loop.h", join(cwd, "loop.h"));
    mkdirSync(join(cwd, "d"));
    execFileSync("mkfifo", [join(cwd, "pipe.h")]);
    expect(checkedIn(kallocLens([...CHECK, "a.c"], { cwd }))).toEqual({ files: ["a.c"], skipped: [] });
  });
});

test("files that come, go and change while they are read cost no other file", async () => {
  const names = Array.from({ length: 200 }, (_, n) => `f${String(n).padStart(3, "0")}.c`);
  const cwd = project(Object.fromEntries(names.map((name) => [name, CALL.repeat(20)])));
  const args = [resolve("dist/cli.js"), ...CHECK, "--jobs", "1", "."];
  const run = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let at = names.length;
  run.stdout.on("data", (chunk) => {
    stdout += chunk;
    // From the end on, so that they change before they are read.
    for (let left = 4; left > 0 && at > 120; left--) {
      const path = join(cwd, names[--at] ?? "");
      if (at % 4 === 0) rmSync(path);
      else if (at % 4 === 1) truncateSync(path, 10);
      else if (at % 4 === 2) renameSync(path, `${path}.old`);
      else writeFileSync(path, CALL.repeat(60));
    }
  });
  const [status] = await once(run, "close");
  const { sites, summary } = JSON.parse(stdout);
  expect({ status, files: summary.files + summary.skipped.length }).toEqual({ status: 0, files: names.length });
  expect(new Set(sites.map(({ file }: { file: string }) => file))).toContain("f100.c");
  for (const { why } of summary.skipped) expect(why).toBe("no such file or directory");
});
