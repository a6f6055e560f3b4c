import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inFunction, kallocLens, project } from "./kalloc-lens.ts";
import { checkLines, checkOutput } from "./schema.ts";

const CONFIG = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"];

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync("git", [...CONFIG, ...args], { cwd, encoding: "utf8" });
}

/** A repository whose one commit has these files. */
function repository(files: Readonly<Record<string, string>>): string {
  const cwd = project(files);
  git(cwd, "init", "-q");
  git(cwd, "add", "-A");
  git(cwd, "commit", "-q", "-m", "first");
  return cwd;
}

function write(cwd: string, files: Readonly<Record<string, string | undefined>>): void {
  for (const [name, text] of Object.entries(files)) {
    if (text === undefined) rmSync(join(cwd, name));
    else writeFileSync(join(cwd, name), text);
  }
}

function changeIn(cwd: string, ...args: readonly string[]) {
  const run = kallocLens(["check", "--kernel", "none", "--format", "json", ...args], { cwd });
  expect(run.stderr).toBe("");
  const output = JSON.parse(run.stdout);
  checkOutput(output, "output");
  return output;
}

const STRUCT = "struct a { char text[100]; };\n";
const USER = `#include "a.h"\n${inFunction("p = kmalloc(sizeof(struct a), GFP_KERNEL);")}`;

describe("--diff", () => {
  test("says what was added, changed and removed, in bytes", () => {
    const two = (a: string, b: string) => inFunction(`${a}\n\t${b}`);
    const cwd = repository({
      "a.c": two("p = kmalloc(100, GFP_KERNEL);", "q = kmalloc(200, GFP_KERNEL);"),
      "gone.c": inFunction("kmalloc(8, GFP_KERNEL);"),
      "same.c": inFunction("kmalloc(4100, GFP_KERNEL);"),
    });
    write(cwd, {
      "a.c": `\n\n${two("p = kmalloc(100, GFP_KERNEL);", "q = kmalloc(300, GFP_KERNEL);\n\tvmalloc(4096);")}`,
      "gone.c": undefined,
      "new.c": inFunction("kmalloc(n, GFP_KERNEL);"),
    });
    expect(changeIn(cwd, "--diff", "HEAD")).toMatchObject({
      since: "HEAD",
      sites: [
        {
          file: "a.c",
          line: 6,
          change: { kind: "changed", bytesReq: 100, bytesAlloc: 256, before: { line: 4, size: { bytes: 200 } } },
        },
        { file: "a.c", api: "vmalloc", change: { kind: "added", bytesAlloc: 4096 } },
        { file: "new.c", change: { kind: "added" } },
        { file: "gone.c", change: { kind: "removed", bytesAlloc: -8 } },
      ],
      summary: {
        sites: 3,
        change: {
          added: 2,
          changed: 1,
          removed: 1,
          bytesAlloc: 256 + 4096 - 8,
          unknown: 1,
          folders: [{ folder: ".", added: 2 }],
        },
      },
    });
  });

  test("a header changes the files that include it", () => {
    const cwd = repository({ "d/a.h": STRUCT, "d/a.c": USER });
    write(cwd, { "d/a.h": STRUCT.replace("100", "200") });
    expect(changeIn(cwd, "--diff", "HEAD", "d")).toMatchObject({
      sites: [{ file: "d/a.c", size: { bytes: 200 }, change: { kind: "changed", bytesAlloc: 128 } }],
      summary: { change: { folders: [{ folder: "d", bytesAlloc: 128 }] } },
    });
  });

  test("only new findings are reported", () => {
    const old = "p = kmalloc(4100, GFP_KERNEL);";
    const cwd = repository({ "a.c": inFunction(old) });
    write(cwd, { "a.c": inFunction(`\n\n\t${old}\n\tkmalloc(6 << 20, GFP_KERNEL);`) });
    expect(changeIn(cwd, "--diff", "HEAD").findings).toMatchObject([{ rule: "never-succeeds" }]);
  });

  test("a commit, a tag, the text and the summary of a pull request", () => {
    const cwd = repository({ "a.c": inFunction("kmalloc(8, GFP_KERNEL);") });
    git(cwd, "tag", "v1");
    write(cwd, { "a.c": inFunction("kmalloc(9, GFP_KERNEL);") });
    git(cwd, "commit", "-qam", "second");
    expect(changeIn(cwd, "--diff", "HEAD").sites).toEqual([]);
    expect(changeIn(cwd, "--diff", "v1", "a.c").sites).toHaveLength(1);
    const said = (format: string) =>
      kallocLens(["check", "--kernel", "none", "--diff", "v1", "--format", format], { cwd }).stdout;
    expect(said("text")).toContain("Since v1: +8 bytes given (0 added, 1 changed, 0 removed)");
    expect(said("markdown")).toContain("| **all** | 0 | 1 | 0 | +8 | 0 |");
    checkLines(
      said("jsonl")
        .trimEnd()
        .split("\n")
        .map((line): unknown => JSON.parse(line)),
    );
  });

  test.each([
    [["--diff", "nothing"], "no such revision"],
    [["--diff", "--output=stolen"], "no such revision"],
    [["--diff", "HEAD:a.c"], "--diff"],
    [["--diff", "HEAD", "--patch", "x"], "exclude each other"],
  ])("%j is refused", (args, message) => {
    const cwd = repository({ "a.c": inFunction("kmalloc(8, GFP_KERNEL);") });
    const run = kallocLens(["check", ...args], { cwd });
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain(message);
    expect(existsSync(join(cwd, "stolen"))).toBe(false);
  });

  test("outside of a repository it is refused", () =>
    expect(kallocLens(["check", "--diff", "HEAD"], { cwd: project({ "a.c": "" }) })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("in no git repository"),
    }));
});

