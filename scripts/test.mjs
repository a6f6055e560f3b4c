// `npm test`: every check there is. Ends with "N passed, N failed": tests, and each other check counted as one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Exit code of a check that has nothing to run against. */
const SKIPPED = 77;
const BIN = "node_modules/.bin/";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), "kalloc-lens-test-"));
const total = { passed: 0, failed: 0 };
const failures = [];
const skipped = [];

check("types", `${BIN}tsc`, "-b");
check("style", `${BIN}biome`, "check", ".");
check("unused code", `${BIN}knip`);
check("generated documents", `${BIN}tsx`, "scripts/generate.ts", "--check");
check("bundle", process.execPath, "esbuild.mjs");
unitTests();
check("bundle by itself", process.execPath, "scripts/smoke-test.mjs");
check("package", process.execPath, "scripts/check-package.mjs");
check("example module builds", `${BIN}tsx`, "scripts/check-example.ts");
check("sizes as gcc has them", `${BIN}tsx`, "scripts/guard.ts");
check("sizes of structs as gcc has them", `${BIN}tsx`, "scripts/check-sizes.ts");
editorTests("Neovim", "test/e2e/nvim/run.mjs");
editorTests("Emacs", "test/e2e/emacs/run.mjs");
editorTests("VS Code for the Web", "test/e2e/vscode/run-web.mjs");
for (const release of ["oldest", "current"]) {
  process.env.KALLOC_LENS_VSCODE_RELEASE = release;
  const vscode = `VS Code, ${release} release`;
  editorTests(`${vscode}, extension host`, "test/e2e/vscode/run-host.mjs");
  editorTests(`${vscode}, web worker`, "test/e2e/vscode/run-host.mjs", "browser");
  editorTests(`${vscode}, packaged extension on the screen`, "test/e2e/vscode/run-dom.mjs");
  editorTests(`${vscode}, decision chart on the screen`, "test/e2e/vscode/run-chart.mjs");
  editorTests(`${vscode}, walkthrough on the screen`, "test/e2e/vscode/run-walkthrough.mjs");
  editorTests(`${vscode}, panels and tree on the screen`, "test/e2e/vscode/run-panels.mjs");
}
rmSync(scratch, { recursive: true });

console.log("");
for (const name of skipped) console.log(`COULD NOT RUN HERE: ${name} (its output above says why)`);
for (const name of failures) console.log(`FAILED: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Runs one check. What cannot run is told, and is a failure where everything is meant to be there: in CI. */
function check(name, command, ...args) {
  const status = run(name, command, ...args);
  if (status === 0) total.passed++;
  else if (status === SKIPPED && !process.env.CI) skipped.push(name);
  else fail(status === SKIPPED ? `${name}: it could not run, in CI it must` : name);
}

function unitTests() {
  const file = join(scratch, "vitest.json");
  const status = run(
    "tests",
    `${BIN}vitest`,
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  );
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = readResults(file);
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  if (numPendingTests + numTodoTests > 0) skipped.push(`${numPendingTests + numTodoTests} tests`);
  if (numFailedTests > 0) failures.push("tests");
  // A file that does not load, or an error outside of tests, fails the run without a failed test.
  else if (status !== 0 || numPassedTests === 0) fail("tests");
}

/** A run in a real editor; it prints its own "N passed, N failed". */
function editorTests(name, ...args) {
  console.log(`\n== ${name}: node ${args.join(" ")}`);
  const { status, stdout } = spawnSync(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  process.stdout.write(stdout ?? "");
  if (status === SKIPPED && !process.env.CI) {
    skipped.push(name);
    return;
  }
  const [, passed = "0", failed = "0"] = /(\d+) passed, (\d+) failed\s*$/.exec(stdout ?? "") ?? [];
  total.passed += Number(passed);
  total.failed += Number(failed);
  if (Number(failed) > 0) failures.push(name);
  else if (status !== 0 || Number(passed) === 0)
    fail(status === SKIPPED ? `${name}: it could not run, in CI it must` : name);
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

function run(name, command, ...args) {
  console.log(`\n== ${name}: ${[command.replace(BIN, "").replace(process.execPath, "node"), ...args].join(" ")}`);
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (error) console.error(error.message);
  return status;
}

function fail(name) {
  total.failed++;
  failures.push(name);
}
