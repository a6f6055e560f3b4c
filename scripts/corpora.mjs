// `npm run corpora -- FOLDER…`: every C file and header of the folders through `check --kernel none`, four times: with one
// thread, again, with two, and in three shards that are merged. Nothing may crash or be left out, and all outputs are the same.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

const scratch = mkdtempSync(join(tmpdir(), "kalloc-lens-corpora-"));
let isBad = false;
try {
  for (const folder of process.argv.slice(2)) await corpus(resolve(folder));
} finally {
  rmSync(scratch, { recursive: true });
}
process.exitCode = isBad ? 1 : 0;

async function corpus(folder) {
  const there = sourcesIn(folder).length;
  const runs = [];
  for (const [name, args] of [
    ["one thread", ["--jobs", "1"]],
    ["again", ["--jobs", "1"]],
    ["two threads", ["--jobs", "2"]],
  ])
    runs.push({ name, ...(await check(folder, args, `${runs.length}.jsonl`)) });
  const shards = [];
  for (let n = 1; n <= 3; n++)
    shards.push(await check(folder, ["--jobs", "1", "--shard", `${n}/3`], `shard-${n}.jsonl`));
  const merged = await run(folder, ["merge", ...shards.map(({ file }) => file)], "merged.jsonl");
  runs.push({ name: "merged", ...merged, status: Math.max(merged.status, ...shards.map(({ status }) => status)) });

  const [first] = runs;
  const { summary } = JSON.parse(lastLine(first.file));
  const { files, skipped, sites, known } = summary;
  const crashes = skipped.filter(({ why }) => /internal error|died/.test(why));
  const failed = runs.filter(({ status, stderr }) => status !== 0 || stderr !== "");
  const different = runs.filter(({ hash }) => hash !== first.hash);
  console.log(
    `${folder}: ${there} files there, ${files} checked, ${skipped.length} left out, ${sites} calls, ${known} sizes known`,
  );
  console.log(
    `  ${runs.map(({ name, seconds }) => `${name} ${seconds.toFixed(0)} s of CPU`).join(", ")}; SHA-256 ${first.hash.slice(0, 16)}`,
  );
  for (const { file, why } of skipped) console.log(`  left out: ${file}: ${why}`);
  for (const { name, status, stderr } of failed)
    console.log(`  FIND: ${name} ended with ${status}: ${stderr.slice(0, 500)}`);
  for (const { name } of different) console.log(`  FIND: the output of "${name}" is another one`);
  console.log(`  ${crashes.length} crashes, ${failed.length} failed runs, ${different.length} differences`);
  isBad ||= crashes.length + failed.length + different.length > 0;
}

function check(folder, args, file) {
  return run(folder, ["check", "--kernel", "none", "--format", "jsonl", ...args, "."], file);
}

/** One run of the command line in a folder: exit code, what it said on stderr, CPU time, and a hash of its output without times. */
async function run(cwd, args, name) {
  const file = join(scratch, name);
  const before = childrenSeconds();
  const child = spawn(process.execPath, [CLI, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const hash = createHash("sha256");
  let stderr = "";
  let rest = "";
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  const out = createWriteStream(file);
  child.stdout.pipe(out);
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hash.update(`${line.replace(/"milliseconds":\d+/, "")}\n`);
  });
  const status = await new Promise((done) => child.on("close", (code, signal) => done(signal ? 128 : code)));
  await finished(out);
  hash.update(rest);
  return { file, status, stderr, seconds: childrenSeconds() - before, hash: hash.digest("hex") };
}

function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.[ch]$/.test(entry.name),
  );
}

function lastLine(file) {
  return readFileSync(file, "utf8").trimEnd().split("\n").at(-1);
}

/** CPU time of the processes that have ended: Linux says it in ticks of 10 ms. */
function childrenSeconds() {
  const fields = readFileSync("/proc/self/stat", "latin1")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
