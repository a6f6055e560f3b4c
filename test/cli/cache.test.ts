import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { assessorFor } from "../../src/cli/assessor.ts";
import { HeadersBeside, HeadersOfKernel } from "../../src/cli/headers.ts";
import { JoinedNotes } from "../../src/cli/kept/joined-notes.ts";
import { withoutUncertain } from "../../src/cli/kept/questions.ts";
import { readStore, StoreWriter } from "../../src/cli/kept/store.ts";
import { TraceGraph } from "../../src/cli/kept/trace-graph.ts";
import { type Noted, TracedDisk } from "../../src/cli/kept/traced-disk.ts";
import { chooseKernel } from "../../src/cli/kernel-tree.ts";
import { chooseProfile } from "../../src/cli/profile-choice.ts";
import { testParser } from "../support/parser.ts";
import { inFunction, kallocLens, project, type Run } from "./kalloc-lens.ts";

describe("a result rests on all that is asked where it is the first to be found", async () => {
  const parser = await testParser();

  /** What each of the files asks the file system, read one after the other with what the others left behind. */
  function asked(cwd: string, names: readonly string[], kernel: string): Map<string, string[]> {
    const disk = new TracedDisk();
    const chosen = chooseProfile({}, chooseKernel(kernel, [cwd]));
    const ofKernel = kernel === "none" ? undefined : new HeadersOfKernel(kernel, chosen.config.arch, disk);
    const assess = assessorFor(chosen, parser, ofKernel ?? new HeadersBeside(disk));
    for (const name of names) {
      disk.within(name, () => {
        const file = disk.readText(join(cwd, name));
        if (file.kind === "text") assess(join(cwd, name), file.text);
      });
    }
    const graph = new TraceGraph();
    const notes = new JoinedNotes(graph);
    notes.add(disk.take());
    notes.end();
    const questions = (name: string) =>
      [...graph.below([graph.node(name)])]
        .filter((node) => graph.answers.has(node))
        .map((node) => graph.names[node] ?? "");
    return new Map(names.map((name) => [name, questions(name)]));
  }

  test.each([
    ["none", 11, 3],
    ["none", 12, 3],
    [".", 11, 15],
    [".", 12, 15],
    [".", 13, 15],
  ])("--kernel %s, files of kind %i", (kernel, n, least) => {
    const texts = Object.entries(FILES).map(([name, text]): [string, string] => [name, text(n)]);
    const cwd = project({ ...FIXED, ...Object.fromEntries(texts) });
    const sources = NAMES.filter((name) => /\.[ch]$/.test(name));
    const dir = kernel === "." ? cwd : kernel;
    const alone = sources.map((name) => asked(cwd, [name], dir).get(name) ?? []);
    expect(Math.max(...alone.map(({ length }) => length))).toBeGreaterThan(least);
    for (const order of [sources, sources.toReversed()]) {
      const together = asked(cwd, order, dir);
      sources.forEach((name, i) => {
        expect(together.get(name)?.sort(), name).toEqual(expect.arrayContaining(alone[i] ?? [name]));
      });
    }
  });
});

describe("notes of threads", () => {
  /** A thread's notes on three files that share a header. */
  function noted(): Noted[] {
    const disk = new TracedDisk();
    return ["a.c", "b.c", "c.c"].map((name) => {
      disk.within(name, () => disk.within("includes of own.h", () => disk.asks(`has ${name}`, "true")));
      return disk.take();
    });
  }

  function below(notes: readonly Noted[], name: string): string[] | undefined {
    const graph = new TraceGraph();
    const joined = new JoinedNotes(graph);
    for (const note of notes) joined.add(note);
    joined.end();
    const node = graph.find(name);
    return node === undefined ? undefined : [...graph.below([node])].map((at) => graph.names[at] ?? "").sort();
  }

  const ALL = ["has a.c", "has b.c", "has c.c", "includes of own.h"];

  test("may come out of turn, as after a thread has died", () => {
    const [first, second, third] = noted();
    if (!first || !second || !third) throw new Error("there are three");
    for (const notes of [
      [first, second, third],
      [third, second, first],
      [second, third, first],
    ])
      expect(below(notes, "a.c")).toEqual(["a.c", ...ALL]);
  });

  test("are nothing to build on where some before were lost", () => {
    const [first, , third] = noted();
    if (!first || !third) throw new Error("there are three");
    expect(below([third, first], "c.c")).toBeUndefined();
    expect(below([third, first], "a.c")).toEqual(["a.c", "has a.c", "includes of own.h"]);
  });

  test("two answers to a question are none, whichever came last", () => {
    const graph = new TraceGraph();
    for (const [name, answer] of [
      ["a.c", "true"],
      ["b.c", "false"],
      ["c.c", "true"],
    ] as const) {
      graph.addEdge(graph.node(name), graph.node("has x.h"));
      graph.answer(graph.node("has x.h"), { answer, identity: "" });
    }
    graph.addEdge(graph.node("d.c"), graph.node("has y.h"));
    graph.answer(graph.node("has y.h"), { answer: "true", identity: "" });
    graph.addEdge(graph.node("e.c"), graph.node("text unanswered.h"));
    expect(withoutUncertain(graph).names).toEqual(["d.c", "has y.h"]);
  });
});