test("a hostile repository runs nothing", () => {
  const cwd = repository({
    "a.c": inFunction("kmalloc(8, GFP_KERNEL);"),
    ".gitattributes": "*.c filter=evil diff=evil\n",
  });
  const trap = join(cwd, "trap.sh");
  writeFileSync(trap, `#!/bin/sh\necho sprung >> '${join(cwd, "sprung")}'\ncat\n`);
  chmodSync(trap, 0o755);
  const settings = [
    "core.fsmonitor",
    "core.pager",
    "core.sshCommand",
    "core.editor",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "credential.helper",
    "alias.diff-index",
    "uploadpack.packObjectsHook",
  ];
  for (const name of settings) git(cwd, "config", name, name.startsWith("alias") ? `!${trap}` : trap);
  mkdirSync(join(cwd, "hooks"));
  for (const hook of ["post-index-change", "post-checkout", "pre-commit", "reference-transaction"]) {
    writeFileSync(join(cwd, "hooks", hook), readFileSync(trap));
    chmodSync(join(cwd, "hooks", hook), 0o755);
  }
  git(cwd, "-c", "core.fsmonitor=false", "config", "core.hooksPath", join(cwd, "hooks"));
  rmSync(join(cwd, "sprung"), { force: true });
  write(cwd, { "a.c": inFunction("kmalloc(9, GFP_KERNEL);"), "b.c": "int x;\n" });
  expect(changeIn(cwd, "--diff", "HEAD").sites).toMatchObject([{ change: { bytesAlloc: 8 } }]);
  expect(existsSync(join(cwd, "sprung"))).toBe(false);
});

