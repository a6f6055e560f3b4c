import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { progressLine } from "../../src/cli/progress.ts";
import { answersInOrder } from "../../src/cli/worker-pool.ts";
import { inFunction, kallocLens, project } from "./kalloc-lens.ts";

/** So many files that threads are used, of very different length. */
function manyFiles(count: number): Record<string, string> {
  const files: Record<string, string> = { "d0/a.h": "struct a { char text[100]; };\n" };
  for (let n = 0; n < count; n++) {
    const calls = Array.from(
      { length: n % 7 === 0 ? 40 : 1 },
      (_, i) => `p = kmalloc(${n * 50 + i + 4000}, GFP_KERNEL);`,
    );
    files[`d${n % 5}/f${n}.c`] =
      `#include "a.h"\n${inFunction([...calls, "kmalloc(sizeof(struct a), gfp);"].join("\n\t"))}`;
  }
  return files;
}

describe("--jobs", () => {
  test.each(["json", "sarif", "markdown"])("makes no difference to %s", (format) => {
    const cwd = project({ ...manyFiles(130), "d1/huge.c": Buffer.alloc(2 ** 25 + 1).toString("latin1") });
    const outputs = ["1", "3"].map((jobs) => {
      const run = kallocLens(["check", "--kernel", "none", "--jobs", jobs, "--format", format], { cwd });
      expect(run).toMatchObject({ status: 0, stderr: "" });
      return run.stdout.replace(/"milliseconds":\d+/, "");
    });
    expect(outputs[1]).toBe(outputs[0]);
    expect(outputs[0]?.length).toBeGreaterThan(1000);
  });
});

describe("Ctrl-C", () => {
  test.each(["1", "2"])("leaves whole JSON behind, with %s jobs", async (jobs) => {
    const cwd = project(manyFiles(600));
    const args = [resolve("dist/cli.js"), "check", "--kernel", "none", "--jobs", jobs, "--format", "json"];
    const run = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    run.stdout.on("data", (chunk) => {
      if (output === "") run.kill("SIGINT");
      output += chunk;
    });
    const [status] = await once(run, "close");
    expect(status).toBe(130);
    expect(JSON.parse(output).summary).toMatchObject({ interrupted: true });
  });
});

describe("a worker that dies", () => {
  /** Answers each number with its double; dies over `deadly` numbers, and once in all over `frail` ones. */
  const SCRIPT = `
    const { parentPort, workerData } = require("node:worker_threads");
    const { deadly, frail, seen } = workerData;
    const tries = new Int32Array(seen);
    parentPort.on("message", (works) => {
      for (const work of works) {
        if (deadly.includes(work) || (frail.includes(work) && Atomics.add(tries, work, 1) === 0)) process.exit(1);
        parentPort.postMessage(2 * work);
      }
    });`;

  async function answers(deadly: readonly number[], frail: readonly number[]): Promise<unknown[]> {
    const workerData = { deadly, frail, seen: new SharedArrayBuffer(400) };
    const lists = Array.from({ length: 12 }, (_, list) => Array.from({ length: 4 }, (_, n) => 4 * list + n));
    const found: unknown[] = [];
    const options = {
      start: () => new Worker(SCRIPT, { eval: true, workerData }),
      workers: 3,
      ahead: 5,
      giveUp: (work: number): unknown => `not ${work}`,
    };
    for await (const answer of answersInOrder<number, unknown>(lists, options)) found.push(answer);
    return found;
  }

  const DOUBLES = Array.from({ length: 48 }, (_, n): unknown => 2 * n);

  test("nobody dies", async () => expect(await answers([], [])).toEqual(DOUBLES));
  test("its work is done by another", async () => expect(await answers([], [0, 17, 18, 47])).toEqual(DOUBLES));
  test("work over which two died is left out", async () =>
    expect(await answers([0, 17, 18, 47], [3])).toEqual(
      DOUBLES.map((double, n) => ([0, 17, 18, 47].includes(n) ? `not ${n}` : double)),
    ));

  test("workers that cannot start end the run", async () => {
    const start = () => new Worker("process.exit(1)", { eval: true });
    const options = { start, workers: 2, ahead: 2, giveUp: () => 0 };
    const run = async () => {
      for await (const _ of answersInOrder([[1]], options));
    };
    // Whoever dies over the first piece has it given up; both are an answer, and the run ends.
    await run().catch((error: unknown) => expect(String(error)).toContain("cannot be started"));
  });
});

test("progress says how many, how fast and how long", () =>
  expect(progressLine(8500, 34000, 5000)).toBe("[#####               ] 8,500 of 34,000 files, 1,700/s, 15 s left"));