/** What is written, but for the time that it took. */
function written({ stdout }: Run): string {
  return stdout.replace(/"milliseconds":\d+/, "");
}

function check(cwd: string, ...args: readonly string[]): Run {
  const run = kallocLens(["check", "--jobs", "1", "--format", "jsonl", ...args], { cwd });
  expect(run.status, run.stderr).toBe(0);
  return run;
}

const NONE = ["--kernel", "none", "--cache", ".kept"] as const;

/** A size for each way in which files reach one. */
const ASKED = inFunction(
  ["sizeof(struct shared)", "sizeof(struct found)", "OWN", "PART", "DEEP", "GIVEN"]
    .map((size) => `kmalloc(${size}, GFP_KERNEL);`)
    .join("\n\t"),
);

/** What each file of a small kernel may hold. Numbers and conditions reach the sizes in several ways. */
const FILES: Readonly<Record<string, (n: number) => string>> = {
  ".config": (n) => `CONFIG_X86_64=y\n${n % 2 ? "CONFIG_A=y\n" : ""}${n % 3 ? "CONFIG_MEMCG=y\n" : ""}`,
  "include/generated/autoconf.h": (n) => (n % 2 ? "#define CONFIG_B 1\n" : ""),
  "include/linux/kconfig.h": () => "#include <generated/autoconf.h>\n",
  "include/linux/shared.h": (n) => `#include <asm/deep.h>\nstruct shared { char text[${n} + DEEP]; };\n`,
  "include/asm/deep.h": (n) => `#ifdef CONFIG_B\n#define DEEP ${n}\n#else\n#define DEEP ${2 * n}\n#endif\n`,
  "arch/x86/include/asm/deep.h": (n) => `#define DEEP ${3 * n}\n`,
  "drivers/a/Makefile": (n) => `ccflags-y := -DGIVEN=${n} ${n % 2 ? "-I$(src)/inc" : ""}\nobj-$(CONFIG_A) += one.o\n`,
  "drivers/a/Kbuild": (n) => `ccflags-y := -DGIVEN=${n} -I $(srctree)/drivers/b/inc\nobj-m += one.o two.o\n`,
  "drivers/a/own.h": (n) => `#define OWN ${n}\n#include "part.h"\n#include "../../include/linux/shared.h"\n`,
  "drivers/a/part.h": (n) => `#define PART ${n}\n${n % 2 ? "#define make() kmalloc(DEEP, GFP_KERNEL)\n" : ""}`,
  "drivers/a/inc/found.h": (n) => `struct found { char text[${n}]; };\n`,
  "drivers/b/inc/found.h": (n) => `struct found { long more[${n}]; };\n`,
  "drivers/b/inc/sub/found.h": (n) => `struct found { short other[${n}]; };\n`,
  "drivers/a/linux/shared.h": (n) => `struct shared { int nearer[${n}]; };\n`,
  "drivers/a/one.c": (n) =>
    `#include "own.h"\n#include <linux/shared.h>\n#include "found.h"\n${n % 3 ? "" : '#include "included.c"\n'}${ASKED}`,
  "drivers/a/two.c": (n) => `#include "own.h"\n${n % 2 ? '#include "included.c"\n' : ""}${inFunction("make();")}`,
  "drivers/a/included.c": (n) => `${n % 2 ? "/* generated by a program */\n" : ""}${ASKED}`,
  "drivers/a/other.c": (n) => `#define OWN ${n}\n${ASKED}`,
  "drivers/b/three.c": (n) => `#include <found.h>\n#include "../a/${n % 2 ? "part" : "own"}.h"\n${ASKED}`,
  "compile_commands.json": (n) =>
    JSON.stringify([{ directory: "/", file: `${n % 2 ? "/nowhere" : ""}/x.c`, command: "cc -DGIVEN=3" }]),
  ".gitignore": (n) => (n % 2 ? "two.c\n" : ""),
};
const FIXED = {
  Kbuild: "",
  Kconfig: "",
  Makefile: "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 117\n",
  "arch/x86/include/asm/page.h": "",
  "include/uapi/linux/none.h": "",
};
const NAMES = Object.keys(FILES);

