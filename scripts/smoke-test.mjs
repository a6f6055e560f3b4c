// Runs the shipped bundle by itself, in a folder that has no node_modules above it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

const folder = mkdtempSync(join(tmpdir(), "kalloc-lens-"));
try {
  cpSync(DIST, join(folder, "dist"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "a.c"), "void f(void)\n{\n\tkmalloc(1360, GFP_KERNEL);\n}\n");

  assert.equal(kallocLens("--version").trim(), version);
  assert.equal(
    JSON.parse(kallocLens("simulate", "--api", "kmalloc", "--size", "1360", "--format", "json")).bytesAlloc,
    2048,
  );
  const { sites } = JSON.parse(kallocLens("check", "--kernel", "none", "--format", "json", "a.c"));
  assert.deepEqual(
    sites.map(({ line, column, placement }) => [line, column, placement.cache]),
    [[3, 2, "kmalloc-2k"]],
  );
  console.log("The bundle runs by itself");
} finally {
  rmSync(folder, { recursive: true });
}

function kallocLens(...args) {
  const run = spawnSync(process.execPath, ["dist/cli.js", ...args], { cwd: folder, encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
}