describe("--patch", () => {
  const FILES = {
    "d/a.h": STRUCT,
    "d/a.c": USER,
    "d/b.c": `int x;\n\n\n\n\n\n${inFunction("kmalloc(8, GFP_KERNEL);")}`,
  };

  /** The patch that git makes of a change, and the tree without it. */
  function patchOf(changed: Readonly<Record<string, string | undefined>>) {
    const cwd = repository(FILES);
    write(cwd, changed);
    git(cwd, "add", "-A");
    const patch = git(cwd, "diff", "--no-renames", "HEAD");
    git(cwd, "reset", "-q", "--hard");
    return { cwd, patch };
  }

  function checkPatch(patch: string, cwd: string) {
    const run = kallocLens(["check", "--kernel", "none", "--format", "json", "--patch", "-", "d"], {
      cwd,
      input: patch,
    });
    expect(run.stderr).toBe("");
    return JSON.parse(run.stdout).sites;
  }

  test("is compared with the tree, which stays as it is", () => {
    const changed = {
      "d/a.h": STRUCT.replace("100", "200"),
      "d/b.c": undefined,
      "d/c.c": inFunction("kmalloc(16, GFP_KERNEL);"),
    };
    const { cwd, patch } = patchOf(changed);
    expect(checkPatch(patch, cwd)).toMatchObject([
      { file: "d/a.c", change: { kind: "changed", bytesAlloc: 128 } },
      { file: "d/b.c", change: { kind: "removed", bytesAlloc: -8 } },
      { file: "d/c.c", change: { kind: "added", bytesAlloc: 16 } },
    ]);
    expect(git(cwd, "status", "--porcelain")).toBe("");
  });

  test("may come in a mail, and for lines that have moved", () => {
    const { cwd, patch } = patchOf({ "d/b.c": FILES["d/b.c"].replace("8,", "9,") });
    write(cwd, { "d/b.c": `\n\n\n${FILES["d/b.c"]}` });
    const mail = `From: a@example.org\nSubject: [PATCH] b\n\nText.\n---\n d/b.c | 2 +-\n\n${patch}-- \n2.39.5\n`;
    expect(checkPatch(mail, cwd)).toMatchObject([{ file: "d/b.c", change: { bytesAlloc: 8 } }]);
    expect(checkPatch(mail.replace(/\n/g, "\r\n"), cwd)).toMatchObject([{ change: { bytesAlloc: 8 } }]);
  });

  test.each([
    ["Hello\n", "no unified diff"],
    ["--- a/d/b.c\n+++ b/d/b.c\n@@ -1,1 +1,1 @@\n-int y;\n+int z;\n", "are not in the file"],
    ["--- a/../b.c\n+++ b/../b.c\n@@ -1,1 +1,1 @@\n-int y;\n+int z;\n", "outside of the tree"],
    ["--- a/d/b.c\n+++  \n@@ -0,0 +1,1 @@\n+int z;\n", "is no file"],
    ["--- a/none.c\n+++ b/none.c\n@@ -1,1 +1,1 @@\n-int y;\n+int z;\n", "cannot be read"],
  ])("%j is refused", (patch, message) => {
    const run = kallocLens(["check", "--patch", "-", "d"], { cwd: project(FILES), input: patch });
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain(message);
  });
});

describe("a baseline", () => {
  const OLD = "p = kmalloc(4100, GFP_KERNEL);";

  test("keeps known findings out, wherever their lines and the run are", () => {
    const cwd = project({ "d/a.c": inFunction(OLD) });
    const run = (...args: readonly string[]) =>
      kallocLens(["check", "--kernel", "none", "--format", "json", "--fail-on", "hint", ...args], { cwd });
    expect(run("--write-baseline", "known.json", "d").status).toBe(1);
    expect(run("--baseline", "known.json", ".").status).toBe(0);
    write(cwd, { "d/a.c": `\n\n${inFunction(`${OLD}\n\tvmalloc(9);`)}` });
    const again = run("--baseline", join(cwd, "known.json"), "d/a.c");
    expect(again.status).toBe(1);
    expect(JSON.parse(again.stdout).findings).toMatchObject([{ file: "d/a.c", line: 6 }]);
  });

  test.each([
    ["{}", "is none"],
    ["[", "cannot be read"],
    ['{"findings":[{"file":1}]}', "is none"],
  ])("%j is none", (text, message) => {
    const run = kallocLens(["check", "--baseline", "b.json", "."], { cwd: project({ "b.json": text }) });
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain(message);
  });
});