describe("whatever happens to files between runs, the results are those without a cache", () => {
  test.each([1, 2])("with seed %i", { timeout: 240_000 }, (seed) => {
    let state = seed;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (state >> 8) % below;
    };
    const cwd = project(FIXED);
    const at = (name: string) => join(cwd, name);
    const write = (name: string) => {
      rmSync(at(name), { force: true });
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), FILES[name]?.(10 + random(90)) ?? "");
    };
    const any = () => NAMES[random(NAMES.length)] ?? "";
    const remove = (name: string) => rmSync(at(name), { force: true });
    const edits: readonly ((name: string) => void)[] = [
      write,
      write,
      write,
      write,
      remove,
      remove,
      (name) => {
        const other = any();
        mkdirSync(dirname(at(other)), { recursive: true });
        renameSync(at(name), at(other));
      },
      (name) => {
        const other = any();
        remove(name);
        symlinkSync(at(other), at(name));
      },
      (name) => utimesSync(at(name), 1, 1),
    ];
    for (const name of NAMES) if (random(4) > 0) write(name);
    write(".config");
    for (let round = 0; round < 30; round++) {
      const name = any();
      // What is missing comes back; without a configuration no headers of the kernel are read.
      if (!existsSync(at(name)) || name === ".config") write(name);
      else edits[random(edits.length)]?.(name);
      const kernel = random(5) > 0 ? "." : "none";
      const args = ["check", "--jobs", "1", "--format", "json", "--kernel", kernel, "drivers"];
      // Half of the runs take place later, when the times of a file tell that it is as it was.
      const later =
        random(2) > 0 ? ["--import", `data:text/javascript,{const now=Date.now;Date.now=()=>now()+60000}`] : [];
      const run = (more: readonly string[]) =>
        spawnSync(process.execPath, [...later, resolve("dist/cli.js"), ...args, ...more], { cwd, encoding: "utf8" });
      const [plain, cached] = [run([]), run(["--cache", ".kept"])];
      expect(written(cached), `round ${round}`).toBe(written(plain));
      expect([cached.status, cached.stderr]).toEqual([plain.status, plain.stderr]);
    }
  });
});

/** Rewrites what is kept, so that it shows which results are taken from there. */
function mark(folder: string): void {
  for (const name of readdirSync(folder)) {
    const key = name.replace(/\.kept$/, "");
    const store = readStore(folder, key);
    if (!store) throw new Error(`${name} is no store`);
    const writer = new StoreWriter(folder, key, (why) => {
      throw new Error(why);
    });
    for (const block of store.blocks) {
      const marked = JSON.stringify(store.resultsOf(block)).replaceAll("kmalloc(", "marked(");
      const results: unknown[] = JSON.parse(marked);
      results.forEach((result, n) => {
        writer.add(store.graph.names[block.nodes[n] ?? -1] ?? "", result);
      });
    }
    writer.end(store.graph);
  }
}

/** Files whose results came from the cache. */
function keptFiles(run: Run): string[] {
  const marked = run.stdout.split("\n").filter((line) => line.startsWith('{"site"') && line.includes("marked("));
  return marked.map((line) => JSON.parse(line).site.file);
}

const TREE = {
  "a/one.c": `#include "own.h"\n${inFunction("kmalloc(OWN, GFP_KERNEL);")}`,
  "a/two.c": `#include "../shared.h"\n${inFunction("kmalloc(SHARED, GFP_KERNEL);")}`,
  "a/own.h": '#include "../shared.h"\n#define OWN 10\n',
  "shared.h": "#define SHARED 20\n",
  "b/alone.c": `#include "later.h"\n${inFunction("kmalloc(30, GFP_KERNEL);")}`,
};

describe("what nothing changed for is not checked again", () => {
  function keptAfter(change: (cwd: string) => void, ...args: readonly string[]): string[] {
    const cwd = project(TREE);
    check(cwd, ...NONE);
    mark(join(cwd, ".kept"));
    change(cwd);
    return keptFiles(check(cwd, ...NONE, ...args));
  }

  test("nothing changed", () => expect(keptAfter(() => undefined)).toEqual(["a/one.c", "a/two.c", "b/alone.c"]));

  test("a source", () =>
    expect(keptAfter((cwd) => writeFileSync(join(cwd, "a/two.c"), inFunction("kmalloc(1, GFP_KERNEL);")))).toEqual([
      "a/one.c",
      "b/alone.c",
    ]));

  test("a header that others include", () =>
    expect(keptAfter((cwd) => writeFileSync(join(cwd, "a/own.h"), "#define OWN 11\n"))).toEqual([
      "a/two.c",
      "b/alone.c",
    ]));

  test("a header that a header includes", () =>
    expect(keptAfter((cwd) => writeFileSync(join(cwd, "shared.h"), "#define SHARED 21\n"))).toEqual(["b/alone.c"]));

  test("a header that was missing", () =>
    expect(keptAfter((cwd) => writeFileSync(join(cwd, "b/later.h"), ""))).toEqual(["a/one.c", "a/two.c"]));

  test("a copy of all with other times, as a checkout makes it", () =>
    expect(
      keptAfter((cwd) => {
        for (const name of Object.keys(TREE)) {
          copyFileSync(join(cwd, name), join(cwd, "copy"));
          renameSync(join(cwd, "copy"), join(cwd, name));
        }
      }),
    ).toEqual(["a/one.c", "a/two.c", "b/alone.c"]));

  test.each([
    [["--rules", "wasteful-size"]],
    [["--profile", "debian-6.1-amd64"]],
    [["--compare", "debian-6.1-amd64"]],
    [["--set", "wasteful-size=off"]],
    [["--min-severity", "error"]],
    [["a"]],
  ])("other options are another run: %j", (args) => expect(keptAfter(() => undefined, ...args)).toEqual([]));

  test("files that are gone are not kept", () => {
    const cwd = project(TREE);
    check(cwd, ...NONE);
    unlinkSync(join(cwd, "b/alone.c"));
    check(cwd, ...NONE);
    const [name = ""] = readdirSync(join(cwd, ".kept"));
    const store = readStore(join(cwd, ".kept"), name.replace(/\.kept$/, ""));
    expect(store?.graph.names.filter((node) => node.includes("alone.c"))).toEqual([]);
    expect(store?.blocks.flatMap(({ nodes }) => nodes)).not.toContain(-1);
  });
});

test("a change that leaves the size and the time of the last change", () => {
  const cwd = project({ "a.c": inFunction("kmalloc(10, GFP_KERNEL);") });
  const file = join(cwd, "a.c");
  const later = ["--import", "data:text/javascript,{const now=Date.now;Date.now=()=>now()+60000}"];
  const args = [...later, resolve("dist/cli.js"), "check", "--format", "jsonl", ...NONE];
  const run = () => spawnSync(process.execPath, args, { cwd, encoding: "utf8" }).stdout;
  utimesSync(file, 1000, 1000);
  run();
  mark(join(cwd, ".kept"));
  expect(run()).toContain("marked(10");
  writeFileSync(file, inFunction("kmalloc(20, GFP_KERNEL);"));
  utimesSync(file, 1000, 1000);
  expect(run()).toContain("kmalloc(20");
});

describe("what is kept is distrusted", () => {
  const damages: readonly [string, (bytes: Buffer) => Buffer][] = [
    ["empty", () => Buffer.alloc(0)],
    ["cut", (bytes) => bytes.subarray(0, bytes.length / 2)],
    ["longer", (bytes) => Buffer.concat([bytes, Buffer.from("more")])],
    ["foreign", () => Buffer.from("#!/bin/sh\necho\n".repeat(20))],
    ["of a later version", (bytes) => Buffer.concat([Buffer.from("kalloc-lens kept 9\n"), bytes.subarray(19)])],
    ["another by a bit", (bytes) => Buffer.from(bytes.map((byte, at) => (at === 60 ? byte ^ 1 : byte)))],
  ];

  test.each(damages)("a store that is %s is made anew", (_, damage) => {
    const cwd = project(TREE);
    const first = check(cwd, ...NONE);
    const [name = ""] = readdirSync(join(cwd, ".kept"));
    const store = join(cwd, ".kept", name);
    const before = readFileSync(store);
    writeFileSync(store, damage(before));
    const second = check(cwd, ...NONE);
    expect([written(second), second.stderr]).toEqual([written(first), ""]);
    expect(readStore(join(cwd, ".kept"), name.replace(/\.kept$/, ""))?.blocks.length).toBeGreaterThan(0);
  });

  test.each([
    ["no results", "{}"],
    ["results of another kind", '[{"kind":"checked"}]'],
    ["fewer results", "[]"],
  ])("a store that somebody made up with %s", (_, results) => {
    const cwd = project(TREE);
    const first = check(cwd, ...NONE);
    const folder = join(cwd, ".kept");
    const key = readdirSync(folder)[0]?.replace(/\.kept$/, "") ?? "";
    const store = readStore(folder, key);
    const bytes = gzipSync(results);
    const writer = new StoreWriter(folder, key, () => undefined);
    for (const { nodes } of store?.blocks ?? [])
      writer.addBlock(
        bytes,
        nodes.map((node) => store?.graph.names[node] ?? ""),
      );
    if (store) writer.end(store.graph);
    expect(written(check(cwd, ...NONE))).toBe(written(first));
  });
});

describe("where nothing can be kept there is a warning, and the same results", () => {
  function checkWarned(folder: string, why: string, limit = "") {
    const cwd = project({ ...TREE, file: "" });
    symlinkSync("/proc/nowhere", join(cwd, "link"));
    const plain = check(cwd, "--kernel", "none");
    const args = [process.execPath, resolve("dist/cli.js"), "check", "--format", "jsonl", ...NONE.slice(0, 3), folder];
    const run = spawnSync("sh", ["-c", `${limit} exec "$@"`, "sh", ...args], { cwd, encoding: "utf8" });
    expect(written(run)).toBe(written(plain));
    expect(run).toMatchObject({ status: 0, stderr: `kalloc-lens: --cache ${folder}: nothing is kept: ${why}\n` });
    expect(existsSync(join(cwd, folder)) ? readdirSync(join(cwd, folder)) : []).toEqual([]);
  }

  test("a file of that name", () => checkWarned("file/kept", "not a directory"));

  test("a link to nowhere", () => checkWarned("link/kept", "no such file or directory"));

  test("no room, after some of it is written", () => checkWarned("kept", "file too large", "ulimit -f 1;"));
});

/** So many files that threads are used. */
function manyFiles(): Record<string, string> {
  const files: Record<string, string> = { "d0/a.h": "struct a { char text[100]; };\n" };
  for (let n = 0; n < 300; n++)
    files[`d${n % 5}/f${n}.c`] =
      `#include "a.h"\n${inFunction(`kmalloc(${n} + sizeof(struct a), GFP_KERNEL);`.repeat(9))}`;
  return files;
}

describe("threads, shards and formats", () => {
  test.each(["text", "json", "jsonl", "sarif", "markdown"])("%s is the same, cold and warm", (format) => {
    const cwd = project(manyFiles());
    const run = (...more: readonly string[]) =>
      kallocLens(["check", "--kernel", "none", "--format", format, ...more], { cwd });
    const plain = run("--jobs", "1");
    for (const jobs of ["3", "1", "3"]) expect(written(run("--jobs", jobs, "--cache", "kept"))).toBe(written(plain));
    writeFileSync(join(cwd, "d0/a.h"), "struct a { char text[200]; };\n");
    const changed = run("--jobs", "1");
    expect(written(changed)).not.toBe(written(plain));
    expect(written(run("--jobs", "2", "--cache", "kept"))).toBe(written(changed));
  });

  test("each shard keeps its own", () => {
    const cwd = project(manyFiles());
    const shards = ["1/2", "2/2"];
    const run = (shard: string) => check(cwd, ...NONE, "--shard", shard);
    const plain = shards.map((shard) => written(check(cwd, "--kernel", "none", "--shard", shard)));
    expect(shards.map((shard) => written(run(shard)))).toEqual(plain);
    mark(join(cwd, ".kept"));
    expect(shards.map((shard) => keptFiles(run(shard)).length > 100)).toEqual([true, true]);
  });

  test("findings still fail, and still make a baseline", () => {
    const cwd = project({ ...TREE, "bad.c": inFunction("kmalloc(4100, GFP_KERNEL);") });
    const args = ["check", ...NONE, "--fail-on", "hint", "--write-baseline", "baseline.json"];
    const runs = [1, 2].map(() => {
      const { status, stdout } = kallocLens(args, { cwd });
      return { status, stdout, baseline: readFileSync(join(cwd, "baseline.json"), "utf8") };
    });
    expect(runs[0]).toMatchObject({ status: 1 });
    expect(runs[1]?.baseline).toBe(runs[0]?.baseline);
    expect(kallocLens(["check", ...NONE, "--fail-on", "hint", "--baseline", "baseline.json"], { cwd }).status).toBe(0);
  });

  test("what comes from standard input is never kept", () => {
    const cwd = project(TREE);
    for (const bytes of [40, 50]) {
      const input = inFunction(`kmalloc(${bytes}, GFP_KERNEL);`);
      const run = kallocLens(["check", "--format", "jsonl", ...NONE, "a", "-"], { cwd, input });
      expect(run).toMatchObject({ status: 0, stderr: "" });
      expect(run.stdout).toContain(`"bytes":${bytes}`);
    }
  });

  test("--diff and --patch are told that it is not for them", () => {
    const run = kallocLens(["check", "--diff", "HEAD", ...NONE], { cwd: project(TREE) });
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("--cache");
  });
});

describe("several runs at once, and runs that end early", () => {
  function start(cwd: string, jobs = "2") {
    const args = [resolve("dist/cli.js"), "check", "--jobs", jobs, "--format", "jsonl", ...NONE];
    const run = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    run.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    return { run, ended: once(run, "close").then(() => stdout) };
  }

  test("in one folder", async () => {
    const cwd = project(manyFiles());
    const plain = written(check(cwd, "--kernel", "none"));
    for (const _ of [1, 2]) {
      const outputs = await Promise.all([1, 2, 3].map(() => start(cwd).ended));
      for (const stdout of outputs) expect(written({ status: 0, stdout, stderr: "" })).toBe(plain);
    }
    expect(readdirSync(join(cwd, ".kept"))).toEqual([expect.stringMatching(/\.kept$/)]);
  });

  test.each(["SIGINT", "SIGKILL"] as const)("%s", async (signal) => {
    const cwd = project(manyFiles());
    const plain = written(check(cwd, "--kernel", "none"));
    for (const jobs of ["1", "2"]) {
      const { run, ended } = start(cwd, jobs);
      run.stdout.once("data", () => run.kill(signal));
      await ended;
      expect(written(check(cwd, ...NONE))).toBe(plain);
      writeFileSync(join(cwd, "d0/a.h"), `struct a { char text[100]; }; /* ${jobs} */\n`);
    }
  });

  test("what is not used any more is removed", () => {
    const cwd = project(TREE);
    const folder = join(cwd, ".kept");
    mkdirSync(folder);
    for (let n = 0; n < 40; n++) writeFileSync(join(folder, `${String(n).padStart(32, "0")}.kept`), "");
    const half = join(folder, `${"h".repeat(32)}.kept.0123456789abcdef`);
    writeFileSync(half, "");
    utimesSync(half, 1, 1);
    writeFileSync(join(folder, "notes.txt"), "mine");
    check(cwd, ...NONE);
    const left = readdirSync(folder);
    expect(left).toHaveLength(17);
    expect(left).toContain("notes.txt");
    expect(keptFiles(check(cwd, ...NONE))).toEqual([]);
  });
});
